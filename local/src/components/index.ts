import type { Component } from '../supervisor/component.ts';
import { configuration } from './configuration.ts';
import { dependencies } from './dependencies.ts';
import { frontend } from './frontend.ts';
import { identityProvider } from './identityProvider.ts';
import { nativeSqlite } from './nativeSqlite.ts';
import { portal } from './portal.ts';
import { secrets } from './secrets.ts';
import { systemPackages } from './systemPackages.ts';
import { techdocs } from './techdocs.ts';

/** The parts of an instance without a cluster, in the order they are shown. */
export function componentsFor(): Component[] {
  return [
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
}
