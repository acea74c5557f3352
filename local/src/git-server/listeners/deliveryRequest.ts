import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BareRepository } from '../git/BareRepository.ts';
import { argoCdPushPayload } from './argoCdPushPayload.ts';
import { changedFiles } from './changedFiles.ts';
import type { Listener } from './listenerSchema.ts';
import type { PushEvent } from './pushEvent.ts';

/** What is posted to a listener. */
export interface DeliveryRequest {
  headers: Record<string, string>;
  body: string;
}

/** Where the pushed repositories are, on this disk and for those who are told. */
export interface RepositoryPlace {
  /** Folder of bare repositories. */
  folder: string;
  /** E.g. `http://git.payday.internal:3000`, without a trailing slash. */
  publicUrl: string;
}

/** An event in the form its listener wants. Secrets are read anew, so that they can be replaced. */
export async function deliveryRequest(
  listener: Listener,
  event: PushEvent,
  place: RepositoryPlace,
): Promise<DeliveryRequest> {
  const headers = { 'content-type': 'application/json' };
  if (listener.kind === 'event')
    return {
      headers: {
        ...headers,
        ...(listener.tokenFile && {
          authorization: `Bearer ${await secretIn(listener.tokenFile)}`,
        }),
      },
      body: JSON.stringify(event),
    };
  const name = `${event.repository}.git`;
  const files = await changedFiles(
    new BareRepository(join(place.folder, name)),
    event,
  ).catch(() => undefined);
  const body = JSON.stringify(
    argoCdPushPayload(`${place.publicUrl}/${name}`, event, files),
  );
  return {
    headers: {
      ...headers,
      'x-github-event': 'push',
      ...(listener.secretFile && {
        'x-hub-signature-256': signature(
          body,
          await secretIn(listener.secretFile),
        ),
      }),
    },
    body,
  };
}

/** GitHub's signature of a body: HMAC with SHA-256 over its bytes. */
export function signature(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

async function secretIn(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).trim();
}
