import { Command, CommanderError } from 'commander';
import { registerBench } from './commands/bench.ts';
import { registerDemo } from './commands/demo.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerDown } from './commands/down.ts';
import { registerLogin } from './commands/login.ts';
import { registerLogout } from './commands/logout.ts';
import { registerLogs } from './commands/logs.ts';
import { registerOpen } from './commands/open.ts';
import { registerKubectl } from './commands/kubectl.ts';
import { registerRestart } from './commands/restart.ts';
import { registerStatus } from './commands/status.ts';
import { registerTest } from './commands/test.ts';
import { registerTools } from './commands/tools.ts';
import { registerUp } from './commands/up.ts';
import { registerVersion } from './commands/version.ts';
import { registerWhoami } from './commands/whoami.ts';
import { asProblem, formatProblem } from './problem.ts';

const WRONG_USAGE = 2;

/** The whole command line; verbs in the order a newcomer meets them. */
export function createProgram(): Command {
  const program = new Command('payday')
    .usage('<verb> [options]')
    .description(
      'Payday on this machine: a portal for payment teams, started with one command.',
    )
    .helpOption('-h, --help', 'what a verb does, with examples')
    .enablePositionalOptions()
    .helpCommand(false)
    .showSuggestionAfterError()
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, '✗ ')),
    })
    .exitOverride()
    .addHelpText('after', '\nEvery verb explains itself:  ./payday up --help');
  const verbs = [
    registerUp,
    registerStatus,
    registerOpen,
    registerDemo,
    registerLogs,
    registerDown,
    registerDoctor,
    registerTest,
    registerBench,
    registerRestart,
    registerKubectl,
    registerTools,
    registerLogin,
    registerWhoami,
    registerLogout,
    registerVersion,
  ];
  verbs.forEach(register => register(program));
  return program;
}

/** Runs one command line and sets the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function runCli(args: string[]): Promise<void> {
  const program = createProgram();
  if (args.length === 0) {
    program.outputHelp();
    return;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = report(error, args);
  }
}

function report(error: unknown, args: string[]): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    const verb = args.find(arg => !arg.startsWith('-'));
    const isVerb =
      verb !== undefined &&
      createProgram().commands.some(command => command.name() === verb);
    process.stderr.write(
      `  For what there is:  ./payday ${isVerb ? `${verb} ` : ''}--help\n`,
    );
    return WRONG_USAGE;
  }
  const problem = asProblem(error);
  process.stderr.write(`${formatProblem(problem)}\n`);
  if (process.env.PAYDAY_DEBUG)
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  return problem.exitCode;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe, like `head`, may leave early.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

if (process.argv[1] === import.meta.filename)
  await runCli(process.argv.slice(2));
