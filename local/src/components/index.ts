import type { Component, Service, Step } from '../supervisor/component.ts';
import { coreToolSteps, furtherToolSteps } from '../tools/toolStep.ts';
import { pauseImageStep } from '../images/index.ts';
import { clusterComponents } from '../cluster/index.ts';
import type { ClusterKind } from '../instanceSettings.ts';
import { configuration } from './configuration.ts';
import { dependencies } from './dependencies.ts';
import { frontend } from './frontend.ts';
import { FRONTEND_URL, hotReload } from './hotReload.ts';
import { identityProvider } from './identityProvider.ts';
import { nativeSqlite } from './nativeSqlite.ts';
import { platformComponents } from '../platform/index.ts';
import { portal } from './portal.ts';
import { secrets } from './secrets.ts';
import { systemPackages } from './systemPackages.ts';
import { techdocs } from './techdocs.ts';

/** The parts of an instance, in the order they are shown. */
export function componentsFor(cluster: ClusterKind): Component[] {
  return cluster === 'embedded'
    ? [
        ...portalComponents,
        ...coreToolSteps(['system-packages']),
        pauseImage,
        ...clusterComponents,
        ...platformComponents,
        ...furtherToolSteps(['applications']),
      ]
    : portalComponents;
}

const pauseImage: Step = {
  ...pauseImageStep(['tool-pause']),
  group: 'cluster',
};

const portalComponents: Component[] = [
  configuration,
  systemPackages,
  dependencies,
  nativeSqlite,
  techdocs,
  frontend,
  secrets,
  identityProvider,
  portal,
];

/** The same for people who work on the portal: nothing is built, the sources are served. */
export function developmentComponents(cluster: ClusterKind): Component[] {
  return componentsFor(cluster).flatMap(component => {
    if (component === frontend) return [];
    if (component === portal) return [hotReload];
    return component === identityProvider ? [withFrontend] : [component];
  });
}

const withFrontend: Service = {
  ...identityProvider,
  async command(context) {
    const command = await identityProvider.command(context);
    return {
      ...command,
      env: { ...command.env, PAYDAY_FRONTEND_URL: FRONTEND_URL },
    };
  },
};
