import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What a repository may be called, without `.git`. */
export const repositoryName = z
  .string()
  .regex(/^[a-z0-9-]{1,100}$/, 'has other than lower-case letters, digits, -');

const rightSchema = z.enum(['read', 'write']);

const entrySchema = z.strictObject({
  /** SHA-256 of the token in hexadecimal: the file alone opens nothing. */
  tokenSha256: z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hex'),
  /** Whose token it is: a catalog reference such as `user:default/ana.lima`, or a name such as `payday-pipeline`. */
  person: z.string().regex(/^[\x21-\x7e]{1,200}$/, 'has spaces or controls'),
  /** Rights by repository; a repository that is not named is closed. */
  repositories: z.record(repositoryName, rightSchema),
  /** Protected repositories whose `main` this token may push all the same. */
  mayPushMain: z.array(repositoryName).default([]),
});

/** The access file: who may do what in which repository. */
export const accessSchema = z
  .strictObject({ tokens: z.array(entrySchema) })
  .refine(
    ({ tokens }) =>
      new Set(tokens.map(entry => entry.tokenSha256)).size === tokens.length,
    'names a token twice',
  );

export type Access = z.infer<typeof accessSchema>;

/** What one token allows. */
export type AccessEntry = z.infer<typeof entrySchema>;

export type Right = z.infer<typeof rightSchema>;

/** The form in which a token is kept and compared. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** True when the token may do this; who may write may read. */
export function allows(
  entry: AccessEntry,
  repository: string,
  needed: Right,
): boolean {
  const right = entry.repositories[repository];
  return right === 'write' || (right === 'read' && needed === 'read');
}
