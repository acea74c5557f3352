import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { readSecret } from '../components/secrets.ts';
import type { Instance } from '../instance.ts';
import { writeSecretFile } from '../writeSecretFile.ts';

/** Argo CD's account of the portal: it may read, and ask for a comparison with Git. */
export const PORTAL_ACCOUNT = 'portal';

const TOKEN_ID = 'payday';
/** Of no meaning: Argo CD compares it only with the time a password was set, and the account has none. */
const ISSUED_AT_SECONDS = 1_767_225_600;

/** What Argo CD's Secret holds of the account's one token, as JSON: a token that is not listed there is revoked. */
export const portalTokenRecord = JSON.stringify([
  { id: TOKEN_ID, iat: ISSUED_AT_SECONDS },
]);

/** Where the portal finds its token. */
export const portalTokenFile = (instance: Instance): string =>
  join(instance.dataFolder, 'secrets', 'argo-cd-portal-token');

/**
 * The account's API token: what `argocd account generate-token` makes, signed with the key that we give to Argo CD, so
 * that it needs neither a running server nor an administrator.
 * @see argo-cd util/session/sessionmanager.go, Create
 */
export function portalToken(serverKey: string): string {
  const encode = (value: object) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({
    iss: 'argocd',
    sub: `${PORTAL_ACCOUNT}:apiKey`,
    nbf: ISSUED_AT_SECONDS,
    iat: ISSUED_AT_SECONDS,
    jti: TOKEN_ID,
  })}`;
  const signature = createHmac('sha256', serverKey)
    .update(signed)
    .digest('base64url');
  return `${signed}.${signature}`;
}

/** Puts the token where the portal reads it, in one step and readable by the owner only. */
export function writePortalToken(instance: Instance): void {
  writeSecretFile(
    portalTokenFile(instance),
    portalToken(readSecret(instance, 'argo-cd-server-key')),
  );
}
