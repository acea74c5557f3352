import { cacheFolder } from '../cacheFolder.ts';
import type { Instance } from '../instance.ts';
import { asProblem, Problem } from '../problem.ts';
import type { Component, ComponentContext } from './component.ts';
import { commandProblem } from './commandProblem.ts';
import { CommandFailed } from './childProcess.ts';
import { dependencyOrder } from './dependencyOrder.ts';
import { logFileOf } from './logFile.ts';
import { ServiceRunner } from './ServiceRunner.ts';
import type { StatusBoard } from './StatusBoard.ts';
import { Stopped } from './Stopped.ts';
import { ensureStep, runRecorded } from './StepRunner.ts';
import { WorkloadRunner } from './WorkloadRunner.ts';

/** Makes all components of an instance healthy, in the order they depend on each other, and ends them. */
export class Supervisor {
  readonly #instance: Instance;
  readonly #components: Component[];
  readonly #board: StatusBoard;
  readonly #runners: Map<string, ServiceRunner>;
  readonly #workloads: Map<string, WorkloadRunner>;
  readonly #stopping = new AbortController();
  #allowSystemPackages = false;
  /** What goes on after an `up` was done, by component. */
  readonly #background = new Map<string, Promise<void>>();
  #work?: Promise<void>;

  constructor(instance: Instance, components: Component[], board: StatusBoard) {
    this.#instance = instance;
    this.#components = dependencyOrder(components);
    this.#board = board;
    this.#runners = new Map(
      components
        .filter(component => component.kind === 'service')
        .map(service => [service.name, new ServiceRunner(service, board)]),
    );
    this.#workloads = new Map(
      components
        .filter(component => component.kind === 'workload')
        .map(workload => [workload.name, new WorkloadRunner(workload, board)]),
    );
  }

  get board(): StatusBoard {
    return this.#board;
  }

  /** Begins to make everything healthy, or joins the work that is under way. */
  up(allowSystemPackages: boolean): void {
    this.#allowSystemPackages ||= allowSystemPackages;
    if (this.#work || this.#stopping.signal.aborted) return;
    const id = this.#board.snapshot.work.id + 1;
    this.#board.setWork({ id, state: 'running' });
    this.#work = this.#ensureAll().then(isHealthy => {
      this.#work = undefined;
      if (!this.#stopping.signal.aborted)
        this.#board.setWork({ id, state: isHealthy ? 'done' : 'failed' });
    });
  }

  /**
   * Starts one service or workload anew; does nothing for another name. The others find it gone and there again. How it
   * went stands on the board.
   */
  async restart(name: string): Promise<void> {
    const component = this.#components.find(row => row.name === name);
    if (!component || this.#stopping.signal.aborted) return;
    await this.#recordFailure(component, async context => {
      await this.#runners.get(name)?.restart(context);
      await this.#workloads.get(name)?.restart(context);
    }).catch(() => undefined);
  }

  /** Ends everything, dependents first. Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    if (!this.#stopping.signal.aborted) {
      const { id } = this.#board.snapshot.work;
      this.#board.setWork({ id, state: 'stopping' });
      this.#stopping.abort(new Stopped());
    }
    this.#workloads.forEach(runner => runner.stop());
    for (const component of this.#components)
      if (component.kind === 'service' && component.endsWith !== undefined)
        this.#runners.get(component.name)?.abandon();
    const ended = new Map<string, Promise<void>>();
    for (const component of [...this.#components].reverse()) {
      const dependents = this.#components
        .filter(other => other.dependsOn.includes(component.name))
        .map(other => ended.get(other.name));
      ended.set(
        component.name,
        Promise.all(dependents).then(() => this.#stopOne(component)),
      );
    }
    await Promise.all([
      ...ended.values(),
      this.#work,
      ...this.#background.values(),
    ]);
  }

  async #stopOne(component: Component): Promise<void> {
    if (component.kind === 'service' && component.endsWith === undefined)
      await this.#runners
        .get(component.name)
        ?.stop({ instance: this.#instance });
    if (component.kind === 'step')
      this.#board.update(component.name, {
        state: 'stopped',
        reason: undefined,
        detail: undefined,
      });
  }

  async #ensureAll(): Promise<boolean> {
    const tasks = new Map<string, Promise<void>>();
    for (const component of this.#components) {
      const needed = component.dependsOn.map(name => ({
        name,
        task: tasks.get(name),
      }));
      const running = this.#background.get(component.name);
      tasks.set(
        component.name,
        running ?? this.#ensureAfter(component, needed),
      );
      if (component.isInBackground && !running)
        this.#runInBackground(component.name, tasks.get(component.name));
    }
    const awaited = this.#components.filter(row => !row.isInBackground);
    const results = await Promise.allSettled(
      awaited.map(({ name }) => tasks.get(name)),
    );
    return results.every(result => result.status === 'fulfilled');
  }

  #runInBackground(name: string, task: Promise<void> | undefined): void {
    // What goes wrong stands on the board already.
    const settled = Promise.resolve(task)
      .catch(() => undefined)
      .then(() => void this.#background.delete(name));
    this.#background.set(name, settled);
  }

  async #ensureAfter(
    component: Component,
    needed: { name: string; task?: Promise<void> }[],
  ): Promise<void> {
    const { name } = component;
    const waitsFor = needed
      .map(row => this.#board.component(row.name).title)
      .join(', ');
    if (this.#board.component(name).state !== 'healthy')
      this.#board.update(name, {
        state: 'starting',
        problem: undefined,
        reason: waitsFor ? `Waits for: ${waitsFor}.` : undefined,
      });
    const results = await Promise.allSettled(needed.map(row => row.task));
    const missing = needed.filter(
      (_, index) => results[index].status === 'rejected',
    );
    if (missing.length > 0) {
      const titles = missing
        .map(row => this.#board.component(row.name).title)
        .join(', ');
      if (this.#board.component(name).state === 'starting')
        this.#board.update(name, {
          state: 'stopped',
          reason: `Needs first: ${titles}.`,
        });
      throw new Stopped();
    }
    await this.#ensure(component);
  }

  async #ensure(component: Component): Promise<void> {
    await this.#recordFailure(component, async context => {
      context.signal.throwIfAborted();
      if (component.kind === 'step')
        await ensureStep(component, context, this.#board);
      await this.#runners.get(component.name)?.ensure(context);
      await this.#workloads.get(component.name)?.ensure(context);
    });
  }

  /** Does work for a component; what goes wrong is put on the board and thrown on. */
  async #recordFailure(
    component: Component,
    work: (context: ComponentContext) => Promise<void>,
  ): Promise<void> {
    const context = this.#contextFor(component);
    try {
      await work(context);
    } catch (error) {
      if (!(error instanceof Stopped) && !context.signal.aborted) {
        const { what, next } = problemOf(component, error);
        this.#board.update(component.name, {
          state: 'failed',
          reason: what,
          problem: { what, next },
          detail: undefined,
        });
      }
      throw error;
    }
  }

  #contextFor(component: Component): ComponentContext {
    const { name } = component;
    const context: ComponentContext = {
      instance: this.#instance,
      cache: cacheFolder(),
      allowSystemPackages: this.#allowSystemPackages,
      logFile: logFileOf(this.#instance, name),
      signal: this.#stopping.signal,
      report: detail => this.#board.update(name, { detail }),
      run: command => runRecorded(name, command, context, this.#board),
    };
    return context;
  }
}

function problemOf(component: Component, error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof CommandFailed)
    return commandProblem(component.title, error);
  // A mistake of ours: the trace goes to the supervisor's log.
  process.stderr.write(
    `${component.name}: ${error instanceof Error ? error.stack : error}\n`,
  );
  return asProblem(error);
}
