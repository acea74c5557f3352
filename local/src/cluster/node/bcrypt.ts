import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';

const ALPHABET =
  './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * The password's bcrypt hash, the only form the image registry takes, by the libcrypt that Debian's always present
 * perl-base calls. The salt comes from the password, which is a random key and used nowhere else, so that the same
 * password gives the same file.
 * @throws Error where libcrypt has no bcrypt
 */
export function bcrypt(password: string): string {
  const digest = createHash('sha256').update(`salt of ${password}`).digest();
  const salt = [...digest.subarray(0, 21)]
    .map(byte => ALPHABET[byte % 64])
    .join('');
  const hash = execFileSync(
    'perl',
    ['-e', `chomp(my $p = <STDIN>); print crypt($p, q($2y$06$${salt}u))`],
    { input: `${password}\n`, encoding: 'utf8' },
  );
  if (!hash.startsWith('$2y$06$'))
    throw new Error('The libcrypt of this machine cannot make bcrypt hashes');
  return hash;
}
