import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { acquirerLogSchema, type AcquirerLogEntry } from '@payments/core/acquirer';
import { freePort } from './freePort.ts';
import { ManagedProcess } from './ManagedProcess.ts';

/** The same relative path from `src` and from `dist`. Node strips the types. */
const MAIN = fileURLToPath(new URL('../../acquirer-simulator/src/main.ts', import.meta.url));

/** The acquirer simulator as a process of its own, with a journal in a temporary folder. */
export class AcquirerProcess {
  readonly url: string;
  readonly #folder: string;
  readonly #process: ManagedProcess;

  private constructor(url: string, folder: string, server: ManagedProcess) {
    this.url = url;
    this.#folder = folder;
    this.#process = server;
  }

  static async start(): Promise<AcquirerProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'payments-acquirer-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const server = new ManagedProcess({
      command: process.execPath,
      arguments: [MAIN],
      environment: { HOST: '127.0.0.1', PORT: String(port), JOURNAL_FILE: join(folder, 'journal.jsonl') },
      logFile: join(folder, 'acquirer.log'),
      isReady: async () => (await fetch(`${url}/health`)).ok,
    });
    await server.start();
    return new AcquirerProcess(url, folder, server);
  }

  /** Sets the faults for the requests to come; see the simulator's README section. An empty object clears them. */
  async setFaults(faults: Record<string, unknown>): Promise<void> {
    const response = await fetch(`${this.url}/admin/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(faults),
    });
    if (!response.ok) throw new Error(`The acquirer refused the faults: ${await response.text()}`);
  }

  /** Everything it ever decided, oldest first. */
  async log(): Promise<AcquirerLogEntry[]> {
    const lines = (await (await fetch(`${this.url}/v1/log`)).text()).split('\n').filter(Boolean);
    return lines.map(line => acquirerLogSchema.parse(JSON.parse(line)));
  }

  /** Dies at once, as by power loss. */
  async kill(): Promise<void> {
    await this.#process.stop('SIGKILL');
  }

  /** Ends as asked by an orchestrator. Gives the exit code. */
  async stop(): Promise<number | null> {
    return this.#process.stop('SIGTERM');
  }

  /** Starts again on the same port and journal. */
  async restart(): Promise<void> {
    await this.#process.start();
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
