import { describe, expect, it } from 'vitest';
import { newPublicId, publicId, uuidOf } from './publicIds.ts';
import { newUuid } from './uuid.ts';

describe('newUuid', () => {
  it('has version 7 and the RFC variant', () =>
    expect(newUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));

  it('keeps the order of 10,000 ids made as fast as possible', () => {
    const ids = Array.from({ length: 10_000 }, () => newUuid());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('keeps the order when the clock steps back', () => {
    const later = newUuid(Date.now() + 60_000);
    expect(newUuid() > later).toBe(true);
  });
});

describe('public ids', () => {
  it('match the pattern of the contract', () => expect(newPublicId('payment')).toMatch(/^pay_[0-9A-Za-z]+$/));

  it('lead back to the UUID', () => {
    const uuid = newUuid();
    expect(uuidOf('refund', publicId('refund', uuid))).toBe(uuid);
  });

  it.each(['ref_0', 'pay', '', 'pay_00000000000000000000000000000000x', "pay_'; drop table payments"])(
    '%j is nobody’s id',
    id => expect(uuidOf('payment', id)).toBeUndefined(),
  );

  it('an id of another kind is not found', () =>
    expect(uuidOf('payment', publicId('refund', newUuid()))).toBeUndefined());
});
