import { describe, expect, it } from 'vitest';
import { apiSettings } from './settings.ts';

const publicUrl = (text?: string) => apiSettings.shape.PUBLIC_URL.safeParse(text);
const proxies = (text?: string) => apiSettings.shape.TRUSTED_PROXIES.safeParse(text);

describe('PUBLIC_URL', () => {
  it.each([
    ['https://pay.example', 'https://pay.example'],
    ['https://pay.example/', 'https://pay.example'],
    ['https://pay.example:8443', 'https://pay.example:8443'],
    ['http://staging.pay.localhost:8088', 'http://staging.pay.localhost:8088'],
    ['http://127.0.0.1:5173', 'http://127.0.0.1:5173'],
    [undefined, 'http://localhost:8080'],
  ])('takes %s', (text, origin) => {
    expect(publicUrl(text).data).toBe(origin);
  });

  it.each([
    'http://pay.example',
    'http://localhost.pay.example',
    'https://pay.example/shop',
    'https://pay.example/?a',
    'https://user@pay.example',
    'ftp://pay.example',
    'pay.example',
    '',
  ])('refuses %j', text => {
    expect(publicUrl(text).success).toBe(false);
  });
});

describe('TRUSTED_PROXIES', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['10.0.0.0/8', ['10.0.0.0/8']],
    ['10.0.0.0/8, fd00::/8', ['10.0.0.0/8', 'fd00::/8']],
    ['10.1.2.3,::1', ['10.1.2.3', '::1']],
  ])('reads %j', (text, networks) => {
    expect(proxies(text).data).toEqual(networks);
  });

  it.each(['10.0.0.0/33', 'gateway', '10.0.0', 'true', '1'])('refuses %j', text => {
    expect(proxies(text).success).toBe(false);
  });
});
