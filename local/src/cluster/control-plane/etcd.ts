import { clusterFolders, INSIDE } from '../clusterFolders.ts';
import { clusterProcess } from '../clusterProcess.ts';
import { INSIDE_PORTS } from '../addresses.ts';
import { answersInside } from '../insideProbe.ts';
import { toolProgram } from '../../tools/toolPaths.ts';
import { isThrowAway } from '../throwAway.ts';
import { explainEtcd } from './etcdProblem.ts';

/** The cluster's database. Only the API server, on the same loopback, can reach it. */
export const etcd = clusterProcess({
  name: 'etcd',
  title: 'etcd',
  dependsOn: ['tool-kube'],
  program: context => ({
    file: toolProgram(context, 'kube', 'etcd'),
    args: [
      `--data-dir=${INSIDE.etcd}`,
      '--listen-client-urls=http://127.0.0.1:2379',
      '--advertise-client-urls=http://127.0.0.1:2379',
      '--listen-peer-urls=http://127.0.0.1:2380',
      `--listen-metrics-urls=http://0.0.0.0:${INSIDE_PORTS.etcdHealth}`,
      '--log-level=warn',
      '--auto-compaction-mode=periodic',
      '--auto-compaction-retention=30m',
      '--quota-backend-bytes=2147483648',
      ...(isThrowAway(context.instance) ? ['--unsafe-no-fsync'] : []),
    ],
  }),
  isReady: ({ instance }) =>
    answersInside(instance, INSIDE_PORTS.etcdHealth, '/health'),
  explain: (log, { instance, logFile }) =>
    explainEtcd(log, { folder: clusterFolders(instance).etcd, logFile }),
});
