import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { execa } from 'execa';
import { cacheFolder } from '../../cacheFolder.ts';
import { payments } from '../../platform/payments.ts';
import type { ComponentContext } from '../../supervisor/component.ts';
import { liveInstance, mustKubectl, read, until } from '../liveCluster.ts';

const NAMESPACE = 'payments-staging';
/** A build without anything cached takes minutes, most of them npm's. */
const BUILT_WITHIN_MS = 1_200_000;
const HEALTHY_WITHIN_MS = 300_000;

const gateway = `http://127.0.0.1:${liveInstance.ports.gateway}`;
const host = 'staging.pay.localhost';

/** Asks something of staging as a visitor would: through the gateway, by the host's name. */
async function ask(
  path: string,
  options: { key?: string; body?: object; traceId?: string } = {},
): Promise<any> {
  const { stdout } = await execa('curl', [
    ...['--silent', '--show-error', '--max-time', '20'],
    ...['--header', `Host: ${host}`],
    ...(options.key
      ? ['--header', `Authorization: Bearer ${options.key}`]
      : []),
    ...(options.traceId
      ? [
          '--header',
          `traceparent: 00-${options.traceId}-${randomBytes(8).toString(
            'hex',
          )}-01`,
        ]
      : []),
    ...(options.body
      ? [
          ...['--header', 'Content-Type: application/json'],
          ...['--header', `Idempotency-Key: ${randomUUID()}`],
          ...['--data', JSON.stringify(options.body)],
        ]
      : []),
    gateway + path,
  ]);
  return JSON.parse(stdout);
}

/** Lines of JSON that all pods of a component wrote. */
async function logLines(component: string): Promise<Record<string, any>[]> {
  const text = await mustKubectl([
    'logs',
    `--namespace=${NAMESPACE}`,
    `--selector=app.kubernetes.io/name=${component}`,
    '--tail=-1',
  ]);
  return text
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line));
}

describe('the payments in staging', () => {
  let key: string;

  before(
    async () => {
      const context: ComponentContext = {
        instance: liveInstance,
        cache: cacheFolder(),
        allowSystemPackages: false,
        logFile: '',
        signal: new AbortController().signal,
        report() {},
        async run({ file, args, cwd, env }) {
          await execa(file, args, { cwd, env });
        },
      };
      await payments.run(context);
    },
    { timeout: BUILT_WITHIN_MS },
  );

  it('are what Git says, and well', async () => {
    const application = await until(
      'payments-staging in sync and healthy',
      async () => {
        const seen = await read('application', 'argocd', 'payments-staging');
        const { sync, health } = seen.status;
        return sync.status === 'Synced' && health.status === 'Healthy'
          ? seen
          : undefined;
      },
      HEALTHY_WITHIN_MS,
    );
    assert.match(application.spec.sources[0].targetRevision, /^[0-9a-f]{40}$/);
  });

  it('run by digest, as nobody special, with nothing to write on', async () => {
    const { items } = JSON.parse(
      await mustKubectl([
        ...['get', 'pods', `--namespace=${NAMESPACE}`, '--output=json'],
        '--selector=app.kubernetes.io/name in (payments-api,checkout-web,settlement-worker)',
      ]),
    );
    assert.ok(items.length >= 5, `${items.length} pods`);
    for (const { spec, metadata } of items) {
      assert.equal(spec.automountServiceAccountToken, false, metadata.name);
      for (const { image, securityContext } of spec.containers) {
        assert.match(image, /@sha256:[0-9a-f]{64}$/);
        assert.equal(securityContext.readOnlyRootFilesystem, true);
        assert.equal(securityContext.allowPrivilegeEscalation, false);
      }
    }
  });

  it('seeded their merchants, and said how to sign in', async () => {
    const text = await mustKubectl([
      ...['logs', `--namespace=${NAMESPACE}`, 'job/database-seed'],
    ]);
    const { access } = JSON.parse(
      text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1),
    );
    key = access[0].apiKey;
    assert.match(key, /^sk_test_/);
    assert.ok((await ask('/v1/payments?limit=1', { key })).data.length === 1);
  });

  it('serve the dashboard’s page at the same address', async () => {
    const { stdout } = await execa('curl', [
      ...['--silent', '--fail', '--include', '--max-time', '20'],
      ...['--header', `Host: ${host}`, '--header', 'Accept: text/html'],
      `${gateway}/`,
    ]);
    assert.match(stdout, /^HTTP\/1.1 200/);
    assert.match(stdout, /content-security-policy: default-src 'none'/i);
    assert.match(stdout, /<div id="root">/);
  });

  it('charge a payment, and its webhook and its trace arrive', async () => {
    const traceId = randomBytes(16).toString('hex');
    const payment = await ask('/v1/payments', {
      key,
      traceId,
      body: {
        amount: 4_990,
        currency: 'EUR',
        payment_method: 'tok_visa',
        confirm: true,
      },
    });
    assert.equal(payment.status, 'succeeded', JSON.stringify(payment));

    const received = await until('the webhook of the payment', async () => {
      const { data } = await ask(`/merchant/received?payment=${payment.id}`);
      return data.find(
        (each: { type: string }) => each.type === 'payment.succeeded',
      );
    });

    const spans = async (component: string) =>
      (await logLines(component)).filter(({ kind }) => kind === 'span');
    await until('the request’s spans in the log of the API', async () =>
      (await spans('payments-api')).find(span => span.trace_id === traceId),
    );
    await until('a span of the worker that links to the request', async () =>
      (
        await spans('settlement-worker')
      ).find(span =>
        span.links.some(
          (link: { trace_id: string }) => link.trace_id === traceId,
        ),
      ),
    );
    assert.ok(received);
  });
});
