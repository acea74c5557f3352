import { setTimeout as delay } from 'node:timers/promises';

/** Waits until a condition holds. @throws Error naming it after 20 s */
export async function waitFor<T>(
  what: string,
  condition: () => T | undefined | null | false,
): Promise<T> {
  const giveUpAt = Date.now() + 20_000;
  for (;;) {
    const value = condition();
    if (value !== undefined && value !== null && value !== false) return value;
    if (Date.now() > giveUpAt) throw new Error(`never came true: ${what}`);
    await delay(10);
  }
}
