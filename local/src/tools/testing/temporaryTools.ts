import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { temporaryFolder } from '../../testing/temporaryInstance.ts';
import type { BuildContext } from '../buildContext.ts';
import { terminalBuild } from '../terminalBuild.ts';
import type { Tool } from '../tool.ts';
import { useFakeGo } from './fakeGo.ts';

/** Folders of their own for a test, and a fake Go. */
export interface TemporaryTools {
  folder: string;
  cache: string;
  modules: string;
  /** What was shown beside the tool. */
  reports: string[];
  /** Makes the module of a tool. @param source see `useFakeGo` */
  addTool(name: string, source: string): Tool;
  context(tool: Tool, signal?: AbortSignal): BuildContext;
}

/** @see TemporaryTools */
export function temporaryTools(test: TestContext): TemporaryTools {
  const folder = temporaryFolder(test);
  useFakeGo(test, folder);
  const cache = join(folder, 'cache');
  const modules = join(folder, 'modules');
  const reports: string[] = [];
  return {
    folder,
    cache,
    modules,
    reports,
    addTool(name, source) {
      writeModule(join(modules, name), source);
      return fakeTool(name);
    },
    context: (tool, signal = new AbortController().signal) => ({
      ...terminalBuild(tool, {
        cache,
        niceness: 0,
        signal,
        report: detail => reports.push(detail),
      }),
      modules,
    }),
  };
}

/** Writes the two files of a module. */
export function writeModule(folder: string, source: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'go.mod'), 'module fake\n\ngo 1.21\n');
  writeFileSync(join(folder, 'main.go'), source);
}

/** A tool with one program, called as it is, that has a second name. */
export function fakeTool(name: string): Tool {
  return {
    name,
    title: name,
    module: name,
    programs: [
      {
        name,
        package: '.',
        check: ['--version'],
        links: { [`${name}-link`]: ['--version'] },
      },
    ],
    assets: [],
    goVersion: 'go1.27.3',
    flags: ['-trimpath', '-ldflags=-s -w'],
    isCore: true,
    typicalSeconds: 1,
  };
}
