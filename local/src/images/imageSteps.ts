import type { ComponentContext, Step } from '../supervisor/component.ts';
import { ensureBaseImage, findBaseImage } from './baseImage.ts';
import type { BaseImageName } from './imageDefinition.ts';
import { ensurePauseArchive, isPauseArchiveBuilt } from './pauseImage.ts';
import { findToolImage, packTool, type ToolImage } from './toolImage.ts';

/** Base images with this day's package versions. */
export function baseImagesStep(
  names: readonly BaseImageName[],
  options: Partial<Pick<Step, 'name' | 'title' | 'dependsOn'>> = {},
): Step {
  return {
    kind: 'step',
    name: 'base-images',
    title: 'Base images',
    dependsOn: ['system-packages'],
    ...options,

    async isDone({ cache }) {
      const known = await Promise.all(
        names.map(name => findBaseImage(name, cache)),
      );
      return known.every(image => image?.isFresh === true);
    },

    async run(context) {
      for (const name of names) await ensureBaseImage(name, context);
    },
  };
}

/** What a step for one tool image needs. */
export interface ToolImageStepOptions {
  name: string;
  title: string;
  /** Steps that build its programs and its base. */
  dependsOn: string[];
  /** What goes in; asked when those steps are done. */
  image(context: ComponentContext): ToolImage | Promise<ToolImage>;
}

/** The image of a tool, packed from its built programs. */
export function toolImageStep({
  image,
  ...options
}: ToolImageStepOptions): Step {
  return {
    kind: 'step',
    ...options,

    async isDone(context) {
      const tool = await image(context);
      return (await findToolImage(tool, context.cache)) !== undefined;
    },

    async run(context) {
      await packTool(await image(context), context);
    },
  };
}

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
