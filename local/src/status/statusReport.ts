import { z } from 'zod';
import type { Instance } from '../instance.ts';
import { workloadMemory } from '../platform/workloadMemory.ts';
import { isAlive, listProcesses } from '../processes/processTable.ts';
import { treeMemoryBytes } from '../processes/processTree.ts';
import {
  componentStateSchema,
  type ComponentStatus,
  type Snapshot,
} from '../supervisor/snapshot.ts';
import { COMPONENT_GROUPS } from '../supervisor/component.ts';
import { readLastSnapshot } from '../supervisor/StatusBoard.ts';
import { currentSnapshot } from '../supervisor/supervisorClient.ts';

/** What `payday status --json` prints: part of the CLI's contract. Times in ISO 8601, memory in bytes. */
export const statusReportSchema = z.object({
  instance: z.string(),
  cluster: z.enum(['embedded', 'context', 'none']),
  portal: z.object({ state: componentStateSchema, url: z.string() }),
  components: z.array(
    z.object({
      name: z.string(),
      group: z.enum(COMPONENT_GROUPS),
      state: componentStateSchema,
      reason: z.string().optional(),
      since: z.string(),
      url: z.string().optional(),
      logFile: z.string(),
      memoryBytes: z.number().optional(),
    }),
  ),
});

/** See {@link statusReportSchema}. */
export type StatusReport = z.infer<typeof statusReportSchema>;

/** The instance as it is now, from its supervisor or, when none runs, from what the last one left. */
export async function statusReport(instance: Instance): Promise<StatusReport> {
  const live = await currentSnapshot(instance.runFolder);
  if (live) return withPods(reportOf(live, instance), instance);
  const last = readLastSnapshot(instance);
  if (last.kind === 'damaged') process.stderr.write(`${last.message}\n`);
  if (last.kind !== 'value') return emptyReport(instance);
  return reportOf(
    { ...last.value, components: last.value.components.map(withoutSupervisor) },
    instance,
  );
}

/** Pods are no processes of the supervisor: the cluster says what they use. */
async function withPods(
  report: StatusReport,
  instance: Instance,
): Promise<StatusReport> {
  if (report.cluster !== 'embedded') return report;
  const memory = await workloadMemory(instance);
  const components = report.components.map(component => ({
    ...component,
    memoryBytes: component.memoryBytes ?? memory.get(component.name),
  }));
  return { ...report, components };
}

function emptyReport(instance: Instance): StatusReport {
  return {
    instance: instance.name,
    cluster: 'none',
    portal: { state: 'stopped', url: instance.portalUrl },
    components: [],
  };
}

/** A component whose supervisor is gone: stopped, unless its process was left behind. */
function withoutSupervisor(component: ComponentStatus): ComponentStatus {
  const isLeft = component.process !== undefined && isAlive(component.process);
  if (isLeft)
    return {
      ...component,
      state: 'degraded',
      reason:
        'It runs, but what watched over it was ended. `./payday up` or `./payday down` takes it over.',
    };
  return {
    ...component,
    state: component.state === 'failed' ? 'failed' : 'stopped',
    reason: component.state === 'failed' ? component.reason : undefined,
    process: undefined,
  };
}

function reportOf(snapshot: Snapshot, instance: Instance): StatusReport {
  const table = listProcesses();
  const portal = snapshot.components.find(
    component => component.name === 'portal',
  );
  return {
    instance: snapshot.instance,
    cluster: snapshot.cluster,
    portal: {
      state: portal?.state ?? 'stopped',
      url: portal?.url ?? instance.portalUrl,
    },
    components: snapshot.components.map(
      ({ name, group, state, reason, since, url, logFile, process: id }) => ({
        name,
        group,
        state,
        reason,
        since,
        url,
        logFile,
        memoryBytes: id ? treeMemoryBytes(id, table) : undefined,
      }),
    ),
  };
}
