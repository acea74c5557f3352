import { join } from 'node:path';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { repositoryRoot } from '../repositoryRoot.ts';
import { requireLoopback } from './loopback.ts';

/** What the identity provider is started with. */
export interface IdentityProviderSettings {
  /** Its own address, without a trailing slash; the port is the one it listens on. */
  issuer: URL;
  /** The portal people come from and return to. */
  portal: URL;
  /** Where the portal sends people back to: itself, or the development server in front of it. */
  frontend: URL;
  /** Shared with the portal, which proves itself with it when it redeems a code. */
  clientSecret: string;
  /** Absolute path of the instance's data folder. */
  dataFolder: string;
  /** Catalog YAML with the people who can sign in. */
  peopleFile: string;
}

const httpUrl = z
  .url({ protocol: /^http$/, error: 'must be an http:// address' })
  .transform(text => new URL(text))
  .refine(
    url => url.pathname === '/' && url.search === '' && url.hash === '',
    'must be an address without a path',
  );

const environmentSchema = z.object({
  PAYDAY_IDENTITY_URL: httpUrl.default(new URL('http://localhost:7080')),
  PAYDAY_PORTAL_URL: httpUrl.default(new URL('http://localhost:7007')),
  PAYDAY_FRONTEND_URL: httpUrl.optional(),
  PAYDAY_OIDC_CLIENT_SECRET: z
    .string({ error: 'is missing' })
    .min(16, 'must have at least 16 characters'),
  PAYDAY_DATA_DIR: z.string({ error: 'is missing' }).min(1, 'is empty'),
  PAYDAY_PEOPLE_FILE: z
    .string()
    .min(1)
    .default(join(repositoryRoot, 'local', 'catalog-info.yaml')),
});

/**
 * Reads the settings from environment variables.
 * @throws Problem naming each variable that is wrong, or an address that is not on loopback
 */
export function readIdentityProviderSettings(
  environment: Record<string, string | undefined>,
): IdentityProviderSettings {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const complaints = parsed.error.issues.map(
      issue => `${issue.path.join('.')} ${issue.message}`,
    );
    throw new Problem(
      `The identity provider cannot start: ${complaints.join('; ')}.`,
      ['`./payday up` sets these variables by itself.'],
    );
  }
  const values = parsed.data;
  requireLoopback(
    'its own address (PAYDAY_IDENTITY_URL)',
    values.PAYDAY_IDENTITY_URL,
  );
  requireLoopback(
    'the portal’s address (PAYDAY_PORTAL_URL)',
    values.PAYDAY_PORTAL_URL,
  );
  const frontend = values.PAYDAY_FRONTEND_URL ?? values.PAYDAY_PORTAL_URL;
  requireLoopback('the frontend’s address (PAYDAY_FRONTEND_URL)', frontend);
  return {
    issuer: values.PAYDAY_IDENTITY_URL,
    portal: values.PAYDAY_PORTAL_URL,
    frontend,
    clientSecret: values.PAYDAY_OIDC_CLIENT_SECRET,
    dataFolder: values.PAYDAY_DATA_DIR,
    peopleFile: values.PAYDAY_PEOPLE_FILE,
  };
}
