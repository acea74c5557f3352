import { test as base, expect, type Browser, type Page } from '@playwright/test';
import { readFacts, type Facts, type Person } from '../stack/facts.ts';
import type { Received } from '../stack/Receiver.ts';

type Role = 'admin' | 'viewer' | 'newcomer';
type StorageState = Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>;

interface Fixtures {
  /** Who this journey is signed in as; nobody by default. */
  as: Role | undefined;
  /** Fails the journey when the browser reports an error, such as something the Content-Security-Policy refused. */
  quietConsole: void;
  /** What the merchant's server got so far. */
  received: () => Promise<Received[]>;
}

interface WorkerFixtures {
  facts: Facts;
  /** Cookies of somebody who signed in once: sign-ins are limited. */
  sessionOf: (role: Role) => Promise<StorageState>;
}

/** Playwright's `test`, with the running servers. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  // Playwright reads the pattern to know what a fixture needs.
  // oxlint-disable-next-line no-empty-pattern
  facts: [async ({}, use) => use(readFacts()), { scope: 'worker' }],
  sessionOf: [
    async ({ browser, facts }, use) => {
      const sessions = new Map<Role, Promise<StorageState>>();
      await use(role => {
        const known = sessions.get(role) ?? signInOnce(browser, facts, facts[role]);
        sessions.set(role, known);
        return known;
      });
    },
    { scope: 'worker' },
  ],
  as: [undefined, { option: true }],
  baseURL: ({ facts }, use) => use(facts.webUrl),
  storageState: async ({ as, sessionOf }, use) => use(as && (await sessionOf(as))),
  quietConsole: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', error => errors.push(error.message));
      page.on('console', message => {
        // A refusal that the page handles is reported too, as a resource that failed to load.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          errors.push(message.text());
      });
      await use();
      expect(errors).toStrictEqual([]);
    },
    { auto: true },
  ],
  received: ({ facts, playwright }, use) =>
    use(async () => {
      const request = await playwright.request.newContext({ ignoreHTTPSErrors: true });
      const messages = (await (await request.get(`${facts.receiverUrl}/received`)).json()) as Received[];
      await request.dispose();
      return messages;
    }),
});

export { expect };

async function signInOnce(browser: Browser, facts: Facts, person: Person): Promise<StorageState> {
  const context = await browser.newContext({ baseURL: facts.webUrl });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await signIn(page, person);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Fills in the form that is on show, and waits for the dashboard. */
export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
}

/** Makes a payment in the dashboard, whose money is only held at first when it is captured by hand. Gives its link. */
export async function makeCheckout(
  page: Page,
  amount: string,
  description: string,
  capture: 'At once' | 'By hand: hold the money first' = 'At once',
): Promise<string> {
  await page.goto('/payments/new');
  await page.getByRole('textbox', { name: 'Amount' }).fill(amount);
  await page.getByRole('textbox', { name: 'Description' }).fill(description);
  await page.getByRole('combobox', { name: 'Capture' }).selectOption(capture);
  await page.getByRole('button', { name: 'Create checkout link' }).click();
  return page.getByRole('textbox', { name: 'Link for the customer' }).inputValue();
}

/** Chooses a test card and presses Pay. */
export async function pay(page: Page, card: string): Promise<void> {
  await page.getByRole('radio', { name: card }).check();
  await page.getByRole('button', { name: /^Pay / }).click();
}
