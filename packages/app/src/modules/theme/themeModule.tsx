import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import { UnifiedThemeProvider } from '@backstage/theme';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
import { darkTheme, lightTheme } from './themes';

/** Takes the place of the framework's light theme, because it has the same name. */
const paydayLight = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Payday light',
      variant: 'light',
      icon: <RiSunLine />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={lightTheme} themeName="payday">
          {children}
        </UnifiedThemeProvider>
      ),
    },
  },
});

const paydayDark = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Payday dark',
      variant: 'dark',
      icon: <RiMoonLine />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={darkTheme} themeName="payday">
          {children}
        </UnifiedThemeProvider>
      ),
    },
  },
});

/** Payday's two themes, for BUI (by `tokens.css`) and for the Material UI that older plugins draw. */
export const themeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [paydayLight, paydayDark],
});
