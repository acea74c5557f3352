import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { clusterProcess } from '../clusterProcess.ts';
import { INSIDE } from '../clusterFolders.ts';
import { INSIDE_PORTS, POD_SUBNET, REGISTRY } from '../addresses.ts';
import { insideCommand } from '../namespaces/inside.ts';
import { readSecret } from '../../components/secrets.ts';
import { hasCapability } from '../../system/capabilities.ts';
import { PAUSE_IMAGE } from '../../images/index.ts';
import { snapshotter } from './snapshotter.ts';
import type { ComponentContext } from '../../supervisor/component.ts';

/** The container runtime of Debian, with folders and a socket of the instance's own. */
export const containerd = clusterProcess({
  name: 'containerd',
  title: 'Container runtime',
  dependsOn: ['secrets'],
  program: () => ({
    file: 'containerd',
    args: ['--config', `${INSIDE.configuration}/containerd.toml`],
  }),
  configuration: context => ({
    'containerd.toml': containerdConfiguration({
      snapshotter: snapshotter(context.instance),
      mayRaiseOomScore: hasCapability('CAP_SYS_RESOURCE'),
      registryPassword: readSecret(context.instance, 'registry-password'),
    }),
    '10-payday.conflist': JSON.stringify(networkConfiguration, null, 2),
  }),
  isReady: answersVersion,
});

async function answersVersion({
  instance,
}: Pick<ComponentContext, 'instance'>): Promise<boolean> {
  try {
    const { file, args, env } = insideCommand(instance, {
      file: 'ctr',
      args: [`--address=${INSIDE.containerdSocket}`, 'version'],
    });
    await promisify(execFile)(file, args, {
      env: { ...process.env, ...env },
      timeout: 3_000,
    });
    return true;
  } catch {
    return false;
  }
}

/** Containers are attached to the node by a routed pair of devices each: every packet passes the node's firewall. */
const networkConfiguration = {
  cniVersion: '1.0.0',
  name: 'payday',
  plugins: [
    {
      type: 'ptp',
      ipMasq: true,
      ipam: {
        type: 'host-local',
        // In memory: every sandbox ends with the namespaces, and their addresses with them.
        dataDir: `${INSIDE.run}/cni`,
        ranges: [[{ subnet: POD_SUBNET }]],
        routes: [{ dst: '0.0.0.0/0' }],
      },
    },
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
};

/** The runtime's configuration, as TOML for containerd 1.6 and 1.7. */
export function containerdConfiguration(facts: {
  snapshotter: 'overlayfs' | 'native';
  mayRaiseOomScore: boolean;
  registryPassword: string;
}): string {
  return `version = 2
root = "${INSIDE.containerd}"
state = "${INSIDE.run}/containerd"
disabled_plugins = ["io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.aufs", "io.containerd.internal.v1.opt", "io.containerd.tracing.processor.v1.otlp"]

[grpc]
  address = "${INSIDE.containerdSocket}"

[ttrpc]
  address = "${INSIDE.containerdSocket}.ttrpc"

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${PAUSE_IMAGE}"
  restrict_oom_score_adj = ${!facts.mayRaiseOomScore}
  stream_server_address = "127.0.0.1"

  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${INSIDE.configuration}"

  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "${facts.snapshotter}"
    default_runtime_name = "runc"
    discard_unpacked_layers = true

    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"

      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = false

  [plugins."io.containerd.grpc.v1.cri".registry.mirrors."${REGISTRY}"]
    endpoint = ["http://127.0.0.1:${INSIDE_PORTS.registry}"]

  [plugins."io.containerd.grpc.v1.cri".registry.configs."127.0.0.1:${
    INSIDE_PORTS.registry
  }".auth]
    username = "node"
    password = "${facts.registryPassword}"
`;
}
