import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { hashFiles } from '../contentHash.ts';
import { defaultRestart, type Service } from '../supervisor/component.ts';
import { backendFolder, configPaths } from './configuration.ts';
import { dependenciesStamp } from './dependencies.ts';
import { frontendStamp } from './frontend.ts';
import { answersOk } from './httpProbe.ts';
import { portalEnvironment } from './portalEnvironment.ts';
import { explainPortal } from './portalProblem.ts';
import { backendSources } from './workspaces.ts';

/** The Backstage backend, run from its TypeScript sources, which also serves the built frontend. */
export const portal: Service = {
  kind: 'service',
  name: 'portal',
  title: 'Portal',
  dependsOn: [
    'configuration',
    'dependencies',
    'native-sqlite',
    'frontend',
    'secrets',
    'identity-provider',
  ],
  readyWithinMs: 180_000,
  // Its plugins are stopped well within a second; then it waits up to a minute for connections to itself.
  stopWithinMs: 1_200,
  restart: defaultRestart,

  ports: instance => [instance.ports.portal],
  url: instance => instance.portalUrl,

  async fingerprint(context) {
    const { instance } = context;
    const sources = await backendSources(instance.root);
    const stamps = [
      dependenciesStamp(instance.root),
      frontendStamp(instance.root),
    ];
    const environment = JSON.stringify(await portalEnvironment(context));
    return hashFiles(
      [...sources, ...configPaths(instance), ...stamps],
      instance.root,
      [environment],
    );
  },

  async command(context) {
    const { instance } = context;
    const backend = backendFolder(instance);
    const fromCli = createRequire(
      join(instance.root, 'node_modules', '@backstage', 'cli', 'package.json'),
    );
    const transform = join(
      dirname(fromCli.resolve('@backstage/cli-node/package.json')),
      'config',
      'nodeTransform.cjs',
    );
    return {
      file: process.execPath,
      args: [
        // Without limits V8 lets the heap grow to 650 MB during the start before it collects; with them, 490 MB.
        '--max-semi-space-size=8',
        '--max-old-space-size=1024',
        '--require',
        transform,
        join(backend, 'src', 'index.ts'),
        ...configPaths(instance).flatMap(path => ['--config', path]),
      ],
      cwd: backend,
      env: { NODE_ENV: 'production', ...(await portalEnvironment(context)) },
    };
  },

  async isReady({ instance }) {
    const address = `http://127.0.0.1:${instance.ports.portal}`;
    return (
      (await answersOk(`${address}/.backstage/health/v1/readiness`)) &&
      answersOk(`${address}/`)
    );
  },

  explain: (log, { logFile, instance }) =>
    explainPortal(log, logFile, configPaths(instance)),
};
