import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { AgentAnswer, AgentRequest } from './packetAgent.ts';

/** `Omit`, for each member of a union by itself. */
type Without<Union, Key extends PropertyKey> = Union extends unknown
  ? Omit<Union, Key>
  : never;
type Request = Without<AgentRequest, 'id'>;
type Connection = Without<
  Extract<AgentRequest, { kind: 'try' }>,
  'id' | 'kind'
>;

/** A connection that is being tried. */
export interface Trial {
  /** Whether an answer came back. Pending as long as the packets are lost. */
  works: Promise<boolean>;
  isSettled(): boolean;
  /** Gives up; no further packet is sent. */
  cancel(): void;
}

/** A process in a network namespace that answers on ports and tries connections. */
export class LabAgent {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (answer: AgentAnswer) => void>();
  #lastId = 0;

  constructor(namespace: string) {
    this.#process = spawn(
      'ip',
      [
        'netns',
        'exec',
        namespace,
        process.execPath,
        join(import.meta.dirname, 'packetAgent.ts'),
      ],
      {
        env: {
          ...process.env,
          NODE_NO_WARNINGS: '1',
          PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
        },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        serialization: 'json',
      },
    );
    this.#process.on('message', (answer: AgentAnswer) => {
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  /** Answers everything that is sent to these ports of an address from now on. */
  async listen(address: string, tcp: number[], udp: number[]): Promise<void> {
    const { works, error } = await this.#ask({
      kind: 'listen',
      address,
      tcp,
      udp,
    }).answer;
    if (!works) throw new Error(`${address} cannot listen: ${error}`);
  }

  /** Tries one connection. */
  try(connection: Connection): Trial {
    const { id, answer } = this.#ask({ kind: 'try', ...connection });
    let isSettled = false;
    const works = answer.then(given => {
      isSettled = true;
      return given.works;
    });
    return {
      works,
      isSettled: () => isSettled,
      cancel: () => void this.#ask({ kind: 'cancel', attempt: id }),
    };
  }

  /** Opens a TCP connection and keeps it. @returns whether an answer came back */
  async open(connection: Without<Connection, 'protocol'>): Promise<boolean> {
    return (await this.#ask({ kind: 'open', ...connection }).answer).works;
  }

  /** Sends something on the open connection. @returns whether an answer came back */
  async exchange(): Promise<boolean> {
    return (await this.#ask({ kind: 'exchange' }).answer).works;
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }

  #ask(request: Request): { id: number; answer: Promise<AgentAnswer> } {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<AgentAnswer>(resolve => {
      this.#waiting.set(id, resolve);
    });
    this.#process.send({ ...request, id });
    return { id, answer };
  }
}
