import { join } from 'node:path';
import { z } from 'zod';
import { readState, writeState } from './stateFile.ts';

/** Which cluster the portal operates: one of its own, one of the person's kubeconfig, or none. */
export const CLUSTERS = ['embedded', 'context', 'none'] as const;

/** See {@link CLUSTERS}. */
export type ClusterKind = (typeof CLUSTERS)[number];

const settingsSchema = z.object({
  portOffset: z.number().int().min(0).max(50_000).optional(),
  cluster: z.enum(CLUSTERS).optional(),
  /** The context of the person's kubeconfig, for `cluster: context`. */
  context: z.string().optional(),
});

/** What `payday up` remembers for later verbs. */
export type InstanceSettings = z.infer<typeof settingsSchema>;

/** Settings of the instance whose run folder this is; empty when it never started or the file is damaged. */
export function readSettings(runFolder: string): InstanceSettings {
  const read = readState(join(runFolder, 'settings.json'), settingsSchema);
  return read.kind === 'value' ? read.value : {};
}

/** Remembers settings for later verbs. */
export function writeSettings(
  runFolder: string,
  settings: InstanceSettings,
): void {
  writeState(join(runFolder, 'settings.json'), settings);
}
