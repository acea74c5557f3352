import { cpus, totalmem, type } from 'node:os';

/** The machine that a figure was measured on. */
export function describeMachine() {
  const [first] = cpus();
  return {
    system: `${type()} ${process.arch}`,
    cores: cpus().length,
    processor: first?.model.trim() ?? 'unknown',
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
  };
}
