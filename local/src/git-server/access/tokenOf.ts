/**
 * The token in an Authorization header: the password of Basic, whatever the user name, or a Bearer token.
 * `undefined` when there is none.
 */
export function tokenOf(authorization: string | undefined): string | undefined {
  const [, scheme, credentials] =
    authorization?.match(/^(basic|bearer) +([^ ]+) *$/i) ?? [];
  if (scheme === undefined) return undefined;
  if (scheme.toLowerCase() === 'bearer') return credentials;
  const [, password] =
    Buffer.from(credentials, 'base64')
      .toString('utf8')
      .match(/^[^:]*:(.*)$/s) ?? [];
  return password === '' ? undefined : password;
}
