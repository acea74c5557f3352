import { createUnifiedTheme, type PageTheme } from '@backstage/theme';
import { darkPalette, lightPalette } from './palette';

const fontFamily = 'system-ui, sans-serif';

/** Flat headers in one colour: a page is told apart by its title, not by a picture. */
function flatPageTheme(background: string, fontColor: string) {
  const theme: PageTheme = {
    colors: [background, background],
    shape: 'none',
    backgroundImage: `linear-gradient(${background}, ${background})`,
    fontColor,
  };
  const ids = ['home', 'documentation', 'tool', 'service', 'website'];
  const more = ['library', 'other', 'app', 'apis', 'card'];
  return Object.fromEntries([...ids, ...more].map(id => [id, theme]));
}

/** Corrections of what older plugins draw. */
const components = {
  BackstageSidebarItem: {
    styleOverrides: {
      // “What I may do” is longer than the 110 px that the framework grants.
      label: { width: '130px' },
    },
  },
  MuiTableCell: {
    styleOverrides: {
      // Room for names, which otherwise break inside a word.
      sizeSmall: { padding: '12px 8px 12px 14px' },
    },
  },
};

/** The light theme in both versions of Material UI. */
export const lightTheme = createUnifiedTheme({
  palette: lightPalette,
  fontFamily,
  pageTheme: flatPageTheme('#ffffff', '#14191f'),
  defaultPageTheme: 'home',
  components,
});

/** The dark theme in both versions of Material UI. */
export const darkTheme = createUnifiedTheme({
  palette: darkPalette,
  fontFamily,
  pageTheme: flatPageTheme('#1c2126', '#f2f5f7'),
  defaultPageTheme: 'home',
  components,
});
