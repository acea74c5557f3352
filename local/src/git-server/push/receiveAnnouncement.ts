import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { answer } from '../answer.ts';
import { NO_OBJECT } from '../git/refUpdate.ts';
import type { AllowedRequest } from '../AllowedRequest.ts';
import type { ServerContext } from '../ServerContext.ts';

const objectId = z.string().regex(/^[0-9a-f]{40}$/);

const announcementSchema = z.strictObject({
  ref: z.string().regex(/^refs\/(heads|tags)\/[^\s~^:?*[\\]+$/),
  before: objectId,
  after: objectId,
});

const LARGEST_BODY_BYTES = 10_000;

/**
 * Takes word of a ref that was moved on the disk, not by a push, and tells the listeners as after a push.
 * It is believed only when the ref is where it is said to be.
 */
export async function receiveAnnouncement(
  { listeners }: ServerContext,
  { route, repository, caller, request, response }: AllowedRequest,
): Promise<void> {
  const length = Number(request.headers['content-length'] ?? Infinity);
  if (!(length <= LARGEST_BODY_BYTES))
    return answer(response, 413, 'The body is too large, or has no length.');
  const parsed = announcementSchema.safeParse(
    await json(request).catch(() => undefined),
  );
  if (!parsed.success)
    return answer(response, 400, z.prettifyError(parsed.error));
  const { ref, after } = parsed.data;
  const now = (await repository.resolve(ref)) ?? NO_OBJECT;
  if (now !== after)
    return answer(response, 409, `${ref} is at ${now}, not at ${after}.`);
  listeners.tell({
    repository: route.repository,
    ...parsed.data,
    person: caller.person,
    pushOptions: [],
  });
  return answer(response, 202, 'The listeners are being told.');
}
