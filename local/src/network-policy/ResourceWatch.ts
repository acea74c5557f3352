import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ApiError, type KubernetesApi } from './KubernetesApi.ts';

/** One kind of object to follow in all namespaces. */
export interface WatchedResource<Facts> {
  /** For people, e.g. "pods". */
  title: string;
  /** e.g. `/api/v1/pods`. */
  path: string;
  /** Takes what is needed from an object; the rest is not kept. */
  schema: z.ZodType<Facts>;
}

/** Times of a watch in milliseconds. */
export interface WatchTiming {
  /** After this the server ends a watch, and it is taken up again. */
  watchForMs: number;
  /** A connection that says nothing for this long is broken; the server sends bookmarks about every minute. */
  silentForMs: number;
  /** First wait after a failure; it doubles with each further one. */
  firstDelayMs: number;
  maxDelayMs: number;
}

/** What a watch tells. */
export interface WatchListener {
  /** Called after each change of the copy that matters. */
  changed(): void;
  /** Gets a line when the watch breaks and when it is taken up again. */
  log(line: string): void;
}

export const defaultTiming: WatchTiming = {
  watchForMs: 300_000,
  silentForMs: 120_000,
  firstDelayMs: 200,
  maxDelayMs: 5_000,
};

const PAGE_SIZE = '500';

/** Loose, since the object is read again by the schema of its kind. */
const metadataSchema = z.looseObject({
  namespace: z.string().optional(),
  name: z.string().optional(),
  resourceVersion: z.string().optional(),
});

const pageSchema = z.object({
  metadata: z.object({
    resourceVersion: z.string(),
    continue: z.string().optional(),
  }),
  items: z
    .array(z.unknown())
    .nullish()
    .transform(items => items ?? []),
});

const eventSchema = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.looseObject({
    metadata: metadataSchema.optional(),
    code: z.number().optional(),
    message: z.string().optional(),
  }),
});

/**
 * Keeps a copy of all objects of one kind: lists them, then watches from that version on. A broken watch is taken up
 * where it ended; when the server no longer keeps that version, everything is listed anew. While the server is away the
 * last copy stays.
 */
export class ResourceWatch<Facts> {
  readonly #resource: WatchedResource<Facts>;
  readonly #api: KubernetesApi;
  readonly #listener: WatchListener;
  readonly #timing: WatchTiming;
  #objects = new Map<string, Facts>();
  #unreadable = new Map<string, string>();
  #version: string | undefined;
  #isListed = false;
  #failures = 0;
  #failure: string | undefined;

  constructor(
    resource: WatchedResource<Facts>,
    api: KubernetesApi,
    listener: WatchListener,
    timing: WatchTiming = defaultTiming,
  ) {
    this.#resource = resource;
    this.#api = api;
    this.#listener = listener;
    this.#timing = timing;
  }

  /** What is known of all objects; `undefined` until they were listed once. */
  objects(): Facts[] | undefined {
    return this.#isListed ? [...this.#objects.values()] : undefined;
  }

  /** Why the copy may be out of date; `undefined` while it is not. */
  problem(): string | undefined {
    const { title } = this.#resource;
    if (this.#failure) return `${title} cannot be watched: ${this.#failure}`;
    if (!this.#isListed) return `${title} are being listed`;
    const [first] = this.#unreadable;
    return first && `${title}: ${first[0]} cannot be read: ${first[1]}`;
  }

  /** Follows the objects until the signal aborts. Never throws. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        if (this.#version === undefined) await this.#list(signal);
        else await this.#follow(this.#version, signal);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof ApiError && error.isGone)
          this.#version = undefined;
        else this.#breakOff(describe(error));
        this.#failures += 1;
      }
      await this.#pause(signal);
    }
  }

  async #list(signal: AbortSignal): Promise<void> {
    const objects = new Map<string, Facts>();
    const unreadable = new Map<string, string>();
    let continueAt: string | undefined;
    let version: string;
    do {
      const page = pageSchema.parse(
        await this.#api.get(
          this.#resource.path,
          { limit: PAGE_SIZE, ...(continueAt && { continue: continueAt }) },
          { signal, silentForMs: this.#timing.silentForMs },
        ),
      );
      for (const item of page.items)
        this.#read(item, objects, unreadable, this.#objects);
      continueAt = page.metadata.continue;
      version = page.metadata.resourceVersion;
    } while (continueAt);
    this.#objects = objects;
    this.#unreadable = unreadable;
    this.#version = version;
    this.#isListed = true;
    this.#takeUp();
    this.#listener.changed();
  }

  async #follow(version: string, signal: AbortSignal): Promise<void> {
    const events = this.#api.stream(
      this.#resource.path,
      {
        watch: 'true',
        allowWatchBookmarks: 'true',
        resourceVersion: version,
        timeoutSeconds: String(Math.ceil(this.#timing.watchForMs / 1000)),
      },
      {
        signal,
        silentForMs: this.#timing.silentForMs,
        onOpen: () => this.#takeUp(),
      },
    );
    let isSilent = true;
    for await (const event of events) {
      this.#take(event);
      this.#failures = 0;
      isSilent = false;
    }
    // A server that ends each watch at once must not be asked in a tight loop.
    if (isSilent) this.#failures += 1;
  }

  #take(event: unknown): void {
    const { type, object } = eventSchema.parse(event);
    if (type === 'ERROR')
      throw new ApiError(object.code ?? 0, object.message ?? 'unknown error');
    if (type === 'DELETED') {
      const key = keyOf(object.metadata);
      this.#unreadable.delete(key);
      if (this.#objects.delete(key)) this.#listener.changed();
    } else if (type !== 'BOOKMARK') {
      const changed = this.#read(
        object,
        this.#objects,
        this.#unreadable,
        this.#objects,
      );
      if (changed) this.#listener.changed();
    }
    this.#version = object.metadata?.resourceVersion ?? this.#version;
  }

  /**
   * Takes one object into `objects`. One that cannot be read keeps its earlier facts and is reported.
   * @returns whether its facts changed
   */
  #read(
    object: unknown,
    objects: Map<string, Facts>,
    unreadable: Map<string, string>,
    earlierObjects: Map<string, Facts>,
  ): boolean {
    const { metadata } = z.object({ metadata: metadataSchema }).parse(object);
    const key = keyOf(metadata);
    const earlier = earlierObjects.get(key);
    const parsed = this.#resource.schema.safeParse(object);
    if (!parsed.success) {
      unreadable.set(key, z.prettifyError(parsed.error));
      if (earlier !== undefined) objects.set(key, earlier);
      return false;
    }
    unreadable.delete(key);
    objects.set(key, parsed.data);
    return !isDeepStrictEqual(parsed.data, earlier);
  }

  #breakOff(why: string): void {
    if (this.#failure === why) return;
    this.#failure = why;
    this.#listener.log(this.problem()!);
  }

  #takeUp(): void {
    if (this.#failure === undefined) return;
    this.#failure = undefined;
    this.#listener.log(`${this.#resource.title} are watched again`);
  }

  async #pause(signal: AbortSignal): Promise<void> {
    const isGoneOnce = this.#version === undefined && this.#failures === 1;
    if (this.#failures === 0 || (isGoneOnce && this.#isListed)) return;
    const { firstDelayMs, maxDelayMs } = this.#timing;
    const waitMs = Math.min(
      firstDelayMs * 2 ** (this.#failures - 1),
      maxDelayMs,
    );
    await delay(waitMs, undefined, { signal }).catch(() => {});
  }
}

function keyOf(metadata: z.output<typeof metadataSchema> | undefined): string {
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}

function describe(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0)
    return describe(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
