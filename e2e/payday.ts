import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const launcher = join(__dirname, '..', 'payday');

/** The instance whose command line the journeys use. */
const instance = process.env.PAYDAY_INSTANCE ?? 'default';

/** Runs a verb to its end and gives its standard output. Rejects, with its message, when it does not exit with 0. */
export async function payday(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(launcher, [
    ...args,
    '--instance',
    instance,
  ]);
  return stdout;
}

/** Starts `payday login`: the address it asks to open, and its last words once it has ended. */
export async function startLogin(): Promise<{
  address: string;
  ended: Promise<{ code: number | null; output: string }>;
}> {
  const child = spawn(
    launcher,
    ['login', '--no-browser', '--instance', instance],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  const address = new Promise<string>(resolve => {
    const read = (data: Buffer) => {
      output += data.toString();
      const found = /https?:\S+\/authorize\S+/.exec(output);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const ended = new Promise<{ code: number | null; output: string }>(resolve =>
    child.on('exit', code => resolve({ code, output })),
  );
  const early = ended.then(({ code }) => {
    throw new Error(`payday login ended with ${code}: ${output}`);
  });
  return { address: await Promise.race([address, early]), ended };
}
