export const THEMES = ['system', 'light', 'dark'] as const;

/** `system` follows the reader's operating system. */
export type Theme = (typeof THEMES)[number];

const STORED_AS = 'theme';

/** What was chosen in this browser; `system` when nothing was, or when storage is refused. */
export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(STORED_AS);
    return THEMES.find(theme => theme === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Shows the page in a theme. */
export function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
}

/** Shows a theme and remembers it. */
export function chooseTheme(theme: Theme): void {
  applyTheme(theme);
  try {
    localStorage.setItem(STORED_AS, theme);
  } catch {
    // It still holds until the page is left.
  }
}
