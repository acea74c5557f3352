import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import {
  ApiError,
  type KubernetesApi,
} from '../../network-policy/KubernetesApi.ts';
import { ResourceWatch } from '../../network-policy/ResourceWatch.ts';
import {
  claimSchema,
  storageClassSchema,
  volumeSchema,
  type Claim,
  type StorageClass,
  type Volume,
} from './storageObjects.ts';
import { classToServe, isReleased, volumeFor, volumePath } from './volumes.ts';

const RETRY_AFTER_MS = 2_000;
const SILENT_FOR_MS = 10_000;

/**
 * Makes a folder of the instance's state for each claim, and deletes it with the claim. Sizes are recorded, not
 * enforced.
 */
export class VolumeProvisioner {
  readonly #api: KubernetesApi;
  readonly #folder: string;
  readonly #signal: AbortSignal;
  readonly #log: (line: string) => void;
  readonly #claims: ResourceWatch<Claim>;
  readonly #volumes: ResourceWatch<Volume>;
  readonly #classes: ResourceWatch<StorageClass>;
  #isWorking = false;
  #isChanged = false;

  /** @param options `folder` is where volumes are kept, as this process and the kubelet see it */
  constructor(options: {
    api: KubernetesApi;
    folder: string;
    signal: AbortSignal;
    log: (line: string) => void;
  }) {
    this.#api = options.api;
    this.#folder = options.folder;
    this.#signal = options.signal;
    this.#log = options.log;
    const listener = {
      changed: () => void this.#reconcile(),
      log: options.log,
    };
    this.#claims = new ResourceWatch(
      {
        title: 'volume claims',
        path: '/api/v1/persistentvolumeclaims',
        schema: claimSchema,
      },
      options.api,
      listener,
    );
    this.#volumes = new ResourceWatch(
      {
        title: 'volumes',
        path: '/api/v1/persistentvolumes',
        schema: volumeSchema,
      },
      options.api,
      listener,
    );
    this.#classes = new ResourceWatch(
      {
        title: 'storage classes',
        path: '/apis/storage.k8s.io/v1/storageclasses',
        schema: storageClassSchema,
      },
      options.api,
      listener,
    );
  }

  /** Follows claims until the signal aborts. */
  run(): void {
    for (const watch of [this.#claims, this.#volumes, this.#classes])
      void watch.run(this.#signal);
  }

  /** Why claims may go unserved; `undefined` while they do not. */
  problem(): string | undefined {
    return [this.#claims, this.#volumes, this.#classes]
      .map(watch => watch.problem())
      .find(problem => problem !== undefined);
  }

  /** One pass at a time; what changes meanwhile makes another one. */
  async #reconcile(): Promise<void> {
    this.#isChanged = true;
    if (this.#isWorking) return;
    this.#isWorking = true;
    while (this.#isChanged && !this.#signal.aborted) {
      this.#isChanged = false;
      try {
        await this.#serve();
      } catch (error) {
        this.#log(`Volumes: ${error instanceof Error ? error.message : error}`);
        this.#isChanged = true;
        await delay(RETRY_AFTER_MS, undefined, { signal: this.#signal }).catch(
          () => undefined,
        );
      }
    }
    this.#isWorking = false;
  }

  async #serve(): Promise<void> {
    for (const claim of this.#claims.objects() ?? []) {
      const storageClass = classToServe(claim, this.#classes.objects() ?? []);
      if (storageClass) await this.#provision(claim, storageClass);
    }
    for (const volume of this.#volumes.objects() ?? [])
      if (isReleased(volume)) await this.#reclaim(volume);
  }

  async #provision(claim: Claim, storageClass: StorageClass): Promise<void> {
    const path = volumePath(this.#folder, claim);
    mkdirSync(path, { recursive: true });
    // The kubelet gives it to the pod's group, if it asks for one; until then any user of a container may write.
    chmodSync(path, 0o777);
    await this.#send(
      'POST',
      '/api/v1/persistentvolumes',
      409,
      volumeFor(claim, storageClass, this.#folder),
    );
  }

  async #reclaim({ name, path }: Volume): Promise<void> {
    if (path?.startsWith(`${this.#folder}/`))
      rmSync(path, { recursive: true, force: true });
    await this.#send('DELETE', `/api/v1/persistentvolumes/${name}`, 404);
  }

  /** @param doneBefore the status that says somebody, perhaps an earlier self, did it already */
  async #send(
    method: 'POST' | 'DELETE',
    path: string,
    doneBefore: number,
    body?: object,
  ): Promise<void> {
    try {
      await this.#api.send(method, path, body, {
        signal: this.#signal,
        silentForMs: SILENT_FOR_MS,
      });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === doneBefore))
        throw error;
    }
  }
}
