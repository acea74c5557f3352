import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';

const BASE_PORT = 7007;

const statusSchema = z.object({
  components: z.array(
    z.object({ name: z.string(), memoryBytes: z.number().optional() }),
  ),
});

/** Drives one instance of a clone by its command line, as a person would. */
export class Payday {
  readonly portalUrl: string;
  readonly #clone: string;
  readonly #instance: string;
  readonly #portOffset: number;
  readonly #env: NodeJS.ProcessEnv;
  readonly #cluster: 'none' | 'embedded';

  /** @param options `cache` replaces the machine's cache folder; the portal is alone unless `cluster` says otherwise */
  constructor(options: {
    clone: string;
    instance: string;
    portOffset: number;
    cache?: string;
    cluster?: 'none' | 'embedded';
  }) {
    this.#cluster = options.cluster ?? 'none';
    this.#clone = options.clone;
    this.#instance = options.instance;
    this.#portOffset = options.portOffset;
    this.#env = {
      ...process.env,
      ...(options.cache === undefined ? {} : { PAYDAY_CACHE: options.cache }),
    };
    this.portalUrl = `http://localhost:${BASE_PORT + options.portOffset}`;
  }

  /** Seconds from the command to its end, when the portal can be used. @throws Error when it fails */
  async up(): Promise<number> {
    const startedAt = performance.now();
    await this.#run(
      'up',
      `--cluster=${this.#cluster}`,
      `--port-offset=${this.#portOffset}`,
      '--yes',
    );
    return Math.round((performance.now() - startedAt) / 100) / 10;
  }

  /** Seconds from the command to its end. */
  async down(...options: string[]): Promise<number> {
    const startedAt = performance.now();
    await this.#run('down', ...options);
    return Math.round((performance.now() - startedAt) / 100) / 10;
  }

  /** Standard output of a kubectl for the instance's own cluster. */
  async kubectl(...args: string[]): Promise<string> {
    return this.#run('kubectl', ...args);
  }

  /**
   * Resolves when the portal stopped growing: the same memory, within 2 %, in three readings 10 s apart, after the
   * catalog and the search index were filled. At most two minutes.
   */
  async untilSettled(): Promise<void> {
    const readings: number[] = [];
    while (readings.length < 12 && !isSteady(readings)) {
      await wait(10_000);
      readings.push(await this.portalMegabytes());
    }
  }

  /** Resident memory of the portal's process tree, as `payday status` tells it. */
  async portalMegabytes(): Promise<number> {
    const { components } = statusSchema.parse(
      JSON.parse(await this.#run('status', '--json')),
    );
    const portal = components.find(({ name }) => name === 'portal');
    if (portal?.memoryBytes === undefined) {
      throw new Error('payday status tells no memory for the portal');
    }
    return Math.round(portal.memoryBytes / 1e6);
  }

  async #run(verb: string, ...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(
      join(this.#clone, 'payday'),
      [verb, `--instance=${this.#instance}`, ...args],
      { cwd: this.#clone, env: this.#env, maxBuffer: 2 ** 26 },
    );
    return stdout;
  }
}

function isSteady(readings: number[]): boolean {
  const last = readings.slice(-3);
  return last.length === 3 && Math.max(...last) <= Math.min(...last) * 1.02;
}
