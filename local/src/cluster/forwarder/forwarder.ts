import { join } from 'node:path';
import { readSecret } from '../../components/secrets.ts';
import { answersOk } from '../../components/httpProbe.ts';
import { hashFiles, programSources } from '../../contentHash.ts';
import type { Service } from '../../supervisor/component.ts';
import { CALLBACK_PORT, INSIDE_PORTS } from '../addresses.ts';
import { clusterRestart } from '../clusterProcess.ts';
import { requireUplink } from '../namespaces/uplink.ts';

/** Ports on the host's loopback that lead to ports of the node. */
const FORWARDED = [
  'kubernetesApi',
  'gateway',
  'registry',
  'git',
  'argoCd',
  'prometheus',
] as const;

/** What pods may ask of the portal. Each plugin that takes callbacks adds its path. */
const CALLBACK_PATHS = ['/api/platform/callbacks/'];

/** Leads from the host's loopback into the cluster, and by one door with a lock from the cluster to the portal. */
export const forwarder: Service = {
  kind: 'service',
  name: 'forwarder',
  title: 'Forwarder',
  group: 'cluster',
  dependsOn: ['namespaces', 'secrets'],
  readyWithinMs: 20_000,
  stopWithinMs: 1_000,
  restart: clusterRestart,

  ports: ({ ports }) => FORWARDED.map(name => ports[name]),

  async fingerprint(context) {
    const { instance } = context;
    const sources = await programSources(import.meta.dirname);
    const { env } = await this.command(context);
    return hashFiles(sources, instance.root, [JSON.stringify(env)]);
  },

  async command({ instance }) {
    const uplink = requireUplink(instance);
    return {
      file: process.execPath,
      args: [
        '--max-semi-space-size=2',
        '--max-old-space-size=64',
        join(import.meta.dirname, 'main.ts'),
      ],
      cwd: instance.root,
      env: {
        NODE_ENV: 'production',
        PAYDAY_FORWARDS: JSON.stringify(
          FORWARDED.map(name => ({
            from: instance.ports[name],
            to: INSIDE_PORTS[name],
          })),
        ),
        PAYDAY_INSIDE_ADDRESS: uplink.insideAddress,
        PAYDAY_HOST_ADDRESS: uplink.hostAddress,
        PAYDAY_PORTAL_PORT: String(instance.ports.portal),
        PAYDAY_CALLBACK_TOKEN: readSecret(instance, 'callback-token'),
        PAYDAY_CALLBACK_PATHS: CALLBACK_PATHS.join(','),
      },
    };
  },

  async isReady({ instance }) {
    const { hostAddress } = requireUplink(instance);
    return answersOk(`http://${hostAddress}:${CALLBACK_PORT}/healthz`);
  },
};
