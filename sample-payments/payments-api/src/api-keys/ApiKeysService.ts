import { Inject, Injectable } from '@nestjs/common';
import { makeApiKey, type Scope } from '@payments/core/api-keys';
import { writeAudit } from '@payments/core/audit';
import type { CreateApiKey, ListApiKeys, RollApiKey } from '@payments/core/contract';
import { constraintName, type Queryable } from '@payments/core/database';
import { newUuid, publicId, uuidOf } from '@payments/core/identifiers';
import type { Answer } from '../http/Answer.ts';
import { pageRequest, toPage } from '../http/paging.ts';
import { conflict, notFound, ProblemError } from '../http/problem.ts';
import { IdempotencyService, type Outcome } from '../idempotency/IdempotencyService.ts';
import type { IdempotentRequest } from '../idempotency/IdempotentRequest.ts';
import { Database } from '../platform/Database.ts';
import { SETTINGS } from '../platform/tokens.ts';
import type { ApiSettings } from '../settings.ts';
import { ApiKeysRepository, type ApiKeyRow } from './ApiKeysRepository.ts';
import type { Caller } from './Caller.ts';

/** What may be done with API keys. A key can make no key that may do more than itself. */
@Injectable()
export class ApiKeysService {
  readonly #pepper: Buffer;

  constructor(
    private readonly repository: ApiKeysRepository,
    private readonly idempotency: IdempotencyService,
    private readonly database: Database,
    @Inject(SETTINGS) settings: ApiSettings,
  ) {
    this.#pepper = settings.API_KEY_PEPPER;
  }

  /** A key of the caller's merchant and mode. */
  create(request: IdempotentRequest, { name, scopes }: CreateApiKey): Promise<Answer> {
    requireOwnScopes(request.caller, scopes);
    return this.idempotency.once(request, database =>
      this.#issue(database, request, { name, scopes, rolledFrom: null }, 'api_key.created'),
    );
  }

  async list(caller: Caller, query: ListApiKeys): Promise<unknown> {
    const page = pageRequest('apiKey', query);
    return toPage(await this.repository.list(caller, page), page, describeApiKey);
  }

  /** Gives a key a successor with the same name and scopes. Both work during the overlap. */
  roll(request: IdempotentRequest, id: string, { overlap_hours: overlapHours }: RollApiKey): Promise<Answer> {
    return this.idempotency.once(request, async database => {
      const former = await this.#lock(database, request.caller, id);
      requireOwnScopes(request.caller, former.scopes);
      if (former.expiresAt !== null) throw rolledBefore();
      await this.repository.expire(database, former.id, overlapHours);
      const { name, scopes } = former;
      return this.#issue(database, request, { name, scopes, rolledFrom: former.id }, 'api_key.rolled').catch(
        (error: unknown) => {
          throw constraintName(error) === 'api_keys_rolled_once' ? rolledBefore() : error;
        },
      );
    });
  }

  /** The key works no more, from this moment. */
  async revoke(caller: Caller, id: string, requestId: string): Promise<void> {
    await this.database.transaction(async database => {
      const key = await this.#lock(database, caller, id);
      await this.repository.revoke(database, key.id);
      const subject = publicId('apiKey', key.id);
      await writeAudit(database, caller, {
        action: 'api_key.revoked',
        subject,
        requestId,
        before: describeApiKey(key),
      });
    });
  }

  async #issue(
    database: Queryable,
    { caller, requestId }: IdempotentRequest,
    wanted: { name: string; scopes: readonly string[]; rolledFrom: string | null },
    action: string,
  ): Promise<Outcome> {
    const id = newUuid();
    const { key, hash } = makeApiKey({ id, live: caller.live }, this.#pepper);
    const described = describeApiKey(await this.repository.insert(database, caller, { id, hash, ...wanted }));
    const { rolledFrom } = wanted;
    const before = rolledFrom === null ? undefined : { id: publicId('apiKey', rolledFrom) };
    await writeAudit(database, caller, {
      action,
      subject: publicId('apiKey', id),
      requestId,
      before,
      after: described,
    });
    return { status: 201, body: JSON.stringify({ ...described, key }), subjectId: id, isSecret: true };
  }

  async #lock(database: Queryable, caller: Caller, id: string): Promise<ApiKeyRow> {
    const uuid = uuidOf('apiKey', id);
    const key = uuid && (await this.repository.lock(database, caller, uuid));
    if (!key) throw notFound('API key', 'api_key_id');
    return key;
  }
}

/** `ApiKey` of the contract. */
function describeApiKey(key: ApiKeyRow): Record<string, unknown> {
  return {
    id: publicId('apiKey', key.id),
    name: key.name,
    scopes: key.scopes,
    live: key.live,
    created_at: key.createdAt.toISOString(),
    last_used_at: key.lastUsedAt?.toISOString(),
    expires_at: key.expiresAt?.toISOString(),
  };
}

function requireOwnScopes({ scopes }: Caller, wanted: readonly string[]): void {
  const missing = wanted.find(scope => !scopes.includes(scope as Scope));
  if (missing === undefined) return;
  const message = `The API key lacks the scope ${missing} itself, so it cannot pass it on.`;
  throw new ProblemError(403, { type: 'permission_error', code: 'scope_missing', message, param: 'scopes' });
}

function rolledBefore(): ProblemError {
  return conflict('api_key_rolled', 'This key was rolled before. Roll its successor.', 'api_key_id');
}
