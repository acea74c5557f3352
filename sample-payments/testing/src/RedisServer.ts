import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './freePort.ts';
import { ManagedProcess } from './ManagedProcess.ts';

/** A Redis server of its own that keeps nothing on disk, from the binary in PATH. */
export class RedisServer {
  readonly port: number;
  readonly #folder: string;
  readonly #process: ManagedProcess;

  private constructor(port: number, folder: string, server: ManagedProcess) {
    this.port = port;
    this.#folder = folder;
    this.#process = server;
  }

  static async start(): Promise<RedisServer> {
    const folder = mkdtempSync(join(tmpdir(), 'payments-redis-'));
    const port = await freePort();
    const server = new ManagedProcess({
      command: 'redis-server',
      arguments: [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--dir',
        folder,
        '--save',
        '',
        '--appendonly',
        'no',
        '--maxmemory-policy',
        'noeviction',
      ],
      logFile: join(folder, 'redis.log'),
      isReady: async () => (await command(port, 'PING')).startsWith('+PONG'),
    });
    await server.start();
    return new RedisServer(port, folder, server);
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Forgets everything, as an operator's mistake or an eviction would. */
  async flush(): Promise<void> {
    await command(this.port, 'FLUSHALL');
  }

  /** Hangs: connections stay open and get no answer. */
  pause(): void {
    this.#process.signal('SIGSTOP');
  }

  resume(): void {
    this.#process.signal('SIGCONT');
  }

  /** Dies at once. */
  async kill(): Promise<void> {
    await this.#process.stop('SIGKILL');
  }

  /** Starts again, empty, on the same port. */
  async restart(): Promise<void> {
    await this.#process.start();
  }

  async dispose(): Promise<void> {
    this.resume();
    await this.#process.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** One inline command over a connection of its own. */
function command(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${text}\r\n`));
    socket.setTimeout(2_000, () => socket.destroy(new Error(`Redis did not answer ${text}.`)));
    socket.once('data', data => {
      socket.end();
      resolve(data.toString());
    });
    socket.once('error', reject);
  });
}
