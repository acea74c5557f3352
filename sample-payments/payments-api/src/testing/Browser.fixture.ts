import { randomBytes, randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { hashPassword } from '@payments/core/dashboard-access';
import type { DashboardRole } from '@payments/core/dashboard-contract';
import { newUuid } from '@payments/core/identifiers';
import { insert } from '@payments/testing';
import { parseSetCookie, stringifyCookie } from 'cookie';
import type { Harness, Reply } from './harness.fixture.ts';

/** What `PUBLIC_URL` is when nobody sets it. */
export const OWN_ORIGIN = 'http://localhost:8080';

const PASSWORD = 'correct horse battery staple';
const hashed = hashPassword(PASSWORD);

/** A person who can sign in. */
export interface Person {
  id: string;
  email: string;
  password: string;
  merchantId: string;
}

export async function makePerson(
  api: Harness,
  role: DashboardRole,
  overrides: { merchantId?: string } = {},
): Promise<Person> {
  const { merchantId = api.merchantId } = overrides;
  const id = newUuid();
  const email = `${role}-${randomBytes(4).toString('hex')}@shop.example`;
  const row = { id, merchant_id: merchantId, email, display_name: `The ${role}`, password_hash: await hashed, role };
  await insert(api.sql, 'dashboard_users', row);
  return { id, email, password: PASSWORD, merchantId };
}

export interface BrowserCall {
  body?: unknown;
  /** POSTs get a fresh Idempotency-Key unless one is named, and `null` sends none. */
  key?: string | null;
  /** `undefined` takes away what the browser would send. */
  headers?: Record<string, string | undefined>;
}

/** A browser on one of our pages: it keeps cookies, says where it comes from, and has an address of its own. */
export class Browser {
  readonly cookies = new Map<string, { value: string; path: string }>();

  constructor(
    private readonly api: Harness,
    private readonly app: NestFastifyApplication = api.app,
    private readonly origin = OWN_ORIGIN,
    readonly address = `fd00::${randomBytes(8)
      .toString('hex')
      .replaceAll(/(.{4})(?=.)/g, '$1:')}`,
  ) {}

  /** A browser in which a new person of that role is signed in. */
  static async of(api: Harness, role: DashboardRole, overrides: { merchantId?: string } = {}): Promise<Browser> {
    const browser = new Browser(api);
    const person = await makePerson(api, role, overrides);
    const { status, text } = await browser.signIn(person);
    if (status !== 201) throw new Error(`Signing in gave ${status}: ${text}`);
    return browser;
  }

  signIn({ email, password }: Pick<Person, 'email' | 'password'>): Promise<Reply> {
    return this.call('POST', '/v1/dashboard/session', { body: { email, password }, key: null });
  }

  get(path: string, call: BrowserCall = {}): Promise<Reply> {
    return this.call('GET', path, call);
  }

  post(path: string, body?: unknown, call: BrowserCall = {}): Promise<Reply> {
    return this.call('POST', path, { ...call, body });
  }

  async call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, call: BrowserCall = {}): Promise<Reply> {
    const key = call.key === undefined && method === 'POST' ? randomUUID() : call.key;
    const sent = {
      cookie: this.#cookiesFor(path),
      'sec-fetch-site': 'same-origin',
      ...(method === 'GET' ? {} : { origin: this.origin }),
      ...(key && { 'idempotency-key': key }),
      ...call.headers,
    };
    const response = await this.app.inject({
      method,
      url: path,
      remoteAddress: this.address,
      headers: Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined && value !== '')),
      ...(call.body === undefined ? {} : { payload: call.body as object }),
    });
    this.#keep(response.headers['set-cookie']);
    return {
      status: response.statusCode,
      text: response.body,
      headers: response.headers,
      body: String(response.headers['content-type']).startsWith('application/json')
        ? JSON.parse(response.body)
        : undefined,
    };
  }

  #cookiesFor(path: string): string {
    const sent = [...this.cookies].filter(([, cookie]) => path.startsWith(cookie.path));
    return stringifyCookie(Object.fromEntries(sent.map(([name, { value }]) => [name, value])));
  }

  #keep(header: string | string[] | undefined): void {
    for (const text of [header ?? []].flat()) {
      const { name, value = '', path = '/', maxAge } = parseSetCookie(text);
      if (maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, { value, path });
    }
  }
}
