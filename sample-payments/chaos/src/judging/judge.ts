import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { checkAll } from '@payments/core/checker';
import type { Queryable } from '@payments/core/database';
import { publicId } from '@payments/core/identifiers';
import type { Scene } from '../Scene.ts';
import type { Shop } from '../Shop.ts';
import { dumpRedis } from './dumpRedis.ts';
import type { Finding } from './finding.ts';

/** Where things stood when a run began, so that it is judged for its own part of the logs only. */
export interface Beginning {
  acquirerEntries: number;
  logBytes: ReadonlyMap<string, number>;
}

export async function noteBeginning({ stage }: Pick<Scene, 'stage'>): Promise<Beginning> {
  const logBytes = new Map(stage.logFiles.map(file => [file, readFrom(file, Number.MAX_SAFE_INTEGER).end]));
  return { acquirerEntries: (await stage.acquirer.log()).length, logBytes };
}

/** Asks all witnesses: the database, the acquirer's log, the clients, the merchants' servers, the logs and Redis. */
export async function judge(scene: Scene, shop: Shop, beginning: Beginning): Promise<Finding[]> {
  const { stage, crowd, sql } = scene;
  const acquirerLog = (await stage.acquirer.log()).slice(beginning.acquirerEntries);
  const logs = stage.logFiles.map(file => ({
    name: file.slice(file.lastIndexOf('/') + 1),
    text: readFrom(file, beginning.logBytes.get(file) ?? 0).text,
  }));
  const texts = [...logs, { name: 'redis', text: await dumpRedis(stage.redis.url) }];
  return [
    ...(await checkAll(sql, { acquirerLog, answers: crowd.answers, texts, graceSeconds: 0 })),
    ...(await checkReceipts(sql, scene, shop)),
    ...crowd.findings,
  ];
}

/** I5 as the receivers saw it: what is called delivered was confirmed there, and everything was signed. */
async function checkReceipts(sql: Queryable, { stage }: Scene, { endpoints }: Shop): Promise<Finding[]> {
  const delivered = await sql.query<{ eventId: string; endpointId: string }>(DELIVERED);
  const names = new Map([...endpoints].map(([name, id]) => [id, name]));
  const invented = delivered.filter(({ eventId, endpointId }) => {
    return !stage.receiver.confirmed(names.get(endpointId) ?? '').has(publicId('event', eventId));
  });
  return [
    ...invented.map(({ eventId }) => ({ invariant: 'I5' as const, rule: 'receiver_confirmed_it', subject: eventId })),
    ...stage.receiver.forged.map(subject => ({ invariant: 'I5' as const, rule: 'signature_is_right', subject })),
  ];
}

/** What a file holds from a byte on, and how long it is. */
function readFrom(file: string, start: number): { text: string; end: number } {
  const descriptor = openSync(file, 'r');
  try {
    const end = fstatSync(descriptor).size;
    const bytes = Buffer.alloc(Math.max(0, end - start));
    readSync(descriptor, bytes, 0, bytes.length, start);
    return { text: bytes.toString('utf8'), end };
  } finally {
    closeSync(descriptor);
  }
}

const DELIVERED = `
  SELECT event_id AS "eventId", endpoint_id AS "endpointId" FROM webhook_deliveries WHERE state = 'delivered'`;
