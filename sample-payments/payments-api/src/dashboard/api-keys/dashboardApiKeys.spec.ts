import { makeMerchant } from '@payments/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../testing/Browser.fixture.ts';
import { Harness } from '../../testing/harness.fixture.ts';

const PATH = '/v1/dashboard/api-keys';

let api: Harness;
let admin: Browser;
beforeAll(async () => {
  api = await Harness.start();
  admin = await Browser.of(api, 'admin');
});
afterAll(() => api.stop());

describe('an API key that a person makes', () => {
  it('is shown once, works, is rolled and revoked', async () => {
    const made = await admin.post(PATH, { name: 'Shop', scopes: ['payments:read'] });
    expect(made).toMatchObject({ status: 201, body: { name: 'Shop', scopes: ['payments:read'], live: false } });
    const { key, ...shown } = made.body;
    const works = async (text: string) => (await api.get('/v1/payments', { as: `Bearer ${text}` })).status;
    expect(await works(key)).toBe(200);
    const { data } = (await admin.get(PATH)).body;
    expect(data.find(({ id }: { id: string }) => id === shown.id)).toMatchObject({ name: 'Shop' });
    expect((await admin.get(PATH)).text).not.toContain(key);
    const rolled = await admin.post(`${PATH}/${shown.id}/roll`, { overlap_hours: 1 });
    expect(rolled).toMatchObject({ status: 201 });
    expect([await works(key), await works(rolled.body.key)]).toEqual([200, 200]);
    expect(await admin.call('DELETE', `${PATH}/${rolled.body.id}`)).toMatchObject({ status: 204 });
    expect(await works(rolled.body.key)).toBe(401);
  });

  it('belongs to the mode that the person looks at', async () => {
    const browser = await Browser.of(api, 'admin');
    await browser.call('PATCH', '/v1/dashboard/session', { body: { live: true } });
    const { body } = await browser.post(PATH, { name: 'Live', scopes: ['payments:read'] });
    expect(body.live).toBe(true);
    expect(body.key).toMatch(/^sk_live_/);
    expect((await admin.get(PATH)).text).not.toContain(body.id);
  });

  it('of another merchant is not there', async () => {
    const { id } = (await admin.post(PATH, { name: 'Mine', scopes: ['payments:read'] })).body;
    const stranger = await Browser.of(api, 'admin', { merchantId: await makeMerchant(api.sql) });
    expect((await stranger.get(PATH)).body.data).toEqual([]);
    expect(await stranger.post(`${PATH}/${id}/roll`)).toMatchObject({ status: 404 });
    expect(await stranger.call('DELETE', `${PATH}/${id}`)).toMatchObject({ status: 404 });
  });

  it('is audited with the person who made it', async () => {
    const { id } = (await admin.post(PATH, { name: 'Trail', scopes: ['payments:read'] })).body;
    const rows = await api.sql.query<{ actor: string }>('SELECT actor FROM audit_log WHERE subject = $1', [id]);
    expect(rows).toEqual([{ actor: expect.stringMatching(/^user:/) }]);
  });
});

describe('balances', () => {
  it('are those of the public API', async () => {
    await api.pay({ amount: 10_000 });
    const viewer = await Browser.of(api, 'viewer');
    expect((await viewer.get('/v1/dashboard/balances')).body).toEqual((await api.get('/v1/balances')).body);
  });
});
