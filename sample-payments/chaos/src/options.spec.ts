import { describe, expect, it } from 'vitest';
import { parseOptions, UsageError } from './options.ts';

describe('the command line', () => {
  it('needs nothing', () =>
    expect(parseOptions([])).toEqual({ seed: 1, runs: 1, plant: undefined, logs: undefined, isJson: false }));

  it('takes seed, number of runs, plant and form', () =>
    expect(parseOptions(['--seed', '7', '--runs=200', '--plant', 'I4', '--json'])).toMatchObject({
      seed: 7,
      runs: 200,
      plant: { invariant: 'I4' },
      isJson: true,
    }));

  it.each([
    ['--seed x', /--seed must be a whole number from 0 to 999999999, not "x"/],
    ['--seed=-1', /--seed must be/],
    ['--runs 0', /--runs must be a whole number from 1 to 100000, not "0"/],
    ['--runs 1.5', /--runs must be/],
    ['--plant I10', /--plant must be one of I1, I2.*not "I10"/],
    ['--plant', /--plant/],
    ['--help', /checks everything/],
    ['--speed 3', /--speed/],
    ['7', /7/],
  ])('refuses %s and says why', (args, message) => {
    const parse = () => parseOptions(args.split(' '));
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(message);
  });
});
