import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageContext } from './imageContext.ts';

const TRY = `
cd "$1"
mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work merged
`;

/** True when an overlay can be mounted on the disk of this folder. The mount is gone when this returns. */
export async function canOverlay(
  folder: string,
  context: Pick<ImageContext, 'run' | 'signal'>,
): Promise<boolean> {
  const trial = join(folder, 'overlay-trial');
  for (const name of ['lower', 'upper', 'work', 'merged'])
    await mkdir(join(trial, name), { recursive: true });
  try {
    await context.run({
      file: 'unshare',
      args: [
        ...['--mount', '--propagation', 'private'],
        ...['sh', '-euc', TRY, 'sh', trial],
      ],
      cwd: folder,
    });
    return true;
  } catch {
    context.signal.throwIfAborted();
    return false;
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
}
