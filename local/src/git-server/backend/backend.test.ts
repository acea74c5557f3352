import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { readCgiHead } from './readCgiHead.ts';
import { Busy, Slots } from './Slots.ts';

const never = new AbortController().signal;

describe('the head of a CGI answer', () => {
  for (const [title, chunks] of [
    ['in one piece', ['Status: 404 Not Found\r\nA-B: c: d\r\n\r\nbody\n\n']],
    ['in many', [...'Status: 404 Not Found\r\nA-B: c: d\r\n\r\nbody\n\n']],
    ['with bare line feeds', ['Status: 404 x\nA-B: c: d\n\n', 'body\n\n']],
  ] as const)
    it(`is read off ${title}, and the body stays`, async () => {
      const output = Readable.from(chunks.map(chunk => Buffer.from(chunk)));
      assert.deepEqual(await readCgiHead(output), {
        status: 404,
        headers: { 'a-b': 'c: d' },
      });
      assert.equal(await text(output), 'body\n\n');
    });

  it('is 200 unless it says another', async () =>
    assert.deepEqual(
      await readCgiHead(Readable.from([Buffer.from('a: b\n\n')])),
      {
        status: 200,
        headers: { a: 'b' },
      },
    ));

  it('that does not end is none', async () => {
    assert.equal(
      await readCgiHead(Readable.from([Buffer.from('a: b\n')])),
      undefined,
    );
    const endless = Readable.from([
      Buffer.alloc(70_000, 'x'),
      Buffer.from('x'),
    ]);
    assert.equal(await readCgiHead(endless), undefined);
  });
});

describe('slots', () => {
  it('are given in the order asked for, and too many askers are turned away', async () => {
    const slots = new Slots(1, 2);
    const entered: number[] = [];
    const first = await slots.take(never);
    const others = [1, 2].map(async number => {
      const giveBack = await slots.take(never);
      entered.push(number);
      giveBack();
    });
    await assert.rejects(slots.take(never), Busy);
    assert.deepEqual(entered, []);
    first();
    await Promise.all(others);
    assert.deepEqual(entered, [1, 2]);
    (await slots.take(never))();
  });

  it('go to the next when one who waits has left', async () => {
    const slots = new Slots(1, 2);
    const leaving = new AbortController();
    const first = await slots.take(never);
    const left = slots.take(leaving.signal);
    const stays = slots.take(never);
    leaving.abort(new Error('gone'));
    await assert.rejects(left, /gone/);
    first();
    (await stays)();
    await assert.rejects(slots.take(leaving.signal), /gone/);
  });
});
