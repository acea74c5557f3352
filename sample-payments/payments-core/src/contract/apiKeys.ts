import { SCOPES } from '../api-keys/scopes.ts';
import { z } from 'zod';
import { apiKeyId, moment, pageQuery, text } from './fields.ts';
import { refusal } from './refusal.ts';

const scopes = z
  .array(z.enum(SCOPES))
  .min(1)
  .refine(list => new Set(list).size === list.length, refusal('duplicates', 'Each value may come once.'))
  .meta({ id: 'Scopes', uniqueItems: true });

export const createApiKeySchema = z.strictObject({ name: text.min(1).max(100), scopes });

export const rollApiKeySchema = z.strictObject({ overlap_hours: z.number().int().min(0).max(168).default(24) });

export const listApiKeysSchema = z.strictObject(pageQuery);

/** `ApiKey` of the contract. */
export const apiKeySchema = z
  .object({
    id: apiKeyId,
    name: z.string(),
    scopes,
    live: z.boolean(),
    created_at: moment,
    last_used_at: moment.optional(),
    expires_at: moment.optional(),
  })
  .meta({ id: 'ApiKey' });

export const apiKeyWithSecretSchema = z.intersection(
  apiKeySchema,
  z.object({ key: z.string().regex(/^sk_(test|live)_/) }),
);

export type CreateApiKey = z.output<typeof createApiKeySchema>;
export type RollApiKey = z.output<typeof rollApiKeySchema>;
export type ListApiKeys = z.output<typeof listApiKeysSchema>;
export type ApiKey = z.output<typeof apiKeySchema>;
