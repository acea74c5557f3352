import { toolProgram } from '../../tools/toolPaths.ts';
import { INSIDE_PORTS } from '../addresses.ts';
import { INSIDE } from '../clusterFolders.ts';
import { clusterProcess } from '../clusterProcess.ts';
import { answersInside } from '../insideProbe.ts';

const KUBECONFIG = `${INSIDE.kubeconfigs}/scheduler.conf`;

/** Assigns pods to the one node, or says why it cannot. */
export const scheduler = clusterProcess({
  name: 'scheduler',
  title: 'Scheduler',
  dependsOn: ['api-server'],
  program: context => ({
    file: toolProgram(context, 'kube', 'kube-scheduler'),
    args: [
      `--kubeconfig=${KUBECONFIG}`,
      `--authentication-kubeconfig=${KUBECONFIG}`,
      `--authorization-kubeconfig=${KUBECONFIG}`,
      '--leader-elect=false',
      '--profiling=false',
    ],
  }),
  isReady: ({ instance }) =>
    answersInside(instance, INSIDE_PORTS.schedulerHealth, '/healthz', 'https'),
});
