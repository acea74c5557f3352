import type { Instance } from '../instance.ts';

/**
 * True for instances whose data nobody needs after a crash of the machine: those that suites share. Only they may skip
 * waiting for the disk.
 */
export const isThrowAway = ({ name }: Pick<Instance, 'name'>): boolean =>
  name === 'test' || name.startsWith('test-');
