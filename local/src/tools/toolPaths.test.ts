import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { repositoryRoot } from '../repositoryRoot.ts';
import { tools } from './catalog.ts';
import { temporaryTools } from './testing/temporaryTools.ts';
import type { Tool } from './tool.ts';
import {
  moduleFolder,
  toolFolder,
  toolHash,
  toolProgram,
} from './toolPaths.ts';
import { coreToolSteps, furtherToolSteps } from './toolStep.ts';

describe('toolHash', () => {
  const changes: [string, (tool: Tool, module: string) => Tool | void][] = [
    ['a flag', tool => ({ ...tool, flags: ['-trimpath'] })],
    ['the Go version', tool => ({ ...tool, goVersion: 'go1.26.8' })],
    ['an experiment', tool => ({ ...tool, experiment: 'jsonv2' })],
    [
      'an asset',
      tool => ({ ...tool, assets: [{ module: 'a', from: 'b', to: 'crds' }] }),
    ],
    ['go.sum', (_, module) => writeFileSync(join(module, 'go.sum'), 'a')],
    ['a source', (_, module) => writeFileSync(join(module, 'main.go'), 'a')],
  ];
  for (const [title, change] of changes)
    it(`changes with ${title}`, test => {
      const place = temporaryTools(test);
      const tool = place.addTool('one', 'hello');
      const before = toolHash(place, tool);
      assert.equal(toolHash(place, tool), before);
      const changed = change(tool, moduleFolder(place, tool)) ?? tool;
      assert.notEqual(toolHash(place, changed), before);
    });

  it('does not change with what is only told', test => {
    const place = temporaryTools(test);
    const tool = place.addTool('one', 'hello');
    assert.equal(
      toolHash(place, { ...tool, title: 'Other', typicalSeconds: 9 }),
      toolHash(place, tool),
    );
  });
});

describe('the catalog', () => {
  for (const tool of tools)
    it(`has a module with the packages and assets of ${tool.name}`, () => {
      const folder = join(repositoryRoot, 'local', 'tools', tool.module);
      const text = readFileSync(join(folder, 'go.mod'), 'utf8');
      for (const { package: path } of tool.programs)
        assert.ok(
          path === '.'
            ? existsSync(join(folder, 'main.go'))
            : text.includes(path),
        );
      for (const { module } of tool.assets) assert.ok(text.includes(module));
    });

  it('names each tool once', () =>
    assert.equal(new Set(tools.map(({ name }) => name)).size, tools.length));

  it('says what there is when a tool is not', () =>
    assert.throws(
      () => toolFolder({ cache: '/cache' }, 'nothing'),
      /no tool called "nothing"/,
    ));

  it('gives programs a place in the cache', () =>
    assert.match(
      toolProgram({ cache: '/cache' }, 'kube', 'kubectl'),
      /^\/cache\/tools\/kube-[0-9a-f]{16}\/bin\/kubectl$/,
    ));
});

describe('the steps', () => {
  it('come one after the other, those of the cluster first', () => {
    const core = coreToolSteps(['system-packages']);
    assert.deepEqual(
      core.slice(0, 3).map(({ name, dependsOn }) => [name, ...dependsOn]),
      [
        ['tool-pause', 'system-packages'],
        ['tool-kube', 'tool-pause'],
        ['tool-coredns', 'tool-kube'],
      ],
    );
    const further = furtherToolSteps(['argo-cd']);
    assert.deepEqual(further[0].dependsOn, ['argo-cd']);
    assert.equal(core.length + further.length, tools.length);
  });
});
