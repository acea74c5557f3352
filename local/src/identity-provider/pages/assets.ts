import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const stylesheet = readFileSync(new URL('./sign-in.css', import.meta.url));
const mark = readFileSync(new URL('./payday.svg', import.meta.url));

/** The stylesheet's address; it changes with the content, so browsers may keep it. */
export const STYLESHEET_PATH = `/assets/sign-in.css?${createHash('sha256')
  .update(stylesheet)
  .digest('hex')
  .slice(0, 12)}`;

/** The files the pages need, by path. */
export const ASSETS = new Map([
  ['/assets/sign-in.css', { type: 'text/css', body: stylesheet }],
  ['/assets/payday.svg', { type: 'image/svg+xml', body: mark }],
]);
