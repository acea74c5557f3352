import { waitFor } from '@testing-library/react';
import { componentExample, statusOf } from '../__testUtils__/componentExample';
import { PlatformClient } from './PlatformClient';

const building = statusOf([componentExample({ state: 'building' })]);
const healthy = statusOf([componentExample()]);
const event = (id: string, value: unknown) =>
  `id: ${id}\nevent: status\ndata: ${JSON.stringify(value)}\n\n`;

/** A backend whose streams a test writes; the newest is the last. */
function backend() {
  const streams: {
    headers: Record<string, string>;
    signal: AbortSignal;
    write(text: string): void;
    end(): void;
    fail(): void;
  }[] = [];
  const fetch = jest.fn(async (_: string, { headers, signal }: any) => {
    let controller: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: given => (controller = given),
    });
    streams.push({
      headers,
      signal,
      write: text => controller.enqueue(new TextEncoder().encode(text)),
      end: () => controller.close(),
      fail: () => controller.error(new TypeError('network error')),
    });
    return { ok: true, body };
  });
  return { fetch, streams };
}

const stops: (() => void)[] = [];
afterEach(() => {
  stops.splice(0).forEach(stop => stop());
  jest.useRealTimers();
});

function follow(fetch: jest.Mock) {
  const client = new PlatformClient({ fetch } as any);
  const stop = client.subscribe(() => {});
  stops.push(stop);
  return { client, stop };
}

describe('PlatformClient', () => {
  it('asks for nothing before somebody looks', () => {
    const { fetch } = backend();
    const client = new PlatformClient({ fetch } as any);
    expect(client.current()).toEqual({ state: 'loading' });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('shares one stream, and closes it with the last who looked', async () => {
    const { fetch, streams } = backend();
    const { client, stop } = follow(fetch);
    const stopSecond = client.subscribe(() => {});
    await waitFor(() => expect(streams).toHaveLength(1));
    stop();
    expect(streams[0].signal.aborted).toBe(false);
    stopSecond();
    expect(streams[0].signal.aborted).toBe(true);
  });

  it('gives each status, also when it comes in pieces', async () => {
    const { fetch, streams } = backend();
    const { client } = follow(fetch);
    await waitFor(() => expect(streams).toHaveLength(1));
    const text = `: connected\n\n${event('a', building)}`;
    streams[0].write(text.slice(0, 50));
    streams[0].write(text.slice(50));
    await waitFor(() =>
      expect(client.current()).toEqual({ state: 'ready', value: building }),
    );
    streams[0].write(event('b', healthy));
    await waitFor(() =>
      expect(client.current()).toEqual({ state: 'ready', value: healthy }),
    );
  });

  it('goes on where it was when the backend has ended the stream', async () => {
    const { fetch, streams } = backend();
    const { client } = follow(fetch);
    await waitFor(() => expect(streams).toHaveLength(1));
    streams[0].write(event('a', building));
    streams[0].end();
    await waitFor(() => expect(streams).toHaveLength(2));
    expect(streams[1].headers).toEqual({ 'Last-Event-ID': 'a' });
    expect(client.current()).toEqual({ state: 'ready', value: building });
  });

  it('says since when what it gives is stale, until the backend is heard again', async () => {
    const { fetch, streams } = backend();
    const { client } = follow(fetch);
    await waitFor(() => expect(streams).toHaveLength(1));
    streams[0].write(event('a', building));
    await waitFor(() => expect(client.current().state).toBe('ready'));
    streams[0].fail();
    await waitFor(() =>
      expect(client.current()).toMatchObject({ staleSince: expect.any(Date) }),
    );
    client.retry();
    await waitFor(() => expect(streams).toHaveLength(2));
    streams[1].write(': connected\n\n');
    await waitFor(() =>
      expect(client.current()).toEqual({ state: 'ready', value: building }),
    );
  });

  it('fails with the refusal of the backend', async () => {
    const fetch = jest.fn(
      async () =>
        new Response(
          JSON.stringify({
            error: { name: 'NotAllowedError', message: 'no' },
            response: {},
          }),
          { status: 403, headers: { 'content-type': 'application/json' } },
        ),
    );
    const { client } = follow(fetch);
    await waitFor(() =>
      expect(client.current()).toMatchObject({
        state: 'failed',
        problem: { name: 'ResponseError', cause: { name: 'NotAllowedError' } },
      }),
    );
  });

  it('fails when the status has another shape', async () => {
    const { fetch, streams } = backend();
    const { client } = follow(fetch);
    await waitFor(() => expect(streams).toHaveLength(1));
    streams[0].write(event('a', { progress: 'great' }));
    await waitFor(() =>
      expect(client.current()).toMatchObject({
        state: 'failed',
        problem: { name: 'ZodError' },
      }),
    );
  });

  it('closes the stream while the page is hidden', async () => {
    const { fetch, streams } = backend();
    follow(fetch);
    await waitFor(() => expect(streams).toHaveLength(1));
    const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(streams[0].signal.aborted).toBe(true);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    await waitFor(() => expect(streams).toHaveLength(2));
    hidden.mockRestore();
  });
});
