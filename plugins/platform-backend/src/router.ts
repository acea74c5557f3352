import type {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { platformReadPermission } from '@payday/plugin-platform-common';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { EventStream } from './EventStream';
import type { PlatformStatusFeed } from './PlatformStatusFeed';

/** A stream ends after this long, so that whoever opens it anew is authorised anew. */
const STREAM_LASTS_MS = 10 * 60_000;

/** What the routes need. */
export interface RouterOptions {
  feed: PlatformStatusFeed;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  /** Open streams, which keep a stopping server waiting. */
  streams: Set<EventStream>;
}

/** `GET /status`: how the platform is now; `GET /status/stream`: the same at each change, as server-sent events. */
export function createRouter(options: RouterOptions): Router {
  const { feed, httpAuth, permissions, streams } = options;

  const authorize = async (request: Request) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    const [{ result }] = await permissions.authorize(
      [{ permission: platformReadPermission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError('Your role may not see the platform.');
    }
  };

  const router = PromiseRouter();
  router.get('/status', async (request, response) => {
    await authorize(request);
    response.json(await feed.current());
  });
  router.get('/status/stream', async (request, response) => {
    await authorize(request);
    const stream = new EventStream(request, response);
    streams.add(stream);
    const unfollow = feed.follow(status => stream.send('status', status));
    const end = setTimeout(() => stream.end(), STREAM_LASTS_MS);
    stream.onClose(() => {
      clearTimeout(end);
      unfollow();
      streams.delete(stream);
    });
  });
  return router;
}
