import type { Instance } from '../instance.ts';
import type { Problem } from '../problem.ts';

/** A program to run. `env` comes on top of the supervisor's own environment. */
export interface Command {
  file: string;
  args: string[];
  cwd: string;
  env?: Record<string, string>;
}

/** What a component may use while it is prepared, started or probed. */
export interface ComponentContext {
  instance: Instance;
  /** Absolute path of the cache folder. */
  cache: string;
  /** True when the person agreed that system packages may be installed. */
  allowSystemPackages: boolean;
  /** Where the output of this component's programs goes. */
  logFile: string;
  /** Aborted when the instance is stopped. */
  signal: AbortSignal;
  /** Shows one short line beside the component while it works. */
  report(detail: string): void;
  /**
   * Runs a program to its end with its output in the log file. It is recorded before it does anything, so that it
   * is ended by `payday down` even when the supervisor was killed.
   * @throws CommandFailed when it ends with another code than 0
   */
  run(command: Command): Promise<void>;
}

/** Which part of an instance a component belongs to; status and progress are shown in this order. */
export const COMPONENT_GROUPS = [
  'portal',
  'tools',
  'cluster',
  'platform',
] as const;

/** See {@link COMPONENT_GROUPS}. */
export type ComponentGroup = (typeof COMPONENT_GROUPS)[number];

interface ComponentBase {
  /** Lower-case words with dashes; also the name of its log file. */
  name: string;
  /** What the terminal shows, e.g. "Packages". */
  title: string;
  /** `portal` unless said. */
  group?: ComponentGroup;
  /** Names of components that must be healthy first. */
  dependsOn: string[];
  /** True for work that nothing else of the instance waits for: an `up` is done before it is. */
  isInBackground?: boolean;
  /** How long it takes, in milliseconds, where no earlier run on this machine says. */
  typicalMs?: number;
}

/** Work that is done once and whose result stays, e.g. an installed dependency tree. */
export interface Step extends ComponentBase {
  kind: 'step';
  /** True when nothing needs doing. Called on every `up`, so it must be quick (well under a second). */
  isDone(context: ComponentContext): Promise<boolean>;
  /** Does the work. May be interrupted at any moment; the next `up` calls it again. */
  run(context: ComponentContext): Promise<void>;
}

/** How a service that ends by itself is started again. */
export interface RestartPolicy {
  /** How many times within `withinMs`; one more end and the service has failed. */
  maxRestarts: number;
  withinMs: number;
  /** Wait before the first restart; doubles with each further one. */
  firstDelayMs: number;
  maxDelayMs: number;
}

/** A process that runs as long as the instance does. */
export interface Service extends ComponentBase {
  kind: 'service';
  /** Ports it listens on: checked before the start, so that a taken one is named. */
  ports(instance: Instance): number[];
  /** Address for people and other components. */
  url?(instance: Instance): string;
  /** A running service whose fingerprint changed is started anew by `up`. */
  fingerprint(context: ComponentContext): Promise<string>;
  /** Checks its inputs right before the start. @throws Problem naming what is wrong with them */
  validate?(context: ComponentContext): Promise<void>;
  command(context: ComponentContext): Promise<Command>;
  /** True when it serves. Must answer within a few seconds and never throw. */
  isReady(context: ComponentContext): Promise<boolean>;
  readyWithinMs: number;
  /** How long it may take to end by itself before it is killed; 8 s unless said. */
  stopWithinMs?: number;
  restart: RestartPolicy;
  /** Name of the service whose end ends this one too, so that stopping everything need not stop it by itself. */
  endsWith?: string;
  /** Takes away what the kernel does not when its process ends. Called after it was stopped; never when it restarts. */
  afterEnd?(context: Pick<ComponentContext, 'instance'>): Promise<void>;
  /**
   * Why it cannot start, from what it logged since it was started; `undefined` while it may still. Called every second
   * until it is ready, since some programs stay alive after a failed start, and when it ended early.
   */
  explain?(log: string, context: ComponentContext): Problem | undefined;
}

/** Something that runs in the cluster and is only watched from here, e.g. a Deployment. */
export interface Workload extends ComponentBase {
  kind: 'workload';
  /** Address for people and other components. */
  url?(instance: Instance): string;
  /** What keeps it from being healthy, in one sentence; `undefined` when it is. Answers within a few seconds, never throws. */
  unreadyReason(context: ComponentContext): Promise<string | undefined>;
  readyWithinMs: number;
  /** Asks the cluster to go on where it may have left off. Called now and then while it is awaited; may throw. */
  nudge?(context: ComponentContext): Promise<void>;
  /** Asks the cluster to start it anew. */
  restart(context: ComponentContext): Promise<void>;
}

/** A part of an instance. Adding one is adding a file in `components/` and its line in `components/index.ts`. */
export type Component = Step | Service | Workload;

/** The policy that suits most services. */
export const defaultRestart: RestartPolicy = {
  maxRestarts: 5,
  withinMs: 300_000,
  firstDelayMs: 500,
  maxDelayMs: 30_000,
};
