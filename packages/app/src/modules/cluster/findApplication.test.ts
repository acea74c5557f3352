import { findApplication } from './findApplication';

const answering = (status: number, body: unknown) => ({
  fetch: jest.fn(
    async (_: RequestInfo | URL) =>
      new Response(JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/json' },
      }),
  ),
});

const refusal = (name: string) => ({
  error: { name, message: 'no' },
  response: {},
});

describe('findApplication', () => {
  it('asks the portal, which asks Argo CD', async () => {
    const api = answering(200, { status: { history: [{}] } });
    expect(await findApplication(api, 'a/b')).toBe('deployed');
    expect(api.fetch).toHaveBeenCalledWith(
      'plugin://proxy/argocd/api/applications/a%2Fb',
    );
  });

  it.each([{}, { status: {} }, { status: { history: [] } }])(
    'takes %j for never deployed',
    async application => {
      expect(await findApplication(answering(200, application), 'x')).toBe(
        'never-deployed',
      );
    },
  );

  it.each([
    [404, { error: 'not found', code: 5 }],
    [403, { error: 'permission denied', code: 7 }],
  ])('takes Argo CD’s %d for no such application', async (status, body) => {
    expect(await findApplication(answering(status, body), 'x')).toBe('missing');
  });

  it.each([
    [403, 'NotAllowedError'],
    [503, 'ServiceUnavailableError'],
    [404, 'NotFoundError'],
  ])('passes on the portal’s own %d', async (status, name) => {
    await expect(
      findApplication(answering(status, refusal(name)), 'x'),
    ).rejects.toMatchObject({ cause: { name } });
  });
});
