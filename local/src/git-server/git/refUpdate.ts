/** The id git uses for "there is nothing": a ref that is created comes from it, one that is deleted goes to it. */
export const NO_OBJECT = '0'.repeat(40);

/** One ref that moved from an object to another. */
export interface RefUpdate {
  /** In full, e.g. `refs/heads/main`. */
  ref: string;
  before: string;
  after: string;
}

/** Reads the lines git gives to its receive hooks: `before after ref`. */
export function parseRefUpdates(text: string): RefUpdate[] {
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const [before, after, ...ref] = line.split(' ');
      return { ref: ref.join(' '), before, after };
    });
}
