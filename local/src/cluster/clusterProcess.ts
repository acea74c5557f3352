import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashFiles, programSources } from '../contentHash.ts';
import type {
  ComponentContext,
  RestartPolicy,
  Service,
} from '../supervisor/component.ts';
import { clusterFolders } from './clusterFolders.ts';
import { insideCommand } from './namespaces/inside.ts';

/** Generous, since every process of a cluster ends a few times when the namespaces or etcd are lost and come back. */
export const clusterRestart: RestartPolicy = {
  maxRestarts: 30,
  withinMs: 300_000,
  firstDelayMs: 250,
  maxDelayMs: 5_000,
};

/** A program inside the namespaces, with its arguments as seen there. */
export interface InsideProgram {
  file: string;
  args: string[];
  env?: Record<string, string>;
}

/** What is particular to one process of the cluster. */
export interface ClusterProcess {
  name: string;
  title: string;
  dependsOn: string[];
  program(context: ComponentContext): Promise<InsideProgram> | InsideProgram;
  /** Files it reads, by name: written to the configuration folder before each start, readable by the owner only. */
  configuration?(
    context: ComponentContext,
  ): Promise<Record<string, string>> | Record<string, string>;
  /** Folders, absolute, with the code of a program of ours: when it changes, the process is started anew. */
  sourceFolders?: string[];
  /** True when it serves. Never throws. */
  isReady(context: ComponentContext): Promise<boolean>;
  /** 60 s unless said. */
  readyWithinMs?: number;
  /** See {@link Service.explain}. */
  explain?: Service['explain'];
}

/** A service that runs inside the instance's namespaces and ends with them. */
export function clusterProcess(definition: ClusterProcess): Service {
  const configurationOf = async (context: ComponentContext) =>
    (await definition.configuration?.(context)) ?? {};
  return {
    kind: 'service',
    name: definition.name,
    title: definition.title,
    group: 'cluster',
    dependsOn: ['namespaces', ...definition.dependsOn],
    endsWith: 'namespaces',
    readyWithinMs: definition.readyWithinMs ?? 60_000,
    stopWithinMs: 3_000,
    restart: clusterRestart,
    ports: () => [],

    async fingerprint(context) {
      const sources = await Promise.all(
        (definition.sourceFolders ?? []).map(programSources),
      );
      return hashFiles(sources.flat(), context.instance.root, [
        JSON.stringify(await definition.program(context)),
        JSON.stringify(await configurationOf(context)),
      ]);
    },

    async command(context) {
      const { configuration } = clusterFolders(context.instance);
      mkdirSync(configuration, { recursive: true, mode: 0o700 });
      for (const [name, text] of Object.entries(await configurationOf(context)))
        writeFileSync(join(configuration, name), text, { mode: 0o600 });
      return insideCommand(context.instance, await definition.program(context));
    },

    isReady: definition.isReady,
    explain: definition.explain,
  };
}
