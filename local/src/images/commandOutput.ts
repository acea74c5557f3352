import type { Command } from '../supervisor/component.ts';

/** The same command with its standard output in a file instead of the log. */
export function withOutput(command: Command, file: string): Command {
  return {
    ...command,
    file: 'sh',
    args: ['-c', 'exec "$@" >"$0"', file, command.file, ...command.args],
  };
}
