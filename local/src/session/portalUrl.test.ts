import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parsePortalUrl } from './portalUrl.ts';

suite('parsePortalUrl', () => {
  const good: [string, string][] = [
    ['http://localhost:7007', 'http://localhost:7007'],
    ['http://127.0.0.1:7007/', 'http://127.0.0.1:7007'],
    ['https://payday.example.com', 'https://payday.example.com'],
    ['https://example.com/payday/?x#y', 'https://example.com/payday'],
  ];
  for (const [text, url] of good)
    test(`takes ${text} as ${url}`, () => {
      assert.equal(parsePortalUrl(text), url);
    });

  const bad: [string, RegExp][] = [
    ['http://payday.example.com', /unencrypted/],
    ['payday.example.com', /not the address of a portal/],
    ['localhost:7007', /not the address of a portal/],
    ['file:///etc/passwd', /not the address of a portal/],
    ['', /not the address of a portal/],
  ];
  for (const [text, message] of bad)
    test(`refuses "${text}"`, () => {
      assert.throws(() => parsePortalUrl(text), {
        name: 'Problem',
        message,
        exitCode: 2,
      });
    });
});
