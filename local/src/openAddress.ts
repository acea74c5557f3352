import { spawn } from 'node:child_process';
import { findProgram } from './system/programs.ts';

/** Opens an address in the person's browser where there is a desktop. @returns false where there is none */
export function openAddress(url: string): boolean {
  const hasDesktop =
    process.platform === 'darwin' ||
    Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  const program = findProgram(
    process.platform === 'darwin' ? 'open' : 'xdg-open',
  );
  if (!hasDesktop || !program) return false;
  spawn(program, [url], { detached: true, stdio: 'ignore' })
    .on('error', () => undefined)
    .unref();
  return true;
}
