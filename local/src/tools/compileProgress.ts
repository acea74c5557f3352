/** How far a build is. */
export interface CompileProgress {
  /** Packages that were compiled. */
  compiled: number;
  /** Packages that need compiling. */
  total: number;
  /** True once only the program itself is left to be put together. */
  isLinking: boolean;
}

/**
 * Reads the output of `go build -v`, which names each package when its compilation begins.
 * @param listed import paths of all packages that need compiling, in the order of their dependencies
 */
export function readProgress(
  output: string,
  listed: string[],
): CompileProgress {
  const wanted = new Set(listed);
  const seen = new Set(output.split('\n').filter(line => wanted.has(line)));
  const program = listed.at(-1);
  return {
    compiled: seen.size,
    total: listed.length,
    isLinking: program === undefined || seen.has(program),
  };
}

/** "compiled 312 of 1480 packages, about 5 min left". @param leftSeconds a guess, when there is one */
export function describeProgress(
  { compiled, total, isLinking }: CompileProgress,
  leftSeconds?: number,
): string {
  if (isLinking) return 'linking';
  const left =
    leftSeconds === undefined || compiled === total
      ? ''
      : `, about ${
          leftSeconds < 60 ? '1' : Math.round(leftSeconds / 60)
        } min left`;
  return `compiled ${compiled} of ${total} packages${left}`;
}

/**
 * How long a first build takes on this machine, in seconds. Beyond eight cores it waits for its longest chain of
 * packages.
 * @param typicalSeconds measured on two cores
 */
export function expectedSeconds(facts: {
  typicalSeconds: number;
  cores: number;
}): number {
  return (facts.typicalSeconds * 2) / Math.min(facts.cores, 8);
}

/**
 * How long a build still takes, in seconds: at first what was measured on two cores, then more and more what this
 * machine needed for the part that is done.
 * @param typicalSeconds for compiling all `total` packages on two cores
 */
export function estimateLeftSeconds(
  { compiled, total }: CompileProgress,
  facts: { typicalSeconds: number; cores: number; elapsedSeconds: number },
): number {
  const done = total === 0 ? 1 : Math.min(1, compiled / total);
  const expected = expectedSeconds(facts);
  const measured = done > 0 ? facts.elapsedSeconds / done : expected;
  return (expected * (1 - done) + measured * done) * (1 - done);
}
