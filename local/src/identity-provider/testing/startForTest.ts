import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIdentityProvider } from '../startIdentityProvider.ts';
import type { IdentityProviderSettings } from '../settings.ts';
import { Browser } from './Browser.ts';

/** A client secret as long as a real one. */
export const CLIENT_SECRET = 'a-client-secret-for-tests-only';

const PEOPLE_FILE = new URL('./people.yaml', import.meta.url).pathname;

/** A port nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}

/** A provider on a free port with a data folder of its own, both gone after the test. */
export async function startForTest(
  test: { after(callback: () => unknown): void },
  overrides: Partial<IdentityProviderSettings> = {},
) {
  const settings = await settingsForTest(test, overrides);
  const lines: string[] = [];
  let running = await startIdentityProvider(settings, line => lines.push(line));
  test.after(() => running.close());
  return {
    settings,
    /** What it logged. */
    lines,
    portal: portalOf(settings),
    /** Stops it and starts it anew on the same folder. */
    async restart() {
      await running.close();
      running = await startIdentityProvider(settings, line => lines.push(line));
    },
  };
}

/** Settings with a free port and an empty data folder. */
export async function settingsForTest(
  test: { after(callback: () => unknown): void },
  overrides: Partial<IdentityProviderSettings> = {},
): Promise<IdentityProviderSettings> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'payday-identity-'));
  test.after(() => rmSync(dataFolder, { recursive: true, force: true }));
  return {
    issuer: new URL(`http://localhost:${await freePort()}`),
    portal: new URL('http://localhost:7007'),
    frontend: new URL('http://localhost:7007'),
    clientSecret: CLIENT_SECRET,
    dataFolder,
    peopleFile: PEOPLE_FILE,
    ...overrides,
  };
}

/** The portal's half of the protocol. */
function portalOf({ issuer, portal }: IdentityProviderSettings) {
  const callback = `${portal.origin}/api/auth/oidc/handler/frame`;
  const verifier = randomBytes(32).toString('base64url');

  /** Where the portal sends the browser; `undefined` leaves a parameter out. */
  function signInUrl(changes: Record<string, string | undefined> = {}): URL {
    const url = new URL('/auth', issuer);
    const parameters = {
      client_id: 'payday-portal',
      redirect_uri: callback,
      response_type: 'code',
      scope: 'openid profile email',
      prompt: 'login',
      state: 'a-state',
      nonce: 'a-nonce',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...changes,
    };
    for (const [name, value] of Object.entries(parameters))
      if (value !== undefined) url.searchParams.set(name, value);
    return url;
  }

  async function token(
    form: Record<string, string>,
    secret: string = CLIENT_SECRET,
  ) {
    return fetch(new URL('/token', issuer), {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: {
        authorization: basic('payday-portal', secret),
        connection: 'close',
      },
    });
  }

  async function redeem(
    code: string,
    changes: Record<string, string> = {},
    secret?: string,
  ) {
    return token(
      {
        grant_type: 'authorization_code',
        code,
        redirect_uri: callback,
        code_verifier: verifier,
        ...changes,
      },
      secret,
    );
  }

  return {
    callback,
    signInUrl,
    token,
    redeem,
    refresh: (refreshToken: string) =>
      token({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    revoke: (refreshToken: string) =>
      fetch(new URL('/token/revocation', issuer), {
        method: 'POST',
        body: new URLSearchParams({ token: refreshToken }),
        headers: { authorization: basic('payday-portal', CLIENT_SECRET) },
      }),
    /** Goes through the chooser as this person; the address the browser ends at carries the code. */
    async choose(person: string, browser = new Browser()) {
      const chooser = await browser.follow(signInUrl());
      const chosen = await browser.post(chooser.url, { person });
      const next = new URL(chosen.headers.get('location')!, chooser.url);
      return (await browser.follow(next)).url;
    },
    /** A whole sign-in: the tokens the portal holds afterwards. */
    async signIn(person: string, browser?: Browser): Promise<Tokens> {
      const returned = await this.choose(person, browser);
      const response = await redeem(returned.searchParams.get('code')!);
      if (!response.ok) throw new Error(await response.text());
      return (await response.json()) as Tokens;
    },
  };
}

/** The token endpoint's answer. */
export interface Tokens {
  access_token: string;
  id_token: string;
  refresh_token: string;
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
