import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { stringify } from 'yaml';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { KubernetesApi } from './KubernetesApi.ts';

function whyNoOpenssl(): string | undefined {
  try {
    execFileSync('openssl', ['version'], { stdio: 'pipe' });
    return undefined;
  } catch {
    return 'openssl is not installed';
  }
}

/** A key and a certificate signed by itself, as files. */
function certificate(folder: string, name: string, ...options: string[]) {
  const file = (kind: string) => join(folder, `${name}.${kind}`);
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '1',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      file('key'),
      '-out',
      file('crt'),
      ...options,
    ],
    { stdio: 'pipe' },
  );
  return { key: file('key'), crt: file('crt') };
}

/** An API server that answers with the name in the client's certificate, and a kubeconfig for it. */
async function surroundings(test: TestContext) {
  const folder = temporaryFolder(test);
  const server = certificate(
    folder,
    'server',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
  );
  const client = certificate(folder, 'somebody');
  const https = createServer(
    {
      key: readFileSync(server.key),
      cert: readFileSync(server.crt),
      ca: readFileSync(client.crt),
      requestCert: true,
      rejectUnauthorized: true,
    },
    (request, response) =>
      response.end(
        JSON.stringify(
          (request.socket as TLSSocket).getPeerCertificate().subject.CN,
        ),
      ),
  );
  https.listen(0, '127.0.0.1');
  await once(https, 'listening');
  test.after(() => https.close());
  const { port } = https.address() as AddressInfo;
  const kubeconfigWith = (authority: string) => {
    const path = join(folder, 'kubeconfig');
    writeFileSync(
      path,
      stringify({
        'current-context': 'here',
        contexts: [{ name: 'here', context: { cluster: 'c', user: 'u' } }],
        clusters: [
          {
            name: 'c',
            cluster: {
              server: `https://127.0.0.1:${port}`,
              'certificate-authority-data': readFileSync(authority, 'base64'),
            },
          },
        ],
        users: [
          {
            name: 'u',
            user: {
              'client-certificate-data': readFileSync(client.crt, 'base64'),
              'client-key': 'somebody.key',
            },
          },
        ],
      }),
    );
    return path;
  };
  return { server, client, kubeconfigWith };
}

const get = (kubeconfig: string) =>
  new KubernetesApi(readKubeconfig(kubeconfig)).get(
    '/',
    {},
    { signal: AbortSignal.timeout(10_000), silentForMs: 10_000 },
  );

describe('the API client', { skip: whyNoOpenssl() ?? false }, () => {
  it('shows the certificate of its kubeconfig, from data or a file beside it', async test => {
    const { server, kubeconfigWith } = await surroundings(test);
    assert.equal(await get(kubeconfigWith(server.crt)), 'somebody');
  });

  it('does not talk to a server that its authority did not sign', async test => {
    const { client, kubeconfigWith } = await surroundings(test);
    await assert.rejects(
      get(kubeconfigWith(client.crt)),
      /self-signed certificate/,
    );
  });
});
