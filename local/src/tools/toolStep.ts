import { availableParallelism } from 'node:os';
import type { Step } from '../supervisor/component.ts';
import { buildTool, isToolBuilt } from './buildTool.ts';
import { tools } from './catalog.ts';
import { expectedSeconds } from './compileProgress.ts';
import type { Tool } from './tool.ts';

/** Lets the portal and the cluster have the processor first. */
const NICENESS = 10;

/** The step that makes a tool be there; it builds nothing where it is. @param dependsOn steps that come first */
export function toolStep(tool: Tool, dependsOn: string[] = []): Step {
  return {
    kind: 'step',
    group: 'tools',
    name: stepName(tool),
    title: tool.title,
    dependsOn,
    typicalMs:
      1_000 * expectedSeconds({ ...tool, cores: availableParallelism() }),
    isDone: context => isToolBuilt(context, tool),
    run: context => buildTool(tool, { ...context, niceness: NICENESS }),
  };
}

/** Name of a tool's step, e.g. `tool-kube`. */
export const stepName = ({ name }: Pick<Tool, 'name'>) => `tool-${name}`;

/**
 * A step for each tool that a cluster cannot do without, one after the other: Go uses all processors for one.
 * @param after names of the components that come before the first
 */
export function coreToolSteps(after: string[] = []): Step[] {
  return chain(
    tools.filter(tool => tool.isCore),
    after,
  );
}

/** The same for the other tools, which nothing waits for. */
export function furtherToolSteps(after: string[]): Step[] {
  const steps = chain(
    tools.filter(tool => !tool.isCore),
    after,
  );
  return steps.map(step => ({ ...step, isInBackground: true }));
}

function chain(list: Tool[], after: string[]): Step[] {
  return list.map((tool, index) =>
    toolStep(tool, index === 0 ? after : [stepName(list[index - 1])]),
  );
}
