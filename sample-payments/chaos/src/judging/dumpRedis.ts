import { Redis } from 'ioredis';

/** How each type of Redis is read in full. */
const READ: Record<string, (key: string) => [command: string, ...parameters: string[]]> = {
  string: key => ['GET', key],
  hash: key => ['HGETALL', key],
  list: key => ['LRANGE', key, '0', '-1'],
  set: key => ['SMEMBERS', key],
  zset: key => ['ZRANGE', key, '0', '-1'],
  stream: key => ['XRANGE', key, '-', '+'],
};

/** All keys and values as text, one value a line. */
export async function dumpRedis(url: string): Promise<string> {
  const redis = new Redis(url, { lazyConnect: true });
  await redis.connect();
  try {
    const lines: string[] = [];
    for (const key of await redis.keys('*')) {
      lines.push(key);
      // A key that expired meanwhile has the type `none`.
      const read = READ[await redis.type(key)];
      if (read) lines.push(...textsOf(await redis.call(...read(key))));
    }
    return lines.join('\n');
  } finally {
    redis.disconnect();
  }
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap(textsOf) : [String(value)];
}
