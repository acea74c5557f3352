import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { contrastRatio } from './contrast';
import { darkPalette, lightPalette } from './palette';

const css = readFileSync(resolve(__dirname, 'tokens.css'), 'utf8');

/** The custom properties of one theme, as `tokens.css` sets them. */
function tokensOf(mode: 'light' | 'dark'): Record<string, string> {
  const block = css.split(`[data-theme-mode='${mode}'] {`)[1].split('}')[0];
  const lines = block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g);
  return Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
}

const themes = [
  { mode: 'light', tokens: tokensOf('light'), palette: lightPalette as any },
  { mode: 'dark', tokens: tokensOf('dark'), palette: darkPalette as any },
];

const surfaces = [1, 2, 3, 4].map(level => `bui-bg-neutral-${level}`);
const onSurfaces = [
  'primary',
  'secondary',
  'positive',
  'negative',
  'warning',
  'announcement',
  'success',
  'danger',
  'info',
].map(name => `bui-fg-${name}`);
const pairs: [string, string][] = [
  ...['bui-bg-app', ...surfaces].flatMap(surface =>
    onSurfaces.map(text => [text, surface] as [string, string]),
  ),
  ['bui-accent-fg', 'bui-accent-bg'],
  ['bui-accent-fg', 'bui-accent-bg-hover'],
  ['bui-fg-solid', 'bui-bg-solid'],
  ['bui-fg-solid', 'bui-bg-solid-hover'],
  ['bui-fg-solid', 'bui-bg-solid-pressed'],
  ...['positive', 'negative', 'warning', 'announcement'].map(
    name =>
      [`bui-${name}-fg-subdued`, `bui-${name}-bg-subdued`] as [string, string],
  ),
];

describe.each(themes)('the $mode theme', ({ tokens, palette }) => {
  it.each(pairs)('writes %s on %s with 4.5:1 or more', (text, surface) => {
    expect(contrastRatio(tokens[text], tokens[surface])).toBeGreaterThanOrEqual(
      4.5,
    );
  });

  it.each(['ring', 'border-2', 'accent-bg'])(
    'draws %s with 3:1 or more on every surface it stands on',
    name => {
      const weakest = Math.min(
        ...['bui-bg-app', 'bui-bg-neutral-1'].map(surface =>
          contrastRatio(tokens[`bui-${name}`], tokens[surface]),
        ),
      );
      expect(weakest).toBeGreaterThanOrEqual(3);
    },
  );

  it.each([1, 2, 3, 4])('draws chart line %s with 3:1 or more', series => {
    expect(
      contrastRatio(
        tokens[`payday-series-${series}`],
        tokens['bui-bg-neutral-1'],
      ),
    ).toBeGreaterThanOrEqual(3);
  });

  it('gives Material UI the same colours as BUI', () => {
    expect({
      app: palette.background.default,
      paper: palette.background.paper,
      text: palette.text.primary,
      subtle: palette.text.secondary,
      accent: palette.primary.main,
      border: palette.border,
    }).toEqual({
      app: tokens['bui-bg-app'],
      paper: tokens['bui-bg-neutral-1'],
      text: tokens['bui-fg-primary'],
      subtle: tokens['bui-fg-secondary'],
      accent: tokens['bui-accent-bg'],
      border: tokens['bui-border-1'],
    });
  });

  it.each(['color', 'selectedColor'])(
    'writes the %s of the sidebar with 4.5:1 or more',
    name => {
      expect(
        contrastRatio(palette.navigation[name], palette.navigation.background),
      ).toBeGreaterThanOrEqual(4.5);
    },
  );
});
