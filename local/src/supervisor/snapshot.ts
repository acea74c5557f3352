import { z } from 'zod';
import { COMPONENT_GROUPS } from './component.ts';

/** States a component can be in. */
export const componentStateSchema = z.enum([
  'healthy',
  'starting',
  'building',
  'degraded',
  'stopped',
  'failed',
]);

/** See {@link componentStateSchema}. */
export type ComponentState = z.infer<typeof componentStateSchema>;

const processIdSchema = z.object({ pid: z.number(), started: z.string() });

/** What the supervisor knows about one component. Durations in milliseconds, times in ISO 8601. */
export const componentStatusSchema = z.object({
  name: z.string(),
  title: z.string(),
  kind: z.enum(['step', 'service', 'workload']),
  group: z.enum(COMPONENT_GROUPS).default('portal'),
  state: componentStateSchema,
  /** One sentence: why it is not healthy. */
  reason: z.string().optional(),
  since: z.string(),
  url: z.string().optional(),
  logFile: z.string(),
  /** The program that runs for it now. */
  process: processIdSchema.optional(),
  /** True when nothing waits for it: an `up` is done before it is. */
  isInBackground: z.boolean().optional(),
  /** How long this usually takes. */
  estimateMs: z.number().optional(),
  /** How long the work took when it was done. */
  tookMs: z.number().optional(),
  /** What it does at this moment. */
  detail: z.string().optional(),
  problem: z.object({ what: z.string(), next: z.array(z.string()) }).optional(),
  restarts: z.number(),
});

/** See {@link componentStatusSchema}. */
export type ComponentStatus = z.infer<typeof componentStatusSchema>;

/** Everything about a running instance at one moment: kept in `run/state.json` and sent to those who follow. */
export const snapshotSchema = z.object({
  instance: z.string(),
  cluster: z.enum(['embedded', 'context', 'none']),
  supervisor: processIdSchema.extend({ code: z.string() }),
  portOffset: z.number(),
  /** The last `up` (or stop): settled when `done` or `failed`. */
  work: z.object({
    id: z.number(),
    state: z.enum(['idle', 'running', 'done', 'failed', 'stopping']),
  }),
  components: z.array(componentStatusSchema),
});

/** See {@link snapshotSchema}. */
export type Snapshot = z.infer<typeof snapshotSchema>;

/** One line of JSON that a client sends after connecting. The answer is one snapshot a line. */
export const requestSchema = z.discriminatedUnion('type', [
  /** One snapshot, then the end. */
  z.object({ type: z.literal('status') }),
  /** Makes everything healthy; snapshots until the client leaves. */
  z.object({ type: z.literal('up'), allowSystemPackages: z.boolean() }),
  /** Snapshots until the client leaves. */
  z.object({ type: z.literal('follow') }),
  /** Starts one service or workload anew; snapshots until it is there again or failed. */
  z.object({ type: z.literal('restart'), component: z.string() }),
  /** Ends all, then the supervisor; snapshots until the end. */
  z.object({ type: z.literal('stop') }),
]);

/** See {@link requestSchema}. */
export type Request = z.infer<typeof requestSchema>;
