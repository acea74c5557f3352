import {
  test as base,
  type APIResponse,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import { personNamed } from './people';
import { portalUrl } from './portal';
import { signIn } from './signIn';

/** A request to the portal's backend that carries a person's own token. */
export type PersonRequest = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  options?: { data?: unknown; headers?: Record<string, string> },
) => Promise<APIResponse>;

interface PerTest {
  /** A page of somebody who is signed in, opened at `path` when there is one. It is closed after the test. */
  pageAs(name: string, path?: string): Promise<Page>;
}

interface PerWorker {
  /** The browser of somebody who is signed in, the same for all tests of a worker: refresh tokens rotate. */
  browserOf(name: string): Promise<BrowserContext>;
  requestAs(name: string): Promise<PersonRequest>;
}

/** Playwright's test with signed-in people, who sign in when a worker first needs them. */
export const test = base.extend<PerTest, PerWorker>({
  browserOf: [
    async ({ browser }, use) => {
      const contexts = new Map<string, Promise<BrowserContext>>();
      const open = async (name: string) => {
        const context = await browser.newContext({
          baseURL: portalUrl,
          locale: 'en-GB',
        });
        const page = await context.newPage();
        await signIn(page, personNamed(name));
        await page.close();
        return context;
      };
      await use(name => {
        const context = contexts.get(name) ?? open(name);
        contexts.set(name, context);
        return context;
      });
      for (const context of contexts.values()) {
        await context.then(
          opened => opened.close(),
          () => {},
        );
      }
    },
    { scope: 'worker' },
  ],

  requestAs: [
    async ({ browserOf }, use) => {
      const tokens = new Map<string, string>();
      await use(async name => {
        const { request } = await browserOf(name);
        const token = tokens.get(name) ?? (await readToken(request));
        tokens.set(name, token);
        return (method, path, { data, headers = {} } = {}) =>
          request.fetch(path, {
            method,
            data,
            headers: { Authorization: `Bearer ${token}`, ...headers },
          });
      });
    },
    { scope: 'worker' },
  ],

  pageAs: async ({ browserOf }, use) => {
    const pages: Page[] = [];
    await use(async (name, path) => {
      const page = await (await browserOf(name)).newPage();
      pages.push(page);
      if (path !== undefined) await page.goto(path);
      return page;
    });
    for (const page of pages) await page.close();
  },
});

export { expect } from '@playwright/test';

/** The token that the portal's own pages use, got the way they get it. */
async function readToken(request: BrowserContext['request']): Promise<string> {
  const response = await request.get('/api/auth/oidc/refresh?env=local', {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await response.json();
  return backstageIdentity.token;
}
