export interface LoopOptions {
  /** Does what is due. True means: look again at once, there may be more. */
  step: () => Promise<boolean>;
  /** The pause after the first look that found nothing; it doubles up to the maximum. */
  minimumMs: number;
  maximumMs: number;
  /** Told of a failed step. The loop goes on after its longest pause. */
  onError: (error: unknown) => void;
}

/** Repeats a step until stopped: at once while there is work, with growing pauses while there is none. */
export class Loop {
  readonly #options: LoopOptions;
  #running: Promise<void> | undefined;
  #stopping = false;
  #isHinted = false;
  #endPause: (() => void) | undefined;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Something may be due: the current pause ends, or the next one does not begin. */
  hint(): void {
    this.#isHinted = true;
    this.#endPause?.();
  }

  /** Lets the current step finish and starts no other. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#endPause?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { minimumMs, maximumMs } = this.#options;
    let pauseMs = minimumMs;
    while (!this.#stopping) {
      this.#isHinted = false;
      const found = await this.#step();
      if (found === true) pauseMs = minimumMs;
      if (found === true || this.#stopping || this.#isHinted) continue;
      await this.#pause(found === 'failed' ? maximumMs : pauseMs);
      pauseMs = Math.min(pauseMs * 2, maximumMs);
    }
  }

  async #step(): Promise<boolean | 'failed'> {
    try {
      return await this.#options.step();
    } catch (error) {
      this.#options.onError(error);
      return 'failed';
    }
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, milliseconds);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
