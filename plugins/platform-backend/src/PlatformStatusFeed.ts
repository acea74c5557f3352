import type {
  ClusterConnection,
  PlatformStatus,
} from '@payday/plugin-platform-common';
import type { ConnectionMonitor } from './ConnectionMonitor';
import type { StateFile } from './StateFile';

type Listener = (status: PlatformStatus) => void;

const READ_EVERY_MS = 2_000;
const PROBE_EVERY_MS = 5_000;

/** What the feed reads. */
export interface PlatformStatusFeedOptions {
  /** Absent = this portal does not run beside an embedded platform. */
  stateFile?: Pick<StateFile, 'read' | 'watch'>;
  connection: Pick<ConnectionMonitor, 'check'>;
}

/**
 * The platform's status as it changes, read once for everybody who follows it and not at all while nobody does.
 * The file is watched; in addition it is read now and then, because a watch may miss a change.
 */
export class PlatformStatusFeed {
  readonly #listeners = new Set<Listener>();
  #connection?: ClusterConnection;
  #status?: PlatformStatus;
  #sent?: string;
  #stop?: () => void;

  constructor(private readonly options: PlatformStatusFeedOptions) {}

  /** The status at this moment. */
  async current(): Promise<PlatformStatus> {
    const { stateFile, connection } = this.options;
    const [progress, reached] = await Promise.all([
      stateFile?.read() ?? ({ state: 'not-local' } as const),
      connection.check(),
    ]);
    return { connection: reached, progress };
  }

  /** Calls back with the status as soon as it is known and at each change. @returns how to stop it */
  follow(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.#status) listener(this.#status);
    this.#stop ??= this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.close();
    };
  }

  /** Stops reading until somebody follows again. */
  close(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#connection = undefined;
    this.#status = undefined;
    this.#sent = undefined;
  }

  #start(): () => void {
    const { stateFile, connection } = this.options;
    let isStopped = false;

    const tell = async () => {
      const progress = (await stateFile?.read()) ?? { state: 'not-local' };
      // The first word waits for the first probe, which ends within seconds.
      if (isStopped || !this.#connection) return;
      this.#status = { connection: this.#connection, progress };
      const text = JSON.stringify(this.#status);
      if (text === this.#sent) return;
      this.#sent = text;
      for (const listener of this.#listeners) listener(this.#status);
    };
    const probe = async () => {
      const reached = await connection.check();
      if (isStopped) return;
      this.#connection = reached;
      await tell();
    };

    const reading = oneAtATime(tell);
    const probing = oneAtATime(probe);
    probing();
    const timers = [
      setInterval(reading, READ_EVERY_MS),
      setInterval(probing, PROBE_EVERY_MS),
    ];
    const unwatch = stateFile?.watch(reading);
    return () => {
      isStopped = true;
      timers.forEach(clearInterval);
      unwatch?.();
    };
  }
}

/** Runs once more after a run during which it was asked for again, so that the last change is never missed. */
function oneAtATime(run: () => Promise<void>): () => void {
  let isRunning = false;
  let isWanted = false;
  const start = () => {
    if (isRunning) {
      isWanted = true;
      return;
    }
    isRunning = true;
    void run().finally(() => {
      isRunning = false;
      if (!isWanted) return;
      isWanted = false;
      start();
    });
  };
  return start;
}
