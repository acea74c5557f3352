import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { commandFor } from '../instance.ts';
import type { Instance } from '../instance.ts';
import { Problem } from '../problem.ts';
import { readState, writeState } from '../stateFile.ts';
import { REQUEST_TIMEOUT_MS } from './PortalSignIn.ts';
import { sessionSchema } from './Session.ts';
import type { Session } from './Session.ts';

/** A lock this old was left by a process that died: a refresh is two requests. */
const STALE_LOCK_MS = 2 * REQUEST_TIMEOUT_MS + 30_000;
const LOCK_RETRY_MS = 50;

/** Where an instance keeps the sign-in of the command line: a file of its owner only, in a folder of its owner only. */
export class SessionFile {
  readonly path: string;
  readonly #instance: Pick<Instance, 'name' | 'dataFolder'>;

  constructor(instance: Pick<Instance, 'name' | 'dataFolder'>) {
    this.#instance = instance;
    this.path = join(instance.dataFolder, 'session', 'session.json');
  }

  /**
   * The stored sign-in; undefined when nobody is signed in or the file is half-written.
   * @throws Problem when others could have read or replaced the file: then it is not used
   */
  read(): Session | undefined {
    this.#refuseUnlessPrivate();
    return this.readUnchecked();
  }

  /** As `read`, whatever the file's mode: for signing out, which gets rid of it anyway. */
  readUnchecked(): Session | undefined {
    const stored = readState(this.path, sessionSchema);
    return stored.kind === 'value' ? stored.value : undefined;
  }

  /** Replaces the stored sign-in in one step. */
  write(session: Session): void {
    const folder = dirname(this.path);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    writeState(this.path, session);
  }

  /** Forgets the sign-in. */
  remove(): void {
    rmSync(this.path, { force: true });
  }

  /** Lets one process at a time refresh: a refresh token works once. */
  async locked<T>(work: () => Promise<T>): Promise<T> {
    const lock = `${this.path}.lock`;
    mkdirSync(dirname(lock), { recursive: true, mode: 0o700 });
    const owner = randomUUID();
    while (!tryLock(lock, owner)) await wait(LOCK_RETRY_MS);
    try {
      return await work();
    } finally {
      // After a long pause, e.g. of the machine, it may be another's.
      if (ownerOf(lock) === owner) rmSync(lock);
    }
  }

  #refuseUnlessPrivate(): void {
    for (const path of [dirname(this.path), this.path]) {
      const found = lstatSync(path, { throwIfNoEntry: false });
      const fault = found && exposure(found);
      if (fault)
        throw new Problem(
          `The sign-in in ${path} is not used, because ${fault}.`,
          [
            'Someone may have copied it. Sign out and in again:',
            `  ${commandFor(this.#instance, 'logout')}`,
            `  ${commandFor(this.#instance, 'login')}`,
          ],
        );
    }
  }
}

/** How others could have come by what is in a file or folder; undefined when only its owner can. */
function exposure(found: Stats): string | undefined {
  if (found.isSymbolicLink()) return 'it is a symbolic link';
  if (found.uid !== process.getuid?.()) return 'it belongs to another user';
  const mode = found.mode & 0o777;
  return (mode & 0o077) === 0
    ? undefined
    : `others on this machine have access to it (mode ${mode.toString(8)})`;
}

/** Makes the lock, a file that names its owner; a stale one is moved away first, so that it goes as a whole. */
function tryLock(lock: string, owner: string): boolean {
  try {
    writeFileSync(lock, owner, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const held = lstatSync(lock, { throwIfNoEntry: false });
  if (held && Date.now() - held.mtimeMs > STALE_LOCK_MS)
    discard(lock, `${lock}.${owner}`);
  return false;
}

function discard(lock: string, aside: string): void {
  try {
    renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

function ownerOf(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return undefined;
  }
}
