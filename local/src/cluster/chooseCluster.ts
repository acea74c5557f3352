import { commandFor, type Instance } from '../instance.ts';
import {
  readSettings,
  type ClusterKind,
  type InstanceSettings,
} from '../instanceSettings.ts';
import { Problem } from '../problem.ts';
import { readContext } from './userContext.ts';

/** Words that a careful person puts into the name of a cluster that serves customers. */
const LOOKS_LIKE_PRODUCTION = /(^|[^a-z])(prod|production|prd|live)([^a-z]|$)/i;

/** What was asked for on the command line. */
export interface ClusterChoice {
  cluster?: ClusterKind;
  context?: string;
  /** The person confirmed a context whose name looks like production. */
  yesIMean: boolean;
}

/**
 * Which cluster an `up` is for: what it names, else what the instance ran with before, else one of its own.
 * @throws Problem when that cannot be had here, saying what can
 */
export async function chooseCluster(
  instance: Instance,
  choice: ClusterChoice,
  machine = { isRoot: process.getuid?.() === 0, platform: process.platform },
): Promise<{ cluster: ClusterKind; context?: string }> {
  if (choice.context !== undefined) {
    if (choice.cluster !== undefined)
      throw new Problem(
        'Give --context or --cluster, not both.',
        [`For example:  ./payday up --context ${choice.context}`],
        { exitCode: 2 },
      );
    return useContext(choice.context, choice.yesIMean);
  }
  const before = readSettings(instance.runFolder);
  const { cluster, context } = wanted(choice, before);
  if (cluster === 'context' && context !== undefined) {
    await readContext(context);
    return { cluster, context };
  }
  if (cluster === 'embedded') requireMachine(instance, machine);
  return { cluster };
}

function wanted(
  { cluster }: ClusterChoice,
  before: InstanceSettings,
): { cluster: ClusterKind; context?: string } {
  if (cluster !== undefined) return { cluster };
  return { cluster: before.cluster ?? 'embedded', context: before.context };
}

async function useContext(context: string, yesIMean: boolean) {
  await readContext(context);
  if (LOOKS_LIKE_PRODUCTION.test(context) && !yesIMean) {
    throw new Problem(
      `The name of the context "${context}" looks like production, so nothing was started.`,
      [
        `If you mean it:  ./payday up --context ${context} --yes-i-mean`,
        'To try Payday:   ./payday up',
      ],
    );
  }
  return { cluster: 'context' as const, context };
}

function requireMachine(
  instance: Instance,
  machine: { isRoot: boolean; platform: string },
): void {
  const without = [
    `The portal alone:             ${commandFor(
      instance,
      'up',
    )} --cluster none`,
    `With a cluster of yours:      ${commandFor(
      instance,
      'up',
    )} --context NAME`,
  ];
  if (machine.platform !== 'linux')
    throw new Problem(
      'A cluster of its own needs Linux, and this is not.',
      without,
    );
  if (!machine.isRoot)
    throw new Problem(
      'A cluster of its own needs root: it makes network devices, mounts and control groups, all in namespaces of its own.',
      [
        'As root:                      sudo ./payday up',
        ...without,
        'What else this machine lacks: ./payday doctor',
      ],
    );
}
