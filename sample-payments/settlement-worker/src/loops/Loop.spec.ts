import { describe, expect, it, vi } from 'vitest';
import { Loop } from './Loop.ts';

describe('Loop', () => {
  it('goes on at once while there is work, and a hint ends a long pause', async () => {
    let steps = 0;
    const loop = new Loop({
      step: async () => ++steps < 5,
      minimumMs: 60_000,
      maximumMs: 60_000,
      onError: () => {},
    });
    loop.start();
    await vi.waitFor(() => expect(steps).toBe(5));
    loop.hint();
    await vi.waitFor(() => expect(steps).toBe(6));
    await loop.stop();
    expect(steps).toBe(6);
  });

  it('survives a step that throws, and tells of it', async () => {
    const errors: unknown[] = [];
    let steps = 0;
    const loop = new Loop({
      step: async () => {
        steps += 1;
        if (steps === 1) throw new Error('database away');
        return false;
      },
      minimumMs: 1,
      maximumMs: 5,
      onError: error => errors.push(error),
    });
    loop.start();
    await vi.waitFor(() => expect(steps).toBeGreaterThan(2));
    await loop.stop();
    expect(errors).toHaveLength(1);
  });

  it('lets the running step finish before it is stopped', async () => {
    const gate = Promise.withResolvers<boolean>();
    let finished = false;
    const loop = new Loop({
      step: () => gate.promise.finally(() => (finished = true)),
      minimumMs: 1,
      maximumMs: 1,
      onError: () => {},
    });
    loop.start();
    const stopped = loop.stop();
    gate.resolve(true);
    await stopped;
    expect(finished).toBe(true);
  });
});
