import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestDatabase } from '@payments/testing/database';
import { matchesHash, parseApiKey } from '../api-keys/index.ts';
import { checkAll } from '../checker/index.ts';
import { verifyPassword } from '../dashboard-access/index.ts';
import { inTransaction } from '../database/index.ts';
import { newUuid, uuidOf } from '../identifiers/index.ts';
import { addPerson, listMerchants, MerchantError, openMerchant } from './merchants.ts';
import { ensureSyntheticMerchants, syntheticApiKey } from './synthetic.ts';
import { parseMerchantsCommand, UsageError } from './merchantsCommand.ts';

const pepper = Buffer.alloc(32, 1);
const harbour = {
  name: 'Harbour Books',
  feeBasisPoints: 150,
  admin: { email: 'Ada@harbour.example', displayName: 'Ada Berg' },
};

let database: TestDatabase;

beforeAll(async () => {
  database = await TestDatabase.create();
});
afterAll(() => database.drop());

const open = async (merchant: typeof harbour) =>
  inTransaction(await database.source('app'), queryable => openMerchant(queryable, merchant, pepper));

describe('merchants', () => {
  it('open with an admin who can sign in and a key of each mode, and say so in the audit log', async () => {
    const access = await open(harbour);
    const owner = await database.as('migrate');
    const [person] = await owner.query<{ email: string; password_hash: string; role: string }>(
      'SELECT email, password_hash, role FROM dashboard_users WHERE id = $1',
      [uuidOf('user', access.user)],
    );
    expect(person).toMatchObject({ email: 'ada@harbour.example', role: 'admin' });
    expect(await verifyPassword(access.password, person?.password_hash ?? '')).toBe(true);
    for (const [text, live] of [
      [access.liveKey, true],
      [access.testKey, false],
    ] as const) {
      const presented = parseApiKey(text);
      const [row] = await owner.query<{ hash: Buffer; live: boolean; merchant_id: string }>(
        'SELECT hash, live, merchant_id FROM api_keys WHERE id = $1',
        [presented?.id],
      );
      expect(row).toMatchObject({ live, merchant_id: uuidOf('merchant', access.merchant) });
      expect(matchesHash(presented?.secret ?? '', pepper, row?.hash ?? Buffer.alloc(0))).toBe(true);
    }
    const audit = await owner.query<{ entry: string }>('SELECT audit_log::text AS entry FROM audit_log');
    expect(audit).toHaveLength(1);
    expect(audit[0]?.entry).toContain('merchant.opened');
    for (const secret of [access.password, access.liveKey, access.testKey]) {
      expect(audit[0]?.entry).not.toContain(secret);
    }
    expect(await checkAll(owner, {})).toEqual([]);
  });

  it('leave nothing when the address of their admin is taken', async () => {
    const before = await listMerchants(await database.as('app'));
    await expect(open({ ...harbour, name: 'Second' })).rejects.toThrow(MerchantError);
    expect(await listMerchants(await database.as('app'))).toEqual(before);
  });

  it('get further people, each with a role', async () => {
    const [merchant] = await listMerchants(await database.as('app'));
    const id = uuidOf('merchant', merchant?.merchant ?? '') ?? '';
    const viewer = { email: 'bo@harbour.example', displayName: 'Bo', role: 'viewer' } as const;
    await inTransaction(await database.source('app'), queryable => addPerson(queryable, id, viewer));
    expect(await listMerchants(await database.as('app'))).toEqual([{ ...merchant, people: 2 }]);
  });

  it('cannot get people before they are there', async () => {
    const nobody = { email: 'cy@harbour.example', displayName: 'Cy', role: 'viewer' } as const;
    const added = inTransaction(await database.source('app'), queryable => addPerson(queryable, newUuid(), nobody));
    await expect(added).rejects.toThrow(/There is no merchant mer_/);
  });
});

describe('synthetic merchants', () => {
  const names = ['Tidewater Tea', 'Low Tide'];
  const ensure = async (trafficKey: Buffer) =>
    inTransaction(await database.source('app'), queryable =>
      ensureSyntheticMerchants(queryable, names, { trafficKey, apiKeyPepper: pepper }),
    );
  const keys = async () =>
    (await database.as('migrate')).query<{ id: string; hash: Buffer; live: boolean; name: string }>(
      `SELECT key.id, key.hash, key.live, merchant.name FROM api_keys key JOIN merchants merchant
      ON merchant.id = key.merchant_id WHERE key.name = 'Synthetic traffic' ORDER BY merchant.name DESC`,
    );

  it('are opened once, for test mode, and say what they are', async () => {
    await ensure(Buffer.alloc(32, 7));
    await ensure(Buffer.alloc(32, 7));
    expect(await keys()).toMatchObject(names.map(name => ({ name: `${name} (synthetic traffic)`, live: false })));
  });

  it('know whoever knows the secret and the name, and nobody else', async () => {
    await ensure(Buffer.alloc(32, 7));
    const presented = parseApiKey(syntheticApiKey('Tidewater Tea', Buffer.alloc(32, 7)).key);
    const row = (await keys()).find(({ id }) => id === presented?.id);
    expect(matchesHash(presented?.secret ?? '', pepper, row?.hash ?? Buffer.alloc(0))).toBe(true);
    await ensure(Buffer.alloc(32, 8));
    const later = (await keys()).find(({ id }) => id === presented?.id);
    expect(matchesHash(presented?.secret ?? '', pepper, later?.hash ?? Buffer.alloc(0))).toBe(false);
  });
});

describe('the command', () => {
  const merchant = 'mer_0189000000007000800000000000000a';
  const person = ['--email', 'ada@harbour.example', '--person', 'Ada Berg'];

  it.each([
    [
      ['open', '--name', 'Harbour Books', ...person],
      {
        verb: 'open',
        options: { name: 'Harbour Books', email: 'ada@harbour.example', person: 'Ada Berg', 'fee-basis-points': 150 },
      },
    ],
    [
      ['add-person', '--merchant', merchant, ...person, '--role', 'viewer'],
      {
        verb: 'add-person',
        options: {
          merchant: '01890000-0000-7000-8000-00000000000a',
          email: 'ada@harbour.example',
          person: 'Ada Berg',
          role: 'viewer',
        },
      },
    ],
    [['list'], { verb: 'list', options: {} }],
  ])('%j is understood', (args, command) => expect(parseMerchantsCommand(args)).toEqual(command));

  it.each([
    ['nothing', [], /Say what to do/],
    ['another verb', ['close'], /Say what to do/],
    ['a name of an inherited property', ['constructor'], /Say what to do/],
    ['an unknown option', ['list', '--all'], /--all/],
    ['an option of another verb', ['list', '--role', 'viewer'], /role/],
    ['no name', ['open', ...person], /name/],
    ['no address', ['open', '--name', 'Harbour', '--person', 'Ada', '--email', 'ada'], /email/],
    ['a fee above all', ['open', '--name', 'Harbour', ...person, '--fee-basis-points', '10001'], /fee-basis-points/],
    ['another role', ['add-person', '--merchant', merchant, ...person, '--role', 'owner'], /role/],
    ['an id of something else', ['add-person', '--merchant', 'usr_1', ...person, '--role', 'viewer'], /merchant/],
  ])('%s is refused with how to call it', (_, args, reason) => {
    const parse = () => parseMerchantsCommand(args);
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(reason);
    expect(parse).toThrow(/Usage:/);
  });
});
