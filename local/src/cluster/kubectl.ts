import { execa } from 'execa';
import { toolProgram } from '../tools/toolPaths.ts';
import { Problem } from '../problem.ts';
import type { ComponentContext } from '../supervisor/component.ts';
import { hostKubeconfig, type KubeconfigName } from './kubeconfig.ts';

/** How a kubectl call ended. */
export interface KubectlResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

type Context = Pick<ComponentContext, 'instance' | 'cache' | 'signal'>;

/** Runs the built-in kubectl against the instance's cluster, whatever its exit code. */
export async function kubectl(
  context: Context,
  args: string[],
  options: { input?: string; identity?: KubeconfigName } = {},
): Promise<KubectlResult> {
  const kubeconfig = await hostKubeconfig(
    context.instance,
    options.identity ?? 'admin',
  );
  const { exitCode, stdout, stderr } = await execa(
    toolProgram(context, 'kube', 'kubectl'),
    [`--kubeconfig=${kubeconfig}`, ...args],
    {
      reject: false,
      cancelSignal: context.signal,
      ...(options.input === undefined
        ? { stdin: 'ignore' as const }
        : { input: options.input }),
    },
  );
  return {
    exitCode: exitCode ?? 1,
    stdout: String(stdout),
    stderr: String(stderr),
  };
}

/**
 * Applies objects server-side in the name of `payday`, taking fields over from others.
 * @throws Problem with kubectl's words when the API refuses
 */
export async function applyObjects(
  context: Context,
  objects: object[],
  options: { identity?: KubeconfigName } = {},
): Promise<void> {
  const { exitCode, stderr } = await kubectl(
    context,
    [
      'apply',
      '--server-side',
      '--force-conflicts',
      '--field-manager=payday',
      '--filename=-',
    ],
    {
      ...options,
      input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
    },
  );
  if (exitCode !== 0)
    throw new Problem('The cluster refused what it needs to begin with.', [
      ...stderr.split('\n').slice(-5),
      'To try again:  ./payday up',
    ]);
}
