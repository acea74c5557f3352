import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readState, writeState } from '../stateFile.ts';

const keysSchema = z.object({
  /** Private RSA keys as JWKs; the first one signs. */
  signing: z
    .array(
      z.looseObject({ kty: z.literal('RSA'), kid: z.string(), d: z.string() }),
    )
    .min(1),
  /** The first one signs cookies; all of them are accepted. */
  cookies: z.array(z.string().min(32)).min(1),
});

/** What the provider signs tokens and cookies with. */
export type IdentityProviderKeys = z.infer<typeof keysSchema>;

/**
 * The keys of an instance, made on first use, so that sign-ins outlive a restart. The file is readable by its owner only.
 * An unreadable file is set aside and replaced: everyone then signs in once more.
 * @param report gets one line when keys were replaced
 */
export function loadOrCreateKeys(
  dataFolder: string,
  report: (line: string) => void,
): IdentityProviderKeys {
  const folder = join(dataFolder, 'secrets');
  const file = join(folder, 'identity-provider-keys.json');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stored = readState(file, keysSchema);
  if (stored.kind === 'value') {
    chmodSync(file, 0o600);
    return stored.value;
  }
  if (stored.kind === 'damaged') {
    renameSync(file, `${file}.unreadable`);
    report(
      `${file} was unreadable and is now ${file}.unreadable; new keys are made and everyone signs in again`,
    );
  }
  const keys = createKeys();
  writeState(file, keys);
  return keys;
}

function createKeys(): IdentityProviderKeys {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return keysSchema.parse({
    signing: [
      {
        ...privateKey.export({ format: 'jwk' }),
        kid: randomBytes(12).toString('hex'),
        use: 'sig',
        alg: 'RS256',
      },
    ],
    cookies: [randomBytes(32).toString('base64url')],
  });
}
