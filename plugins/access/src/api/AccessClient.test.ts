import { accessExample } from '../__testUtils__/accessExample';
import { AccessClient } from './AccessClient';

function clientThatGets(body: unknown, status = 200) {
  const fetch = jest.fn(
    async (_url: string) =>
      new Response(JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/json' },
      }),
  );
  return { fetch, client: new AccessClient({ fetch: fetch as any }) };
}

describe('AccessClient', () => {
  it('asks the permission backend', async () => {
    const { client, fetch } = clientThatGets(accessExample());
    await expect(client.getAccess()).resolves.toEqual(accessExample());
    expect(fetch).toHaveBeenCalledWith('plugin://permission/access');
  });

  it('passes on the refusal of the backend', async () => {
    const error = { name: 'NotAllowedError', message: 'no' };
    const { client } = clientThatGets({ error, response: {} }, 403);
    await expect(client.getAccess()).rejects.toMatchObject({
      name: 'ResponseError',
      cause: { name: 'NotAllowedError' },
    });
  });

  it('rejects an answer of another shape', async () => {
    const { client } = clientThatGets({ areas: 'all of them' });
    await expect(client.getAccess()).rejects.toMatchObject({
      name: 'ZodError',
    });
  });
});
