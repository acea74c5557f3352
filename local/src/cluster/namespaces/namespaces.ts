import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toolProgram } from '../../tools/toolPaths.ts';
import { NODE_ADDRESS } from '../addresses.ts';
import { clusterFolders } from '../clusterFolders.ts';
import { clusterRestart } from '../clusterProcess.ts';
import type { Service } from '../../supervisor/component.ts';
import { makeCgroups, removeCgroups } from './cgroups.ts';
import { holderFile, pathThroughProc } from './inside.ts';
import { chooseUplink } from './uplink.ts';

/**
 * The network, mount, PID, IPC and host-name namespaces in which the whole cluster runs, held by a PID 1 that does
 * nothing but reap. When it ends, the kernel ends every process inside and takes their mounts, devices and rules away.
 */
export const namespaces: Service = {
  kind: 'service',
  name: 'namespaces',
  title: 'Namespaces',
  group: 'cluster',
  dependsOn: ['tool-pause', 'system-packages'],
  readyWithinMs: 20_000,
  // PID 1 tells everything inside to end, and ends itself after 1.2 s at the latest.
  stopWithinMs: 2_500,
  restart: clusterRestart,

  ports: () => [],
  fingerprint: async ({ instance }) => instance.runFolder,

  async command(context) {
    const { instance } = context;
    const folders = clusterFolders(instance);
    for (const folder of Object.values(folders))
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    rmSync(holderFile(instance), { force: true });
    await removeCgroups(instance);
    makeCgroups(instance);
    const uplink = chooseUplink(instance);
    const script = join(import.meta.dirname, 'init.sh');
    const init = toolProgram(context, 'pause', 'init');
    return {
      file: 'sh',
      args: [
        '-c',
        // Descriptor 3: the host's network, into which one end of the uplink is put.
        'exec 3</proc/self/ns/net; echo $$ >"$0"; exec unshare --net --mount --pid --ipc --uts --fork --mount-proc --kill-child "$@"',
        holderFile(instance),
        script,
        init,
        uplink.hostDevice,
        uplink.hostAddress,
        uplink.insideAddress,
        NODE_ADDRESS,
        folders.cluster,
        folders.configuration,
        folders.registry,
        folders.git,
      ],
      cwd: '/',
    };
  },

  async isReady({ instance }) {
    const path = pathThroughProc(instance, '/run/payday/furnished');
    return path !== undefined && existsSync(path);
  },

  async afterEnd({ instance }) {
    rmSync(holderFile(instance), { force: true });
    await removeCgroups(instance);
  },
};
