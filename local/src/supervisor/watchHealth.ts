import type { ComponentContext, Service } from './component.ts';
import { limitLog } from './logFile.ts';
import type { StatusBoard } from './StatusBoard.ts';

const WATCH_EVERY_MS = 5_000;
const MISSED_PROBES_UNTIL_DEGRADED = 3;

/** Probes a running service and says on the board when it stops answering, and when it answers again. @returns how to end it */
export function watchHealth(
  service: Service,
  context: ComponentContext,
  board: StatusBoard,
): () => void {
  let missed = 0;
  let isEnded = false;
  const probe = async () => {
    const isReady = await service.isReady(context).catch(() => false);
    if (isEnded) return;
    limitLog(context.logFile);
    missed = isReady ? 0 : missed + 1;
    const { state } = board.component(service.name);
    if (isReady && state === 'degraded')
      board.update(service.name, { state: 'healthy', reason: undefined });
    if (missed >= MISSED_PROBES_UNTIL_DEGRADED && state === 'healthy')
      board.update(service.name, {
        state: 'degraded',
        reason: `${service.title} runs but does not answer.`,
      });
  };
  const timer = setInterval(
    // Nothing a probe meets may end the supervisor; the next one tries again.
    () => void probe().catch(reportFailure),
    WATCH_EVERY_MS,
  );
  return () => {
    isEnded = true;
    clearInterval(timer);
  };
}

function reportFailure(error: unknown): void {
  process.stderr.write(`A probe failed: ${error}\n`);
}
