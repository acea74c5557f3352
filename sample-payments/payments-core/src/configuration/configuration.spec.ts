import { describe, expect, it } from 'vitest';
import { parseEnvironment } from './parseEnvironment.ts';
import { databaseSettings, secretSettings, telemetrySettings, webhookSettings } from './settings.ts';

const settings = databaseSettings.extend(secretSettings.shape);
const complete = {
  DATABASE_URL: 'postgresql://payments_app@db/payments',
  API_KEY_PEPPER: Buffer.alloc(32).toString('base64'),
  SEALING_KEY: Buffer.alloc(32).toString('base64'),
};

describe('parseEnvironment', () => {
  it('fills in defaults', () => expect(parseEnvironment(settings, complete).DATABASE_POOL_SIZE).toBe(10));

  it('takes an empty variable as not set', () =>
    expect(parseEnvironment(telemetrySettings, { LOG_LEVEL: '', METRICS_PORT: '' })).toMatchObject({
      LOG_LEVEL: 'info',
      METRICS_PORT: 9464,
    }));

  it('names everything that is missing at once', () =>
    expect(() => parseEnvironment(settings, {})).toThrow(
      /DATABASE_URL is not set\.\n.*API_KEY_PEPPER is not set\.\n.*SEALING_KEY is not set\./s,
    ));

  it('never repeats a value that is wrong, which may be a secret', () => {
    const wrong = { ...complete, API_KEY_PEPPER: 'hunter2' };
    expect(() => parseEnvironment(settings, wrong)).toThrow(/API_KEY_PEPPER: must be 32 bytes/);
    expect(() => parseEnvironment(settings, wrong)).not.toThrow(/hunter2/);
  });
});

describe('WEBHOOK_ALLOWED_HOSTS', () => {
  const read = (text?: string) =>
    parseEnvironment(webhookSettings, { WEBHOOK_ALLOWED_HOSTS: text }).WEBHOOK_ALLOWED_HOSTS;

  it.each([
    [undefined, []],
    ['', []],
    ['merchant-simulator:8091', ['merchant-simulator:8091']],
    [
      'Merchant-Simulator:8091, hooks.internal:80,[fd00::1]:443',
      ['merchant-simulator:8091', 'hooks.internal:80', '[fd00::1]:443'],
    ],
  ])('reads %j', (text, hosts) => {
    expect(read(text)).toEqual(hosts);
  });

  it.each([
    'merchant-simulator',
    'merchant-simulator:',
    'merchant-simulator:0x50',
    'merchant-simulator:08091',
    'merchant-simulator:65536',
    'merchant-simulator:8091/hooks',
    'http://merchant-simulator:8091',
    'user@merchant-simulator:8091',
    'merchant-simulator:8091,',
    '*:8091',
    '*.internal:8091',
    ':8091',
    '10.1:8091',
    '[fd00:0::1]:443',
  ])('refuses %j', text => {
    expect(() => read(text)).toThrow(/WEBHOOK_ALLOWED_HOSTS: must be host:port pairs/);
  });
});
