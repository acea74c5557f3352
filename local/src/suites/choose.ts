import { Problem } from '../problem.ts';
import type { Suite } from './suite.ts';

/** The suites to run, and those left out because they only run when named or with `--all`. */
export interface Choice {
  chosen: Suite[];
  leftOut: Suite[];
}

/**
 * Picks suites by name, in the order in which they run; with no name, all that belong to a usual run.
 * @throws Problem (exit 2) for an unknown name
 */
export function chooseSuites(
  suites: Suite[],
  names: string[],
  all: boolean,
): Choice {
  const unknown = names.filter(
    name => !suites.some(suite => suite.name === name),
  );
  if (unknown.length > 0) {
    throw new Problem(
      `There is no suite named ${unknown
        .map(name => `"${name}"`)
        .join(' or ')}.`,
      [
        `Suites: ${suites.map(suite => suite.name).join(', ')}`,
        'To see what each proves:  ./payday test --list',
      ],
      { exitCode: 2 },
    );
  }
  const wanted = (suite: Suite) =>
    names.length > 0 ? names.includes(suite.name) : all || !suite.all;
  return {
    chosen: suites.filter(wanted),
    leftOut: names.length > 0 ? [] : suites.filter(suite => !wanted(suite)),
  };
}
