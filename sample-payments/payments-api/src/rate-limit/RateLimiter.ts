import { Inject, Injectable } from '@nestjs/common';
import { RedisConnection } from '../platform/RedisConnection.ts';
import { SETTINGS } from '../platform/tokens.ts';
import type { ApiSettings } from '../settings.ts';
import { TokenBucket } from './TokenBucket.ts';

/** How fast something may be asked. */
export interface Pace {
  perSecond: number;
  burst: number;
  /** Tokens fetched from Redis at once: one trip for that many requests. Unused ones are lost after a second. */
  batch: number;
}

/** One trip for ten requests of an API key. */
const BATCH = 10;
const BATCH_LASTS_MS = 1_000;
/** After a failure Redis is left alone for this long, or each request would wait for its timeout. */
const REDIS_REST_MS = 1_000;
/** A burst is this many seconds' worth. */
const BURST_SECONDS = 2;
const MOST_KEYS = 10_000;

/**
 * A token bucket for each API key, person or address, shared by all processes through Redis. While Redis is away each process keeps
 * buckets of its own: the limit then counts per process, and nobody is refused for our trouble.
 */
@Injectable()
export class RateLimiter {
  readonly #fetched = new Map<string, { tokens: number; until: number }>();
  readonly #local = new Map<string, TokenBucket>();
  readonly #usual: Pace;
  #redisRestsUntil = 0;

  constructor(
    private readonly redis: RedisConnection,
    @Inject(SETTINGS) settings: ApiSettings,
  ) {
    const perSecond = settings.RATE_LIMIT_PER_SECOND;
    this.#usual = { perSecond, burst: perSecond * BURST_SECONDS, batch: BATCH };
  }

  /** Takes a token of a key, whose pace is always the same. Gives 0, or whole seconds to wait. */
  async take(key: string, pace: Pace = this.#usual): Promise<number> {
    const now = Date.now();
    const fetched = this.#fetched.get(key);
    if (fetched && fetched.tokens > 0 && fetched.until > now) {
      fetched.tokens -= 1;
      return 0;
    }
    return now < this.#redisRestsUntil ? this.#takeLocally(key, pace, now) : this.#fetch(key, pace, now);
  }

  /** Puts a token back that turned out not to count. Best effort: without Redis it is put back in this process. */
  async giveBack(key: string, pace: Pace): Promise<void> {
    this.#local.get(key)?.giveBack();
    if (Date.now() < this.#redisRestsUntil) return;
    await this.redis.client.eval(GIVE_BACK, 1, `rate:${key}`, pace.burst).catch(() => undefined);
  }

  async #fetch(key: string, pace: Pace, now: number): Promise<number> {
    try {
      const [granted, waitMs] = (await this.redis.client.eval(
        TAKE,
        1,
        `rate:${key}`,
        pace.perSecond,
        pace.burst,
        pace.batch,
      )) as [number, number];
      if (granted < 1) return wholeSeconds(waitMs / 1000);
      if (this.#fetched.size >= MOST_KEYS) this.#fetched.clear();
      const left = (this.#fetched.get(key)?.tokens ?? 0) + granted - 1;
      this.#fetched.set(key, { tokens: left, until: now + BATCH_LASTS_MS });
      return 0;
    } catch {
      this.#redisRestsUntil = now + REDIS_REST_MS;
      return this.#takeLocally(key, pace, now);
    }
  }

  #takeLocally(key: string, { perSecond, burst }: Pace, now: number): number {
    if (this.#local.size >= MOST_KEYS) this.#local.clear();
    let bucket = this.#local.get(key);
    if (!bucket) {
      bucket = new TokenBucket(perSecond, burst, now);
      this.#local.set(key, bucket);
    }
    return wholeSeconds(bucket.take(now));
  }
}

function wholeSeconds(seconds: number): number {
  return Math.ceil(seconds);
}

/** Redis' clock counts, so that processes with different clocks agree. Gives tokens, or milliseconds to wait. */
const TAKE = `
  local rate, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
  local time = redis.call('TIME')
  local now = time[1] * 1000 + time[2] / 1000
  local state = redis.call('HMGET', KEYS[1], 'tokens', 'at')
  local tokens = math.min(burst, (tonumber(state[1]) or burst) + (now - (tonumber(state[2]) or now)) / 1000 * rate)
  local granted = math.min(math.floor(tokens), wanted)
  redis.call('HSET', KEYS[1], 'tokens', tostring(tokens - granted), 'at', tostring(now))
  redis.call('PEXPIRE', KEYS[1], math.ceil(burst / rate * 1000) + 1000)
  if granted > 0 then return {granted, 0} end
  return {0, math.ceil((1 - tokens) / rate * 1000)}`;

const GIVE_BACK = `
  local tokens = tonumber(redis.call('HGET', KEYS[1], 'tokens'))
  if tokens then redis.call('HSET', KEYS[1], 'tokens', tostring(math.min(tonumber(ARGV[1]), tokens + 1))) end`;
