/** The identity provider's process: reads the environment, serves until SIGTERM or SIGINT. Its output is its log. */
import { asProblem, formatProblem } from '../problem.ts';
import { readIdentityProviderSettings } from './settings.ts';
import { startIdentityProvider } from './startIdentityProvider.ts';

const log = (line: string) =>
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);

try {
  const settings = readIdentityProviderSettings(process.env);
  const provider = await startIdentityProvider(settings, log);
  log(
    `local sign-in for ${settings.portal.origin} is ready on ${settings.issuer.origin}, ${provider.people} people`,
  );
  const stop = async () => {
    await provider.close();
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
