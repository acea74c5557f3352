import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { withImageLock } from './imageLock.ts';

const report = () => {};
const never = new AbortController().signal;

describe(
  'the image lock',
  { skip: process.platform !== 'linux' && 'needs Linux' },
  () => {
    it('lets one in after the other', async test => {
      const context = { cache: temporaryFolder(test), signal: never, report };
      const order: string[] = [];
      const work = (name: string) =>
        withImageLock(context, async () => {
          order.push(`${name} in`);
          await new Promise(setImmediate);
          order.push(`${name} out`);
        });
      await Promise.all(['a', 'b', 'c'].map(work));
      for (let index = 0; index < order.length; index += 2) {
        const name = order[index].split(' ')[0];
        assert.equal(order[index + 1], `${name} out`);
      }
      assert.equal(order.length, 6);
    });

    it('is free when its holder is killed', async test => {
      const cache = temporaryFolder(test);
      const script = `
        const { withImageLock } = await import(process.argv[1]);
        const context = { cache: process.argv[2], signal: new AbortController().signal, report() {} };
        await withImageLock(context, () => { console.log('in'); return new Promise(() => {}); });`;
      const holder = spawn(
        process.execPath,
        [
          ...['--input-type=module', '-e', script],
          ...[new URL('./imageLock.ts', import.meta.url).href, cache],
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      test.after(() => holder.kill('SIGKILL'));
      await once(holder.stdout, 'data');
      const waiting: string[] = [];
      const entered = withImageLock(
        {
          cache,
          signal: never,
          report: detail => {
            waiting.push(detail);
            holder.kill('SIGKILL');
          },
        },
        async () => 'in',
      );
      assert.equal(await entered, 'in');
      assert.deepEqual(waiting, ['Waiting for another build of images']);
    });

    it('is not waited for any more when the instance stops', async test => {
      const cache = temporaryFolder(test);
      const stopping = new AbortController();
      await withImageLock({ cache, signal: never, report }, async () => {
        const context = {
          cache,
          signal: stopping.signal,
          report: () => stopping.abort(),
        };
        await assert.rejects(
          withImageLock(context, async () => {}),
          { name: 'AbortError' },
        );
      });
    });

    it('is let go when the work fails', async test => {
      const context = { cache: temporaryFolder(test), signal: never, report };
      const failing = withImageLock(context, async () => {
        throw new Error('no');
      });
      await assert.rejects(failing, /no/);
      assert.equal(await withImageLock(context, async () => 1), 1);
    });
  },
);
