import { componentGroups } from '@payday/plugin-platform-common';
import { z } from 'zod';

/**
 * What the supervisor of a local instance writes, as far as people see it: never the paths and numbers of this
 * machine's files and processes. What it adds in a later version is ignored.
 */
export const supervisorSnapshotSchema = z.object({
  supervisor: z.object({ pid: z.number().int().positive() }),
  components: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      /** What a version before the embedded platform wrote had no groups: all of it was the portal's. */
      group: z.enum(componentGroups).default('portal'),
      state: z.enum([
        'healthy',
        'starting',
        'building',
        'degraded',
        'stopped',
        'failed',
      ]),
      reason: z.string().optional(),
      since: z.string(),
      isInBackground: z.boolean().optional(),
      estimateMs: z.number().optional(),
      tookMs: z.number().optional(),
      detail: z.string().optional(),
      problem: z
        .object({ what: z.string(), next: z.array(z.string()) })
        .optional(),
    }),
  ),
});

/** See {@link supervisorSnapshotSchema}. */
export type SupervisorSnapshot = z.infer<typeof supervisorSnapshotSchema>;
