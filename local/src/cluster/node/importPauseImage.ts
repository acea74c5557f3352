import { execa } from 'execa';
import { PAUSE_IMAGE, pauseArchive } from '../../images/index.ts';
import type { ComponentContext, Step } from '../../supervisor/component.ts';
import { INSIDE } from '../clusterFolders.ts';
import { insideCommand } from '../namespaces/inside.ts';

/** Puts the image of pods' sandboxes where the container runtime keeps its images, since it cannot be pulled. */
export const importPauseImage: Step = {
  kind: 'step',
  name: 'sandbox-image',
  title: 'Sandbox image',
  group: 'cluster',
  dependsOn: ['containerd', 'pause-image'],

  async isDone(context) {
    const { file, args, env } = ctr(context, 'list', '--quiet');
    const { stdout } = await execa(file, args, { env, reject: false });
    return String(stdout).split('\n').includes(PAUSE_IMAGE);
  },

  run: context =>
    context.run(ctr(context, 'import', pauseArchive(context.cache))),
};

function ctr({ instance }: ComponentContext, ...args: string[]) {
  return insideCommand(instance, {
    file: 'ctr',
    args: [
      `--address=${INSIDE.containerdSocket}`,
      '--namespace=k8s.io',
      'images',
      ...args,
    ],
  });
}
