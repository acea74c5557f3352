import { createInterface } from 'node:readline/promises';

/** True when a person sits in front of this process. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks a yes-or-no question on standard error; Enter means `otherwise`. */
export async function ask(
  question: string,
  otherwise: boolean,
): Promise<boolean> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  try {
    const answer = (
      await terminal.question(`${question} ${otherwise ? '[Y/n]' : '[y/N]'} `)
    )
      .trim()
      .toLowerCase();
    return answer === '' ? otherwise : answer.startsWith('y');
  } finally {
    terminal.close();
  }
}
