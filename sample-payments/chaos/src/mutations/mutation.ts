/** Something that keeps the promises, taken away. */
export interface Mutation {
  /** What is taken away, for people. */
  name: string;
  edits: readonly Edit[];
  /** What must notice. It passes on the sources as they are. */
  caughtBy: SpecCatcher | ChaosCatcher;
}

/** Replaces a text that must be there exactly once. */
export interface Edit {
  /** Path from the root of the workspaces. */
  file: string;
  find: string;
  replace: string;
}

/** Tests of a spec file whose title contains the words. */
export interface SpecCatcher {
  spec: string;
  title: string;
}

/** A run of chaos that must report the invariant. */
export interface ChaosCatcher {
  seed: number;
  invariant: string;
}
