import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { execa } from 'execa';
import { cacheFolder } from '../cacheFolder.ts';
import { hostKubeconfig } from '../cluster/kubeconfig.ts';
import { commandFor, openInstance } from '../instance.ts';
import { isYesByDefault } from '../options.ts';
import { Problem } from '../problem.ts';
import { currentSnapshot } from '../supervisor/supervisorClient.ts';
import { toolProgram } from '../tools/toolPaths.ts';

/** `payday kubectl` */
export function registerKubectl(program: Command): void {
  program
    .command('kubectl')
    .argument('[arguments...]', 'what kubectl takes')
    .description("kubectl for the instance's own cluster, as its administrator")
    .option(
      '--instance <name>',
      'which copy of Payday in this clone',
      'default',
    )
    .option('-y, --yes', 'answer yes to every question', isYesByDefault())
    .allowUnknownOption()
    .passThroughOptions()
    .addHelpText(
      'after',
      `
Examples:
  ./payday kubectl get pods -A
  ./payday kubectl --instance second logs -n argocd deployment/argocd-server

Your own kubectl finds the cluster by the kubeconfig that ./payday status names.`,
    )
    .action(kubectl);
}

async function kubectl(
  args: string[],
  options: { instance: string },
): Promise<void> {
  const instance = openInstance(options.instance);
  const snapshot = await currentSnapshot(instance.runFolder);
  if (snapshot?.cluster !== 'embedded')
    throw new Problem(
      snapshot
        ? `Instance ${instance.name} runs without a cluster of its own.`
        : 'Nothing runs.',
      [`To start it with one:  ${commandFor(instance, 'up')}`],
    );
  const program = toolProgram({ cache: cacheFolder() }, 'kube', 'kubectl');
  if (!existsSync(program))
    throw new Problem('Kubernetes is still being built.', [
      `To see how far it is:  ${commandFor(instance, 'status')}`,
    ]);
  const kubeconfig = await hostKubeconfig(instance, 'admin');
  const { exitCode } = await execa(program, args, {
    stdio: 'inherit',
    reject: false,
    env: { KUBECONFIG: kubeconfig },
  });
  process.exitCode = exitCode ?? 1;
}
