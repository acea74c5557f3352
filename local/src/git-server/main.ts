/** The Git server's process: reads the environment, serves until SIGTERM or SIGINT. Its output is its log. */
import { asProblem, formatProblem } from '../problem.ts';
import { readGitServerSettings } from './settings.ts';
import { startGitServer } from './startGitServer.ts';

const log = (line: string) =>
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);

try {
  const settings = readGitServerSettings(process.env);
  const server = await startGitServer(settings, log);
  log(`serves ${settings.folder} on ${settings.host}:${server.port}`);
  const stop = async () => {
    await server.close();
    log('stopped');
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  const problem = asProblem(error);
  process.stderr.write(`${formatProblem(problem)}\n`);
  process.exitCode = problem.exitCode;
}
