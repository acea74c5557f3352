import { Listr, ListrLogger, ProcessOutput, type ListrTask } from 'listr2';
import type { ComponentStatus, Snapshot } from '../supervisor/snapshot.ts';
import { formatEstimate } from './duration.ts';
import { isUnderWay, progressTitle } from './progressTitle.ts';

const REFRESH_EVERY_MS = 500;
const LONG_MS = 5_000;

interface Followed {
  follow(component: ComponentStatus): void;
  task: ListrTask;
}

/**
 * Draws an `up` on standard error until it settles: a live tree on a terminal, one line for each change elsewhere.
 * @param snapshots as they come from the supervisor
 * @returns the last snapshot; `undefined` when the supervisor ended before its work was settled
 */
export async function showProgress(
  snapshots: AsyncGenerator<Snapshot>,
): Promise<Snapshot | undefined> {
  const first = (await snapshots.next()).value as Snapshot | undefined;
  if (!first || isSettled(first)) return first;
  const rows = new Map(
    first.components.map(component => [component.name, followed(component)]),
  );
  let last = first;
  const reading = (async () => {
    for await (const snapshot of snapshots) {
      last = snapshot;
      if (isSettled(snapshot)) break;
      snapshot.components.forEach(component =>
        rows.get(component.name)?.follow(component),
      );
    }
    // Whatever is still waiting when the work is settled is not going to change.
    last.components.forEach(component =>
      rows
        .get(component.name)
        ?.follow(
          isUnderWay(component)
            ? { ...component, state: 'stopped' }
            : component,
        ),
    );
  })();
  await draw([...rows.values()].map(row => row.task));
  await reading;
  return isSettled(last) ? last : undefined;
}

/** True when nothing of the last `up` is under way any more. */
export function isSettled({ work }: Snapshot): boolean {
  return work.state === 'done' || work.state === 'failed';
}

async function draw(tasks: ListrTask[]): Promise<void> {
  const output = new ProcessOutput(process.stderr, process.stderr);
  const logger = new ListrLogger({ processOutput: output });
  const listr = new Listr(tasks, {
    concurrent: true,
    exitOnError: false,
    registerSignalListeners: false,
    renderer: 'default',
    fallbackRenderer: 'verbose',
    fallbackRendererCondition: () => !process.stderr.isTTY,
    rendererOptions: { logger, collapseErrors: false, showErrorMessage: false },
    fallbackRendererOptions: { logger, logTitleChange: false },
  });
  await listr.run();
}

function followed(first: ComponentStatus): Followed {
  let current = first;
  let settle: () => void = () => undefined;
  let wake: () => void = () => undefined;
  const settled = new Promise<void>(resolve => (settle = resolve));
  const isDone = () => !isUnderWay(current);
  let isAnnounced = false;
  /** Where every line stays, one that says what begins and how long it usually takes. */
  const announce = () => {
    const { reason, estimateMs } = current;
    const isLong = estimateMs !== undefined && estimateMs >= LONG_MS;
    if (isAnnounced || isDone() || reason || !isLong) return undefined;
    isAnnounced = true;
    return `${current.title}: usually ${formatEstimate(estimateMs)}`;
  };
  return {
    follow(component) {
      current = component;
      wake();
      if (isDone()) settle();
    },
    task: {
      title: first.title,
      task: async (_, task) => {
        wake = () => {
          task.title = progressTitle(current, Date.now());
          const line = process.stderr.isTTY ? current.detail : announce();
          if (line) task.output = line;
        };
        const refresh = setInterval(wake, REFRESH_EVERY_MS);
        if (isDone()) settle();
        await settled;
        clearInterval(refresh);
        wake();
        if (current.state === 'failed')
          throw new Error(progressTitle(current, Date.now()));
        if (current.state === 'stopped')
          task.skip(progressTitle(current, Date.now()));
      },
    },
  };
}
