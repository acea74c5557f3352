import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { challengeOf } from '../pkce.ts';

interface Answer {
  status: number;
  body?: unknown;
  location?: string;
}

/** The OAuth endpoints of a Backstage portal over HTTP, for one person who always says yes. */
export class FakePortal {
  /** Requests so far, as `METHOD /path`. */
  readonly requests: string[] = [];
  /** Answers every request with this status instead. */
  broken?: { status: number; body?: unknown };
  /** What the consent page does. */
  consent: 'approve' | 'reject' = 'approve';
  /** Which client kinds the portal offers, and whether it revokes. */
  offers = {
    registration: true,
    metadataDocuments: false,
    revocation: 'works' as 'works' | 'refused' | 'absent',
  };
  /** Address the portal believes it has; its own by default. */
  baseUrl?: string;
  /** How long access tokens last, in seconds. */
  expiresIn = 3600;
  /** Whether sign-ins come with a refresh token. */
  handsOutRefreshTokens = true;
  displayName?: string = undefined;

  #server: Server = createServer();
  #counter = 0;
  #challenge = '';
  #accessToken?: string;
  #refreshToken?: string;

  /** Starts one on a free port; it is gone after the test. */
  static async start(test: {
    after(callback: () => unknown): void;
  }): Promise<FakePortal> {
    const portal = new FakePortal();
    portal.#server.on('request', async (request, response) => {
      const { status, body, location } = await portal.#answer(request);
      response.writeHead(status, {
        'content-type': 'application/json',
        connection: 'close',
        ...(location && { location }),
      });
      response.end(JSON.stringify(body ?? {}));
    });
    await new Promise<void>(resolve => {
      portal.#server.listen(0, '127.0.0.1', resolve);
    });
    test.after(() => portal.stop());
    return portal;
  }

  /** Where it listens. */
  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Makes the access token worthless before its time. */
  forgetAccessToken() {
    this.#accessToken = undefined;
  }

  /** Ends the sign-in, as the portal does for a person who left. */
  endSignIn() {
    this.#accessToken = undefined;
    this.#refreshToken = undefined;
  }

  /** True while a refresh token works. */
  get hasSignIn(): boolean {
    return this.#refreshToken !== undefined;
  }

  /** How often something was asked. */
  count(request: string): number {
    return this.requests.filter(line => line === request).length;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise<void>(resolve => {
      this.#server.close(() => resolve());
    });
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url!, this.url);
    const route = `${request.method} ${url.pathname}`;
    this.requests.push(route);
    if (this.broken) return this.broken;
    switch (route) {
      case 'GET /api/auth/.well-known/openid-configuration':
        return { status: 200, body: this.#metadata() };
      case 'POST /api/auth/v1/register':
        return {
          status: 201,
          body: { client_id: 'a-client', client_secret: 'a-client-secret' },
        };
      case 'GET /api/auth/v1/authorize':
        return this.#authorize(url.searchParams);
      case 'POST /api/auth/v1/token':
        return this.#token(await bodyOf(request));
      case 'POST /api/auth/v1/revoke':
        return this.#revoke(await bodyOf(request));
      case 'GET /api/permission/access':
        return this.#asPerson(request, {
          userEntityRef: 'user:default/ana-lima',
          roles: ['developers'],
          ownershipEntityRefs: ['user:default/ana-lima'],
          areas: [],
        });
      case 'GET /api/catalog/entities/by-name/user/default/ana-lima':
        return this.#asPerson(request, {
          spec: { profile: { displayName: this.displayName } },
        });
      default:
        return { status: 404 };
    }
  }

  #metadata() {
    const auth = `${this.baseUrl ?? this.url}/api/auth`;
    return {
      issuer: auth,
      authorization_endpoint: `${auth}/v1/authorize`,
      token_endpoint: `${auth}/v1/token`,
      ...(this.offers.registration && {
        registration_endpoint: `${auth}/v1/register`,
      }),
      ...(this.offers.revocation !== 'absent' && {
        revocation_endpoint: `${auth}/v1/revoke`,
      }),
      ...(this.offers.metadataDocuments && {
        client_id_metadata_document_supported: true,
      }),
    };
  }

  #authorize(query: URLSearchParams): Answer {
    this.#challenge = query.get('code_challenge') ?? '';
    const location = new URL(query.get('redirect_uri')!);
    location.searchParams.set('state', query.get('state') ?? '');
    if (this.consent === 'approve') location.searchParams.set('code', 'a-code');
    else location.searchParams.set('error', 'access_denied');
    return { status: 302, location: location.toString() };
  }

  #token(body: Record<string, string>): Answer {
    const isGood =
      body.grant_type === 'refresh_token'
        ? body.refresh_token === this.#refreshToken
        : body.code === 'a-code' &&
          challengeOf(body.code_verifier) === this.#challenge;
    if (!isGood)
      return {
        status: 400,
        body: { error: 'invalid_grant', error_description: 'It is used up' },
      };
    this.#counter += 1;
    this.#accessToken = `access-${this.#counter}`;
    this.#refreshToken = this.handsOutRefreshTokens
      ? `refresh-${this.#counter}`
      : undefined;
    return {
      status: 200,
      body: {
        access_token: this.#accessToken,
        refresh_token: this.#refreshToken,
        expires_in: this.expiresIn,
      },
    };
  }

  #revoke(body: Record<string, string>): Answer {
    if (
      this.offers.revocation === 'refused' ||
      body.client_secret !== 'a-client-secret'
    )
      return { status: 401, body: { error: 'invalid_client' } };
    if (body.token === this.#refreshToken) this.#refreshToken = undefined;
    return { status: 200 };
  }

  #asPerson(request: IncomingMessage, body: unknown): Answer {
    return this.#accessToken &&
      request.headers.authorization === `Bearer ${this.#accessToken}`
      ? { status: 200, body }
      : { status: 401 };
  }
}

async function bodyOf(
  request: IncomingMessage,
): Promise<Record<string, string>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
