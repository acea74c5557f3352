import { describe, expect, it } from 'vitest';
import { makeApiKey } from '../api-keys/index.ts';
import { newUuid } from '../identifiers/index.ts';
import { makeWebhookSecret } from '../webhooks/index.ts';
import { containsSecret, redactSensitive } from './secrets.ts';

describe('secrets', () => {
  const id = newUuid();
  const { key } = makeApiKey({ id, live: true }, Buffer.alloc(32));

  it.each([
    ['an API key', key],
    ['an API key in a header', `{"authorization":"Bearer ${key}"}`],
    ['a webhook secret', makeWebhookSecret()],
    ['a database password', `postgresql://payments_app:${'s3cret'}@db:5432/payments`],
  ])('%s is found and taken out', (_, text) => {
    expect(containsSecret(text)).toBe(true);
    expect(containsSecret(redactSensitive(text))).toBe(false);
  });

  it('keeps the id of a key, by which people find it', () =>
    expect(redactSensitive(key)).toBe(`sk_live_${id.replaceAll('-', '')}_[redacted]`));

  it.each(['postgresql://payments_app@db/payments', 'http://a.test:8080/x@y', 'sk_test_', 'whsec_'])(
    '%j is no secret',
    text => expect(containsSecret(text)).toBe(false),
  );
});
