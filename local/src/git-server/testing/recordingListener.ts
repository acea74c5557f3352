import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

/** One delivery as it arrived. */
export interface Delivery {
  headers: IncomingHttpHeaders;
  text: string;
  body: Record<string, unknown>;
}

/** A listener that keeps what it is told. */
export interface RecordingListener {
  url: string;
  deliveries: Delivery[];
}

/** @param failures how many deliveries it refuses with 503 before it takes any */
export async function recordingListener(
  test: TestContext,
  failures = 0,
): Promise<RecordingListener> {
  const deliveries: Delivery[] = [];
  let left = failures;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (left > 0) {
      left -= 1;
      response.writeHead(503).end();
      return;
    }
    deliveries.push({
      headers: request.headers,
      text: body,
      body: JSON.parse(body),
    });
    response.end();
  });
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  test.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, deliveries };
}
