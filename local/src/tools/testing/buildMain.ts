// Builds one fake tool in a process of its own, for tests that need a second one or must kill it.
import { buildTool } from '../buildTool.ts';
import { terminalBuild } from '../terminalBuild.ts';
import { fakeTool } from './temporaryTools.ts';

const [cache, modules, name] = process.argv.slice(2);
const tool = fakeTool(name);
await buildTool(tool, {
  ...terminalBuild(tool, {
    cache,
    niceness: 0,
    signal: new AbortController().signal,
    report: detail => process.stdout.write(`${detail}\n`),
  }),
  modules,
});
