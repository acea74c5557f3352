import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { hashFiles } from '../contentHash.ts';
import {
  defaultRestart,
  type ComponentContext,
  type Service,
} from '../supervisor/component.ts';
import { findPython } from '../system/python.ts';
import { backendFolder, configPaths } from './configuration.ts';
import { dependenciesStamp } from './dependencies.ts';
import { frontendStamp } from './frontend.ts';
import { answersOk } from './httpProbe.ts';
import { explainPortal } from './portalProblem.ts';
import { readSecret } from './secrets.ts';
import { techdocsFolder } from './techdocs.ts';
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
  // Its plugins are stopped within a second; then it waits up to a minute for connections to itself.
  stopWithinMs: 3_000,
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
    const environment = JSON.stringify(await environmentFor(context));
    return hashFiles(
      [...sources, ...configPaths(instance), ...stamps],
      instance.root,
      [environment],
    );
  },

  async command(context) {
    const { instance } = context;
    const backend = backendFolder(instance);
    await mkdir(join(instance.dataFolder, 'sqlite'), {
      recursive: true,
      mode: 0o700,
    });
    await mkdir(join(instance.dataFolder, 'techdocs'), { recursive: true });
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
        '--require',
        transform,
        join(backend, 'src', 'index.ts'),
        ...configPaths(instance).flatMap(path => ['--config', path]),
      ],
      cwd: backend,
      env: await environmentFor(context),
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

async function environmentFor({
  instance,
  cache,
}: ComponentContext): Promise<Record<string, string>> {
  const python = await findPython();
  const docsBuilder = python
    ? [join(techdocsFolder(instance.root, cache, python), 'bin')]
    : [];
  return {
    NODE_ENV: 'production',
    PATH: [...docsBuilder, process.env.PATH ?? ''].join(delimiter),
    PAYDAY_PORTAL_URL: instance.portalUrl,
    PAYDAY_PORTAL_PORT: String(instance.ports.portal),
    PAYDAY_DATA_DIR: instance.dataFolder,
    PAYDAY_IDENTITY_URL: instance.identityUrl,
    PAYDAY_OIDC_CLIENT_SECRET: readSecret(instance, 'oidc-client-secret'),
    PAYDAY_BACKEND_SECRET: readSecret(instance, 'backend-secret'),
    PAYDAY_SESSION_SECRET: readSecret(instance, 'session-secret'),
    PAYDAY_CLUSTER: 'none',
  };
}
