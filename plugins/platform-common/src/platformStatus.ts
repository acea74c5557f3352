import { z } from 'zod';

/** The parts that components belong to, in the order in which they are needed. */
export const componentGroups = [
  'tools',
  'cluster',
  'platform',
  'portal',
] as const;

/** One of {@link componentGroups}. */
export type ComponentGroup = (typeof componentGroups)[number];

/** How a component can be. `waiting` needs others to be healthy first. */
export const componentStates = [
  'healthy',
  'waiting',
  'starting',
  'building',
  'degraded',
  'stopped',
  'failed',
] as const;

/** One of {@link componentStates}. */
export type ComponentState = (typeof componentStates)[number];

const componentSchema = z.object({
  name: z.string(),
  title: z.string(),
  group: z.enum(componentGroups),
  state: z.enum(componentStates),
  /** ISO 8601: when it came into its state. */
  since: z.string(),
  /** Titles of what must be healthy first and is not. */
  waitsFor: z.array(z.string()),
  /** One sentence: why it is not healthy. */
  reason: z.string().optional(),
  /** True when nothing waits for it: the platform is all there before it is. */
  isInBackground: z.boolean().optional(),
  /** How long this usually takes. */
  estimateMs: z.number().optional(),
  /** How long it took when it was last done. */
  tookMs: z.number().optional(),
  /** What it does at this moment. */
  detail: z.string().optional(),
  /** What went wrong, and what a person can do about it. */
  problem: z.object({ what: z.string(), next: z.array(z.string()) }).optional(),
});

/** One part of the platform, such as a tool that is built or a program that runs. */
export type PlatformComponent = z.infer<typeof componentSchema>;

const connectionSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('reachable'), since: z.string() }),
  /** What the portal needs to reach it is not there yet. */
  z.object({ state: z.literal('absent') }),
  /** `reason` is one sentence. */
  z.object({
    state: z.literal('unreachable'),
    since: z.string(),
    reason: z.string(),
  }),
  /** Nobody asks: there is no cluster, or it is configured in a way that is not probed. */
  z.object({ state: z.literal('unknown') }),
]);

/** Whether the API of the portal's cluster answers. Times in ISO 8601. */
export type ClusterConnection = z.infer<typeof connectionSchema>;

const progressSchema = z.discriminatedUnion('state', [
  /** This portal does not run beside an embedded platform, so nobody reports progress to it. */
  z.object({ state: z.literal('not-local') }),
  /** `reason` is one sentence. */
  z.object({ state: z.literal('unreadable'), reason: z.string() }),
  z.object({
    state: z.literal('known'),
    /** When this was reported, in ISO 8601. */
    reportedAt: z.string(),
    /** False when what watched over the components has ended, so that this is its last word. */
    isSupervised: z.boolean(),
    components: z.array(componentSchema),
  }),
]);

/** How far the platform beside this portal is. */
export type PlatformProgress = z.infer<typeof progressSchema>;

/** What the portal knows about its cluster and platform: the answer of `GET /api/platform/status`. */
export const platformStatusSchema = z.object({
  connection: connectionSchema,
  progress: progressSchema,
});

/** The parsed form of {@link platformStatusSchema}. */
export type PlatformStatus = z.infer<typeof platformStatusSchema>;

/** A comment is sent this often, so that both ends notice when the other has gone. */
export const HEARTBEAT_EVERY_MS = 15_000;
