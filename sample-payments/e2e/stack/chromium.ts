import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The browser: PAYMENTS_CHROMIUM, or `chromium` in PATH as Debian installs it.
 * @throws Error that says how to get one
 */
export function chromium(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment.PAYMENTS_CHROMIUM;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`PAYMENTS_CHROMIUM names ${named}, which cannot be run.`);
  }
  const found = (environment.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'chromium'))
    .find(isExecutable);
  if (found) return found;
  throw new Error(
    'No chromium was found.\nTo install it:   apt-get install -y chromium\nTo use another:  PAYMENTS_CHROMIUM=/path/to/chrome npm run e2e',
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
