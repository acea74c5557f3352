import { join } from 'node:path';
import { defaultRestart, type Service } from '../supervisor/component.ts';
import { configPaths } from './configuration.ts';
import { answersOk } from './httpProbe.ts';
import { portalEnvironment } from './portalEnvironment.ts';
import { explainPortal } from './portalProblem.ts';

/** Where the frontend's development server listens; the address is fixed in app-config.development.yaml. */
const FRONTEND_PORT = 3000;

/** Where people open the portal that follows every saved file. */
export const FRONTEND_URL = `http://localhost:${FRONTEND_PORT}`;

/** The portal for people who work on it: both halves run from their sources and follow every saved file. */
export const hotReload: Service = {
  kind: 'service',
  name: 'portal',
  title: 'Portal with hot reload',
  dependsOn: [
    'configuration',
    'dependencies',
    'native-sqlite',
    'secrets',
    'identity-provider',
  ],
  readyWithinMs: 300_000,
  stopWithinMs: 3_000,
  restart: { ...defaultRestart, maxRestarts: 0 },

  ports: instance => [FRONTEND_PORT, instance.ports.portal],
  url: () => FRONTEND_URL,

  async fingerprint(context) {
    return JSON.stringify(await portalEnvironment(context));
  },

  async command(context) {
    const { instance } = context;
    const paths = [
      ...configPaths(instance),
      join(instance.root, 'app-config.development.yaml'),
    ];
    return {
      file: process.execPath,
      args: [
        join(instance.root, 'node_modules', '.bin', 'backstage-cli'),
        'repo',
        'start',
        ...paths.flatMap(path => ['--config', path]),
      ],
      cwd: instance.root,
      env: {
        NODE_ENV: 'development',
        BROWSER: 'none',
        ...(await portalEnvironment(context)),
      },
    };
  },

  async isReady({ instance }) {
    const backend = `http://127.0.0.1:${instance.ports.portal}`;
    return (
      (await answersOk(`${backend}/.backstage/health/v1/readiness`)) &&
      answersOk(`${FRONTEND_URL}/`)
    );
  },

  explain: (log, { logFile, instance }) =>
    explainPortal(log, logFile, configPaths(instance)),
};
