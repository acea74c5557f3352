import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { hashSessionToken } from '@payments/core/dashboard-access';
import { ENDPOINTS, sessionSchema } from '@payments/core/dashboard-contract';
import { newUuid } from '@payments/core/identifiers';
import { parseSetCookie } from 'cookie';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, makePerson, OWN_ORIGIN, type Person } from '../../testing/Browser.fixture.ts';
import { exhaust } from '../../testing/exhaust.fixture.ts';
import { Harness } from '../../testing/harness.fixture.ts';
import { triesOf } from './tries.ts';

const PATH = ENDPOINTS.readSession.path;
const HOUR_MS = 3_600_000;

let api: Harness;
let person: Person;
beforeAll(async () => {
  api = await Harness.start();
  person = await makePerson(api, 'operator');
});
afterAll(() => api.stop());

async function signedIn(): Promise<Browser> {
  const browser = new Browser(api);
  expect(await browser.signIn(person)).toMatchObject({ status: 201 });
  return browser;
}

/** Changes the stored session of a browser. */
async function age(browser: Browser, set: string): Promise<void> {
  await api.sql.query(`UPDATE dashboard_sessions SET ${set} WHERE token_hash = $1`, [hashOf(browser)]);
}

const tokenOf = (browser: Browser) => browser.cookies.get('payments_session')?.value ?? '';
const hashOf = (browser: Browser) => hashSessionToken(tokenOf(browser));

describe('signing in', { timeout: 30_000 }, () => {
  it('begins a session in test mode that says who is there and what they may do', async () => {
    const browser = new Browser(api);
    const { status, body, text } = await browser.signIn({ ...person, email: person.email.toUpperCase() });
    expect(status).toBe(201);
    expect(sessionSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      user: { email: person.email, display_name: 'The operator' },
      merchant: { name: 'Test shop' },
      role: 'operator',
      live: false,
    });
    expect(body.actions).toContain('refunds:create');
    expect(body.actions).not.toContain('api_keys:write');
    expect(text).not.toContain(tokenOf(browser));
    expect(await browser.get(PATH)).toMatchObject({ status: 200, body: { user: body.user } });
  });

  it('gives a cookie that scripts and other sites cannot use', async () => {
    const { headers } = await new Browser(api).signIn(person);
    const cookie = parseSetCookie(String(headers['set-cookie']));
    expect(cookie).toMatchObject({ name: 'payments_session', httpOnly: true, sameSite: 'strict', path: '/' });
    expect(cookie).not.toHaveProperty('domain');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('gives one that only https carries where pages come by https', async () => {
    const origin = 'https://pay.example';
    const app = await api.startApp({ PUBLIC_URL: origin });
    const browser = new Browser(api, app, origin);
    const { headers } = await browser.signIn(person);
    expect(parseSetCookie(String(headers['set-cookie']))).toMatchObject({
      name: '__Host-payments_session',
      secure: true,
      path: '/',
    });
    expect(await browser.get(PATH)).toMatchObject({ status: 200 });
  });

  it('keeps only what the token hashes to', async () => {
    const browser = await signedIn();
    const [row] = await api.sql.query('SELECT * FROM dashboard_sessions WHERE token_hash = $1', [hashOf(browser)]);
    expect(row).toMatchObject({ user_id: person.id });
    expect(JSON.stringify(row)).not.toContain(tokenOf(browser));
    expect(api.logs.join('')).not.toContain(tokenOf(browser));
    expect(api.logs.join('')).not.toContain(person.password);
  });

  it('ends the session that the browser had', async () => {
    const browser = await signedIn();
    const former = hashOf(browser);
    await browser.signIn(person);
    expect(await api.sql.query('SELECT 1 FROM dashboard_sessions WHERE token_hash = $1', [former])).toEqual([]);
  });

  it('refuses an unknown e-mail and a wrong password with the same answer after a similar time', async () => {
    const attempt = async (email: string) => {
      const started = performance.now();
      const { status, body } = await new Browser(api).signIn({ email, password: 'wrong' });
      const { request_id: _, ...error } = body.error;
      return { status, error, milliseconds: performance.now() - started };
    };
    const [known, unknown] = [await attempt(person.email), await attempt('nobody@shop.example')];
    expect(known).toMatchObject({ status: 401, error: { code: 'credentials_wrong' } });
    expect([unknown.status, unknown.error]).toEqual([known.status, known.error]);
    // Without a hash to compare with it would be a hundred times faster.
    expect(unknown.milliseconds).toBeGreaterThan(known.milliseconds / 4);
  });

  it('refuses who was disabled, now and at the next request', async () => {
    const leaving = await makePerson(api, 'viewer');
    const browser = new Browser(api);
    await browser.signIn(leaving);
    await api.sql.query('UPDATE dashboard_users SET disabled_at = now() WHERE id = $1', [leaving.id]);
    expect(await browser.get(PATH)).toMatchObject({ status: 401, body: { error: { code: 'session_missing' } } });
    expect(await new Browser(api).signIn(leaving)).toMatchObject({ status: 401 });
  });

  it('does not count those that were right', async () => {
    const busy = await makePerson(api, 'viewer');
    for (let index = 0; index < 8; index += 1)
      expect(await new Browser(api).signIn(busy)).toMatchObject({ status: 201 });
  });

  const refusedFor = async (email: string, browser = new Browser(api)) => {
    const { status, body, headers } = await browser.signIn({ email, password: 'wrong' });
    return [status, body.error.code, Number(headers['retry-after'] ?? 0) > 0];
  };
  const tooMany = [429, 'rate_limited', true];

  it('is slowed down for an e-mail, from wherever, and the same whether there is such a person', async () => {
    const victim = await makePerson(api, 'viewer');
    for (const email of [victim.email, `nobody-${victim.email}`]) {
      for (const each of triesOf(email, 'nowhere').slice(1)) await exhaust(api, each);
      await expect.poll(() => refusedFor(email), { timeout: 10_000 }).toEqual(tooMany);
    }
  });

  it('is slowed down for an address, with whatever e-mail', async () => {
    const browser = new Browser(api);
    for (const each of triesOf('', browser.address).slice(0, 1)) await exhaust(api, each);
    const another = () => refusedFor(`${newUuid()}@shop.example`, browser);
    await expect.poll(another, { timeout: 10_000 }).toEqual(tooMany);
  });

  it('counts wrong tries', async () => {
    const victim = await makePerson(api, 'viewer');
    await expect.poll(() => refusedFor(victim.email), { timeout: 12_000, interval: 1 }).toEqual(tooMany);
  });

  it('believes proxies that it knows, and nobody else, where a try comes from', async () => {
    const behindProxy = await api.startApp({ TRUSTED_PROXIES: 'fd00::/8' });
    const browser = new Browser(api);
    for (const each of triesOf('', browser.address).slice(0, 1)) await exhaust(api, each);
    const forwarded = async (app: NestFastifyApplication) => {
      const elsewhere = new Browser(api, app, OWN_ORIGIN, browser.address);
      const headers = { 'x-forwarded-for': `2001:db8::${randomBytes(2).toString('hex')}` };
      const body = { email: `${newUuid()}@shop.example`, password: 'wrong' };
      return (await elsewhere.post(PATH, body, { key: null, headers })).status;
    };
    await expect.poll(() => forwarded(api.app), { timeout: 10_000 }).toBe(429);
    expect(await forwarded(behindProxy)).toBe(401);
  });

  it.each([
    ['no password', { email: 'a@b.example' }],
    ['a field it does not know', { email: 'a@b.example', password: 'x', remember: true }],
    ['a list of e-mails', { email: ['a@b.example'], password: 'x' }],
    ['an e-mail with a NUL', { email: 'a\0@b.example', password: 'x' }],
  ])('refuses %s', async (_, body) => {
    expect(await new Browser(api).post(PATH, body, { key: null })).toMatchObject({ status: 400 });
  });
});

describe('a session', () => {
  it('lasts half an hour from the latest request', async () => {
    const browser = await signedIn();
    await age(browser, `last_seen_at = now() - interval '10 minutes', expires_at = now() + interval '20 minutes'`);
    const { body } = await browser.get(PATH);
    const left = new Date(body.expires_at).getTime() - Date.now();
    expect(left).toBeGreaterThan(0.49 * HOUR_MS);
    expect(left).toBeLessThan(0.51 * HOUR_MS);
  });

  it('lasts twelve hours at most', async () => {
    const browser = await signedIn();
    const ages = `created_at = now() - interval '11 hours 50 minutes', last_seen_at = now() - interval '5 minutes'`;
    await age(browser, ages);
    const { body } = await browser.get(PATH);
    expect(body.expires_at).toBe(body.ends_at);
    expect(new Date(body.ends_at).getTime() - Date.now()).toBeLessThan(0.2 * HOUR_MS);
  });

  it('is over when it expired, and forgotten when somebody signs in', async () => {
    const browser = await signedIn();
    await age(browser, `created_at = now() - interval '2 hours', expires_at = now() - interval '1 second'`);
    const hash = hashOf(browser);
    expect(await browser.get(PATH)).toMatchObject({ status: 401, body: { error: { code: 'session_missing' } } });
    await signedIn();
    expect(await api.sql.query('SELECT 1 FROM dashboard_sessions WHERE token_hash = $1', [hash])).toEqual([]);
  });

  it('is over on the server, too, after signing out', async () => {
    const browser = await signedIn();
    const token = tokenOf(browser);
    const out = await browser.call('DELETE', PATH);
    expect(out).toMatchObject({ status: 204, text: '' });
    expect(browser.cookies.size).toBe(0);
    const replayed = await browser.get(PATH, { headers: { cookie: `payments_session=${token}` } });
    expect(replayed).toMatchObject({ status: 401 });
  });

  it('switches between test and live mode, and shows each its own payments', async () => {
    const browser = await signedIn();
    const payment = await api.pay({ confirm: false });
    const has = async () => (await browser.get('/v1/dashboard/payments')).text.includes(payment.id);
    expect(await has()).toBe(true);
    const live = await browser.call('PATCH', PATH, { body: { live: true } });
    expect(live).toMatchObject({ status: 200, body: { live: true } });
    expect(await browser.get(PATH)).toMatchObject({ body: { live: true } });
    expect(await has()).toBe(false);
    expect(await browser.get(`/v1/dashboard/payments/${payment.id}`)).toMatchObject({ status: 404 });
    expect(await browser.call('PATCH', PATH, { body: { live: false } })).toMatchObject({ body: { live: false } });
    expect(await has()).toBe(true);
  });

  it('leaves a trail', async () => {
    const watched = await makePerson(api, 'viewer');
    const browser = new Browser(api);
    await browser.signIn({ ...watched, password: 'wrong' });
    await browser.signIn(watched);
    await browser.call('PATCH', PATH, { body: { live: true } });
    await browser.call('DELETE', PATH);
    const rows = await api.sql.query<{ action: string; actor: string }>(
      'SELECT action, actor FROM audit_log WHERE subject = $1 ORDER BY sequence',
      [`usr_${watched.id.replaceAll('-', '')}`],
    );
    const actor = `user:${watched.id}`;
    expect(rows).toEqual([
      { action: 'session.refused', actor: 'system:payments-api' },
      { action: 'session.began', actor },
      { action: 'session.switched', actor },
      { action: 'session.ended', actor },
    ]);
  });
});
