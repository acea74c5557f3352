import { chromium, type Page } from '@playwright/test';

/** What a browser with an empty cache measures on the home page of somebody who is signed in. */
export interface HomePage {
  homeFirstContentfulPaintMs: number;
  /** All scripts as they came over the wire, compressed. */
  homeJavascriptKilobytes: number;
}

const PERSON = 'Ana Lima';

/** Signs in, then loads the home page anew with the browser's cache off. */
export async function measureHomePage(portalUrl: string): Promise<HomePage> {
  const browser = await chromium.launch({
    executablePath: process.env.PAYDAY_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    const page = await browser.newPage({ baseURL: portalUrl });
    await signIn(page);
    const scripts = await countScripts(page);
    await page.reload();
    await greeting(page).waitFor();
    // Team components come last: then no script is on its way.
    await page.getByRole('link', { name: 'Checkout web' }).waitFor();
    return {
      homeFirstContentfulPaintMs: Math.round(await firstContentfulPaint(page)),
      homeJavascriptKilobytes: Math.round(scripts.bytes() / 1000),
    };
  } finally {
    await browser.close();
  }
}

async function signIn(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: new RegExp(`^${PERSON}`) }).click();
  await greeting(page).waitFor();
}

function greeting(page: Page) {
  return page.getByRole('heading', { name: `Hello, ${PERSON}` });
}

/** Counts what scripts weigh on the wire from now on, by the browser's own account of each response. */
async function countScripts(page: Page): Promise<{ bytes(): number }> {
  const session = await page.context().newCDPSession(page);
  const scripts = new Set<string>();
  let total = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) total += encodedDataLength;
  });
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  return { bytes: () => total };
}

async function firstContentfulPaint(page: Page): Promise<number> {
  const time = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  );
  if (time === undefined) throw new Error('the browser reported no paint');
  return time;
}
