import type { Labels } from '../labelSelector.ts';

/** A namespace of the cast. The API server adds the label `kubernetes.io/metadata.name` by itself. */
export interface CastNamespace {
  name: string;
  labels: Labels;
}

/** A container port that has a name. */
export interface CastPort {
  name: string;
  containerPort: number;
  protocol: 'TCP' | 'UDP';
}

/** A pod of the cast. Each one listens on all of `LISTENING`, whatever ports it names. */
export interface CastPod {
  namespace: string;
  name: string;
  labels: Labels;
  ports: CastPort[];
}

/** Ports on which every pod of the cast, and `outside`, answer. */
export const LISTENING = { TCP: [8080, 8081, 9090], UDP: [5353, 8080] };

/** Ports on which the node answers at its own address. */
export const NODE_LISTENING = { TCP: [5000, 6443], UDP: [5353] };

/** Who takes part in every case. Names begin with `np-`, so that they can be made in a cluster that runs other things. */
export const CAST: { namespaces: CastNamespace[]; pods: CastPod[] } = {
  namespaces: [
    { name: 'np-shop', labels: { team: 'payments', stage: 'production' } },
    { name: 'np-preview', labels: { team: 'payments', stage: 'preview' } },
    { name: 'np-observe', labels: { team: 'platform', purpose: 'monitoring' } },
  ],
  pods: [
    pod('np-shop/web', { app: 'web', tier: 'front' }, [
      tcp('http', 8080),
      tcp('metrics', 9090),
    ]),
    pod('np-shop/api', { app: 'api', tier: 'back' }, [
      tcp('http', 8081),
      tcp('metrics', 9090),
      udp('discovery', 5353),
    ]),
    pod('np-shop/database', { app: 'database', tier: 'back' }, [
      // The same name as TCP elsewhere: a rule for TCP must not open it.
      udp('http', 8080),
    ]),
    pod('np-preview/web', { app: 'web', tier: 'front' }, [tcp('http', 8080)]),
    pod('np-preview/client', { app: 'client' }, []),
    pod('np-observe/prometheus', { app: 'prometheus' }, [tcp('http', 9090)]),
  ],
};

function pod(fullName: string, labels: Labels, ports: CastPort[]): CastPod {
  const [namespace, name] = fullName.split('/');
  return { namespace, name, labels, ports };
}

function tcp(name: string, containerPort: number): CastPort {
  return { name, containerPort, protocol: 'TCP' };
}

function udp(name: string, containerPort: number): CastPort {
  return { name, containerPort, protocol: 'UDP' };
}
