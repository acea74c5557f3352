import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Problem } from '../problem.ts';
import { callbackPage } from './callbackPage.ts';

/** Waits on loopback for the browser to come back from the portal with a code. */
export class CallbackServer {
  readonly #server: Server;
  readonly #code: Promise<string>;

  private constructor(server: Server, code: Promise<string>) {
    this.#server = server;
    this.#code = code;
  }

  /**
   * Listens on a free port.
   * @param state what the portal has to send back; answers with any other are not for us
   */
  static async listen(state: string): Promise<CallbackServer> {
    const server = createServer();
    const code = new Promise<string>((resolve, reject) => {
      server.on('request', (request, response) => {
        const answer = readAnswer(request.url ?? '/', state);
        response.writeHead(answer.status, {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
          'content-security-policy': callbackPage.contentSecurityPolicy,
          connection: 'close',
        });
        response.end(callbackPage.html(answer.title, answer.text), () => {
          if (answer.code) resolve(answer.code);
          if (answer.problem) reject(answer.problem);
        });
      });
    });
    // Whoever waits for the code sees the refusal; without anyone waiting it must not end the process.
    code.catch(() => {});
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new CallbackServer(server, code);
  }

  /** Where the portal sends the browser. */
  get redirectUri(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/callback`;
  }

  /**
   * The code the browser brings.
   * @throws Problem when the person refused, or did not come back in time
   */
  async code(timeoutMs: number): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(
          new Problem(
            `Nobody finished the sign-in in the browser within ${Math.round(
              timeoutMs / 60_000,
            )} minutes.`,
            ['Try again:  ./payday login'],
          ),
        );
      }, timeoutMs);
    });
    try {
      return await Promise.race([this.#code, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Stops listening. */
  async close(): Promise<void> {
    const closed = new Promise<void>(resolve => {
      this.#server.close(() => resolve());
    });
    this.#server.closeAllConnections();
    await closed;
  }
}

interface Answer {
  status: number;
  title: string;
  text: string;
  code?: string;
  problem?: Problem;
}

/** @param target as the browser sent it: any web page can send anything here */
function readAnswer(target: string, state: string): Answer {
  const base = 'http://127.0.0.1';
  if (!URL.canParse(target, base))
    return { status: 400, title: 'This is not an address', text: '' };
  const url = new URL(target, base);
  const code = url.searchParams.get('code');
  const error = url.searchParams.get('error');
  if (url.pathname !== '/callback')
    return { status: 404, title: 'There is no such page', text: '' };
  if (url.searchParams.get('state') !== state || (!code && !error))
    return {
      status: 400,
      title: 'This is not the sign-in that is waited for',
      text: 'Start again in the terminal with ./payday login.',
    };
  if (code)
    return {
      status: 200,
      title: 'You are signed in',
      text: 'You can close this window and go on in the terminal.',
      code,
    };
  return {
    status: 200,
    title: 'You are not signed in',
    text: 'You can close this window; the terminal says what to do.',
    problem: refusal(error!, url.searchParams.get('error_description')),
  };
}

function refusal(error: string, description: string | null): Problem {
  return new Problem(
    error === 'access_denied'
      ? 'The sign-in was cancelled in the browser.'
      : `The portal refused the sign-in: ${description ?? error}.`,
    ['To try again:  ./payday login'],
  );
}
