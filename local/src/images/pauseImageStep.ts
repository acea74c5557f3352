import type { Step } from '../supervisor/component.ts';
import { ensurePauseArchive, isPauseArchiveBuilt } from './pauseImage.ts';

/** The image that holds pods' namespaces, as a file to import. */
export function pauseImageStep(
  dependsOn: string[] = ['system-packages'],
): Step {
  return {
    kind: 'step',
    name: 'pause-image',
    title: 'Pause image',
    dependsOn,

    isDone: async ({ cache }) => isPauseArchiveBuilt(cache),

    run: context => ensurePauseArchive(context),
  };
}
