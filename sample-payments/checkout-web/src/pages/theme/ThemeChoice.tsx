import { useState } from 'react';
import { chooseTheme, storedTheme, THEMES, type Theme } from './theme.ts';

const LABELS: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' };

/** Chooses between the system's theme, light and dark. */
export function ThemeChoice() {
  const [theme, setTheme] = useState(storedTheme);
  return (
    <label className="theme-choice">
      <span className="small quiet">Theme</span>
      <select
        className="input"
        value={theme}
        onChange={event => {
          const chosen = event.target.value as Theme;
          chooseTheme(chosen);
          setTheme(chosen);
        }}
      >
        {THEMES.map(each => (
          <option key={each} value={each}>
            {LABELS[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
