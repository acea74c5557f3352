import { join } from 'node:path';
import type { Instance } from '../instance.ts';
import { readState, writeState, type StateRead } from '../stateFile.ts';
import {
  snapshotSchema,
  type ComponentStatus,
  type Snapshot,
} from './snapshot.ts';

/** The file is read by the portal, which shows details a little later than the terminal does. */
const WRITE_DETAILS_EVERY_MS = 2_000;

type Listener = (snapshot: Snapshot) => void;

/** The snapshot that the last supervisor of this instance left in its run folder. */
export function readLastSnapshot(
  instance: Pick<Instance, 'runFolder'>,
): StateRead<Snapshot> {
  return readState(join(instance.runFolder, 'state.json'), snapshotSchema);
}

/** Replaces the snapshot in the run folder. */
export function writeLastSnapshot(
  instance: Pick<Instance, 'runFolder'>,
  snapshot: Snapshot,
): void {
  writeState(join(instance.runFolder, 'state.json'), snapshot);
}

/**
 * Holds the instance's snapshot: every change is told to those who follow and written to disk, at once unless it is only
 * a detail.
 */
export class StatusBoard {
  readonly #instance: Instance;
  readonly #listeners = new Set<Listener>();
  #snapshot: Snapshot;
  #laterWrite?: NodeJS.Timeout;

  constructor(instance: Instance, snapshot: Snapshot) {
    this.#instance = instance;
    this.#snapshot = snapshot;
    this.#persist();
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** @throws Error for a name that is not there */
  component(name: string): ComponentStatus {
    const found = this.#snapshot.components.find(row => row.name === name);
    if (!found) throw new Error(`No component is called ${name}`);
    return found;
  }

  /** Changes a component. `since` moves only when its state does. Keys set to `undefined` are removed. */
  update(name: string, change: Partial<ComponentStatus>): void {
    const before = this.component(name);
    const isNewState =
      change.state !== undefined && change.state !== before.state;
    const after: ComponentStatus = {
      ...before,
      ...change,
      since: isNewState ? new Date().toISOString() : before.since,
    };
    const components = this.#snapshot.components.map(row =>
      row.name === name ? after : row,
    );
    const isOnlyDetail = Object.keys(change).every(key => key === 'detail');
    this.#replace({ ...this.#snapshot, components }, !isOnlyDetail);
  }

  /** Replaces what the instance as a whole does: which `up` was the last, and how far it or the stop is. */
  setWork(work: Snapshot['work']): void {
    this.#replace({ ...this.#snapshot, work });
  }

  /** Calls back with the snapshot now and after every change. @returns how to stop it */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    listener(this.#snapshot);
    return () => this.#listeners.delete(listener);
  }

  #replace(snapshot: Snapshot, isUrgent = true): void {
    this.#snapshot = snapshot;
    if (isUrgent) this.#persist();
    else
      this.#laterWrite ??= setTimeout(
        () => this.#persist(),
        WRITE_DETAILS_EVERY_MS,
      ).unref();
    this.#listeners.forEach(listener => listener(snapshot));
  }

  #persist(): void {
    clearTimeout(this.#laterWrite);
    this.#laterWrite = undefined;
    try {
      writeLastSnapshot(this.#instance, this.#snapshot);
    } catch (error) {
      // A full disk must not end the supervisor: it still answers on its socket, and children carry a mark.
      process.stderr.write(`The state could not be written: ${error}\n`);
    }
  }
}
