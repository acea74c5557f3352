import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './App.tsx';
import { takeClientSecret } from './checkout/clientSecret.ts';
import { applyTheme, storedTheme } from './theme/theme.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/components.css';
import './styles/features.css';

// zod would try whether it may compile code, which the Content-Security-Policy reports as an attack.
z.config({ jitless: true });
applyTheme(storedTheme());
takeClientSecret(window);

const root = document.querySelector('#root');
if (!root) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
