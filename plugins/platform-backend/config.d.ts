export interface Config {
  payday?: {
    /**
     * Where the supervisor of a local instance writes how far everything is. It is replaced at each change.
     * Without it this portal does not run beside an embedded platform.
     */
    stateFile?: string;
  };
}
