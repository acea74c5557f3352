import { z } from 'zod';
import { Problem } from '../problem.ts';
import type { Pkce } from './pkce.ts';
import type { Session } from './Session.ts';

/** How long a portal may take to answer one request. */
export const REQUEST_TIMEOUT_MS = 30_000;

const metadataSchema = z.object({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  registration_endpoint: z.url().optional(),
  revocation_endpoint: z.url().optional(),
  client_id_metadata_document_supported: z.boolean().optional(),
});

const registrationSchema = z.object({
  client_id: z.string(),
  client_secret: z.string().optional(),
});

const tokensSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().optional(),
  expires_in: z.number().positive(),
});

const oauthErrorSchema = z.object({
  error: z.union([z.string(), z.object({ name: z.string() })]),
  error_description: z.string().optional(),
});

type Metadata = z.infer<typeof metadataSchema>;

/** How the command line makes itself known to a portal. */
export interface Client {
  clientId: string;
  clientSecret?: string;
}

/** Thrown when a refresh token no longer works: the person has to sign in again. */
export class SignInEnded extends Error {}

/**
 * The OAuth side of a portal (Backstage's auth backend): authorization code with PKCE. How people prove who they are,
 * Entra or local sign-in, is the portal's business and looks the same from here.
 */
export class PortalSignIn {
  readonly portalUrl: string;
  readonly #metadata: Metadata;

  private constructor(portalUrl: string, metadata: Metadata) {
    this.portalUrl = portalUrl;
    this.#metadata = metadata;
  }

  /**
   * Asks a portal how to sign in.
   * @param portalUrl checked by `parsePortalUrl`
   * @param howToStart the command to type when nothing answers there; undefined for a portal that is not ours to start
   * @throws Problem when nothing answers, it is still starting, or it is not a Payday portal
   */
  static async discover(
    portalUrl: string,
    howToStart?: string,
  ): Promise<PortalSignIn> {
    const response = await request(
      `${portalUrl}/api/auth/.well-known/openid-configuration`,
      {},
      portalUrl,
      howToStart,
    );
    const parsed = metadataSchema.safeParse(await bodyOf(response));
    if (!parsed.success)
      throw new Problem(
        `${portalUrl} answers, but not like a Payday portal (HTTP ${response.status}).`,
        ['Is the address right?  ./payday login --portal https://…'],
      );
    const metadata = parsed.data;
    const endpoints = [
      metadata.authorization_endpoint,
      metadata.token_endpoint,
      metadata.registration_endpoint,
      metadata.revocation_endpoint,
    ];
    const own = `${portalUrl}/`;
    if (endpoints.some(url => url !== undefined && !url.startsWith(own)))
      throw new Problem(
        `The portal at ${portalUrl} says its address is ${
          new URL(metadata.issuer).origin
        }.`,
        [
          `Use that one:  ./payday login --portal ${
            new URL(metadata.issuer).origin
          }`,
        ],
      );
    return new PortalSignIn(portalUrl, metadata);
  }

  /**
   * The client to sign in as: Backstage's own metadata document for command lines where the portal has https, else one
   * that registers itself (Backstage reads metadata documents over https only).
   * @throws Problem when the portal offers neither
   */
  async client(redirectUri: string): Promise<Client> {
    const { registration_endpoint: registration } = this.#metadata;
    if (
      this.#metadata.client_id_metadata_document_supported &&
      this.portalUrl.startsWith('https:')
    )
      return {
        clientId: `${this.portalUrl}/api/auth/.well-known/oauth-client/cli.json`,
      };
    if (!registration)
      throw new Problem(
        `The portal at ${this.portalUrl} lets nobody sign in from a command line.`,
        [
          'Its operator turns it on with auth.clientIdMetadataDocuments.enabled in app-config.production.yaml.',
        ],
      );
    const response = await this.#post(registration, {
      client_name: 'Payday command line',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      scope: 'openid offline_access',
    });
    const registered = registrationSchema.safeParse(response);
    if (!registered.success) throw this.#refusal(response);
    return {
      clientId: registered.data.client_id,
      clientSecret: registered.data.client_secret,
    };
  }

  /** The address the browser has to open. */
  authorizeUrl(
    client: Client,
    parts: { redirectUri: string; state: string; pkce: Pkce },
  ): string {
    const url = new URL(this.#metadata.authorization_endpoint);
    url.search = new URLSearchParams({
      client_id: client.clientId,
      redirect_uri: parts.redirectUri,
      response_type: 'code',
      scope: 'openid offline_access',
      state: parts.state,
      code_challenge: parts.pkce.challenge,
      code_challenge_method: 'S256',
    }).toString();
    return url.toString();
  }

  /**
   * Turns the code the browser came back with into a sign-in.
   * @param now seconds since 1970
   * @throws Problem when the portal refuses it
   */
  async redeem(
    client: Client,
    parts: { code: string; redirectUri: string; pkce: Pkce; now: number },
  ): Promise<Session> {
    const answer = await this.#post(this.#metadata.token_endpoint, {
      grant_type: 'authorization_code',
      code: parts.code,
      redirect_uri: parts.redirectUri,
      code_verifier: parts.pkce.verifier,
    });
    return this.#session(client, answer, parts.now);
  }

  /**
   * A sign-in with a new access token, and a new refresh token in place of the used one.
   * @throws SignInEnded when the refresh token no longer works
   */
  async refresh(session: Session, now: number): Promise<Session> {
    const answer = await this.#post(this.#metadata.token_endpoint, {
      grant_type: 'refresh_token',
      refresh_token: session.refreshToken,
      ...credentials(session),
    });
    const refused = oauthErrorSchema.safeParse(answer);
    if (refused.success && refused.data.error === 'invalid_grant')
      throw new SignInEnded();
    return this.#session(session, answer, now);
  }

  /**
   * Ends the refresh token at the portal.
   * @throws Problem unless the portal confirmed that: it refused, or offers no way to revoke
   */
  async revoke(session: Session): Promise<void> {
    const { revocation_endpoint: revocation } = this.#metadata;
    if (!session.refreshToken)
      throw this.#unrevoked('there is nothing to revoke');
    if (!revocation) throw this.#unrevoked('it offers no revocation');
    const response = await this.#send(revocation, {
      token: session.refreshToken,
      token_type_hint: 'refresh_token',
      ...credentials(session),
    });
    if (!response.ok) throw this.#unrevoked(`HTTP ${response.status}`);
  }

  #session(client: Client, answer: unknown, now: number): Session {
    const tokens = tokensSchema.safeParse(answer);
    if (!tokens.success) throw this.#refusal(answer);
    return {
      portalUrl: this.portalUrl,
      clientId: client.clientId,
      clientSecret: client.clientSecret,
      accessToken: tokens.data.access_token,
      refreshToken: tokens.data.refresh_token,
      expiresAt: Math.min(
        now + tokens.data.expires_in,
        expiryOf(tokens.data.access_token) ?? Infinity,
      ),
    };
  }

  async #post(url: string, body: object): Promise<unknown> {
    return bodyOf(await this.#send(url, body));
  }

  #send(url: string, body: object): Promise<Response> {
    return request(
      url,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
      this.portalUrl,
    );
  }

  #unrevoked(reason: string): Problem {
    return new Problem(
      `The portal at ${this.portalUrl} did not end the sign-in: ${reason}.`,
      ['It ends by itself when its tokens do.'],
    );
  }

  #refusal(answer: unknown): Problem {
    const parsed = oauthErrorSchema.safeParse(answer);
    const reason = parsed.success
      ? parsed.data.error_description ?? JSON.stringify(parsed.data.error)
      : 'its answer makes no sense';
    return new Problem(
      `The portal at ${this.portalUrl} refused the sign-in: ${reason}.`,
      ['Try again:  ./payday login'],
    );
  }
}

function credentials({ clientId, clientSecret }: Client) {
  return { client_id: clientId, client_secret: clientSecret };
}

/** The end written in a JWT, in seconds since 1970; only a hint, so it is not verified here. */
function expiryOf(token: string): number | undefined {
  try {
    const payload = JSON.parse(
      Buffer.from(token.split('.')[1], 'base64url').toString('utf8'),
    );
    return typeof payload.exp === 'number' ? payload.exp : undefined;
  } catch {
    return undefined;
  }
}

/**
 * `fetch` with a time limit and with problems in place of network errors.
 * @throws Problem when nothing answers, its certificate is not trusted, or the portal says that it is still starting
 */
export async function request(
  url: string,
  init: RequestInit,
  portalUrl: string,
  howToStart?: string,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      ...init,
    });
  } catch (cause) {
    throw unanswered(portalUrl, cause as Error, howToStart);
  }
  if (response.status === 503)
    throw new Problem(`The portal on ${portalUrl} is still starting.`, [
      'See how far it is:  ./payday status',
    ]);
  return response;
}

function unanswered(
  portalUrl: string,
  error: Error,
  howToStart?: string,
): Problem {
  const code = String((error.cause as NodeJS.ErrnoException)?.code ?? '');
  if (error.name === 'TimeoutError')
    return new Problem(
      `The portal on ${portalUrl} did not answer within ${
        REQUEST_TIMEOUT_MS / 1000
      } seconds.`,
      ['See how it is:  ./payday status'],
      { cause: error },
    );
  if (/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/.test(code))
    return new Problem(
      `The certificate of ${portalUrl} is not trusted (${code}).`,
      [
        'With a certificate authority of your company:  NODE_EXTRA_CA_CERTS=/path/to/ca.pem ./payday login …',
      ],
      { cause: error },
    );
  return new Problem(
    `No portal answers on ${portalUrl}.`,
    howToStart
      ? [`Start it:  ${howToStart}`]
      : ['Check the address and your network, or see:  ./payday status'],
    { cause: error },
  );
}

/** The JSON of an answer; undefined for anything else. */
async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
