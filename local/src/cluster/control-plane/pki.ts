import { X509Certificate } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { stringify } from 'yaml';
import { toolProgram } from '../../tools/toolPaths.ts';
import type { Instance } from '../../instance.ts';
import type { Step } from '../../supervisor/component.ts';
import {
  CLUSTER_DOMAIN,
  INSIDE_PORTS,
  NODE_ADDRESS,
  NODE_NAME,
  POD_SUBNET,
  SERVICE_SUBNET,
} from '../addresses.ts';
import { clusterFolders } from '../clusterFolders.ts';

const RENEW_BEFORE_DAYS = 30;
const DAY_MS = 86_400_000;
/** Made once: everything else is signed by them, so replacing one would lock out what trusts it. */
const AUTHORITIES = ['ca.crt', 'front-proxy-ca.crt', join('etcd', 'ca.crt')];

/** Identities of the cluster's processes that kubeadm has no kubeconfig for, by file name; `access.ts` says what they may. */
export const PROCESS_IDENTITIES = {
  'kube-proxy': 'system:kube-proxy',
  dns: 'payday:dns',
  controllers: 'payday:controllers',
} as const;

/** Kubernetes' release, as the tool was built. */
export const KUBERNETES_VERSION = 'v1.36.3';

/**
 * Certificates and kubeconfigs of the cluster, made by kubeadm without a running cluster and renewed a month before
 * they expire: kubeadm makes what is missing, so what is near its end is deleted first.
 * @see https://kubernetes.io/docs/setup/best-practices/certificates/
 */
export const pki: Step = {
  kind: 'step',
  name: 'certificates',
  title: 'Certificates',
  group: 'cluster',
  dependsOn: ['tool-kube'],

  async isDone({ instance }) {
    return isComplete(instance) && expiring(instance, new Date()).length === 0;
  },

  async run(context) {
    const { instance } = context;
    const folders = clusterFolders(instance);
    mkdirSync(folders.pki, { recursive: true, mode: 0o700 });
    mkdirSync(folders.kubeconfigs, { recursive: true, mode: 0o700 });
    for (const path of expiring(instance, new Date())) {
      rmSync(path);
      rmSync(path.replace(/\.crt$/, '.key'), { force: true });
    }
    // Each holds a certificate of the same age.
    for (const name of readdirSync(folders.kubeconfigs))
      rmSync(join(folders.kubeconfigs, name));
    const configuration = join(folders.pki, 'kubeadm.yaml');
    await writeFile(configuration, kubeadmConfiguration(folders.pki));
    const phase = (...args: string[]) =>
      context.run({
        file: toolProgram(context, 'kube', 'kubeadm'),
        args: ['init', 'phase', ...args, `--config=${configuration}`],
        cwd: folders.cluster,
      });
    await phase('certs', 'all');
    await phase('kubeconfig', 'all', `--kubeconfig-dir=${folders.kubeconfigs}`);
    for (const [name, user] of Object.entries(PROCESS_IDENTITIES)) {
      const { stdout } = await execa(
        toolProgram(context, 'kube', 'kubeadm'),
        [
          'kubeconfig',
          'user',
          `--client-name=${user}`,
          `--config=${configuration}`,
          '--validity-period=8760h',
        ],
        { cancelSignal: context.signal },
      );
      await writeFile(join(folders.kubeconfigs, `${name}.conf`), stdout, {
        mode: 0o600,
      });
    }
  },
};

/** What kubeadm is told, as YAML. */
export function kubeadmConfiguration(pkiFolder: string): string {
  const documents = [
    {
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'InitConfiguration',
      localAPIEndpoint: {
        advertiseAddress: NODE_ADDRESS,
        bindPort: INSIDE_PORTS.kubernetesApi,
      },
      nodeRegistration: { name: NODE_NAME },
    },
    {
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'ClusterConfiguration',
      kubernetesVersion: KUBERNETES_VERSION,
      certificatesDir: pkiFolder,
      controlPlaneEndpoint: `${NODE_ADDRESS}:${INSIDE_PORTS.kubernetesApi}`,
      networking: {
        serviceSubnet: SERVICE_SUBNET,
        podSubnet: POD_SUBNET,
        dnsDomain: CLUSTER_DOMAIN,
      },
      // The forwarder on the host is reached by the first two.
      apiServer: { certSANs: ['localhost', '127.0.0.1', NODE_ADDRESS] },
    },
  ];
  return documents.map(document => stringify(document)).join('---\n');
}

function isComplete(instance: Instance): boolean {
  const { pki: folder, kubeconfigs } = clusterFolders(instance);
  const needed = [
    ...[
      'ca',
      'apiserver',
      'apiserver-kubelet-client',
      'front-proxy-client',
    ].map(name => join(folder, `${name}.crt`)),
    join(folder, 'sa.key'),
    ...[
      'super-admin',
      'admin',
      'controller-manager',
      'scheduler',
      'kubelet',
      ...Object.keys(PROCESS_IDENTITIES),
    ].map(name => join(kubeconfigs, `${name}.conf`)),
  ];
  return needed.every(path => {
    try {
      return readFileSync(path).length > 0;
    } catch {
      return false;
    }
  });
}

/** Certificates, authorities aside, that end within a month or cannot be read. Absolute paths. */
export function expiring(
  instance: Pick<Instance, 'dataFolder' | 'runFolder'>,
  now: Date,
): string[] {
  const { pki: folder } = clusterFolders(instance);
  return certificatesIn(folder)
    .filter(name => !AUTHORITIES.includes(name))
    .map(name => join(folder, name))
    .filter(path => {
      try {
        const { validTo } = new X509Certificate(readFileSync(path));
        const daysLeft = (Date.parse(validTo) - now.getTime()) / DAY_MS;
        return !(daysLeft > RENEW_BEFORE_DAYS);
      } catch {
        return true;
      }
    });
}

function certificatesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true })
      .map(String)
      .filter(name => name.endsWith('.crt'));
  } catch {
    return [];
  }
}
