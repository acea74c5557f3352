import { resolve } from 'node:path';
import type { Command } from 'commander';
import { ask, canAsk } from '../ask.ts';
import { cacheFolder } from '../cacheFolder.ts';
import { withCommonOptions, type CommonOptions } from '../options.ts';
import { Problem } from '../problem.ts';
import { formatBytes } from '../system/diskSpace.ts';
import { buildTool } from '../tools/buildTool.ts';
import { findTool, tools } from '../tools/catalog.ts';
import { exportTools } from '../tools/exportTools.ts';
import { importTools } from '../tools/importTools.ts';
import { pruneImages } from '../images/index.ts';
import { wantedImages } from '../platform/images.ts';
import { findPrunable, prune } from '../tools/pruneTools.ts';
import { terminalBuild } from '../tools/terminalBuild.ts';
import type { Tool } from '../tools/tool.ts';
import { reportTool, type ToolState } from '../tools/toolState.ts';

interface BuildOptions extends CommonOptions {
  all: boolean;
  nice: string;
}

const MARKS: Record<ToolState, string> = {
  built: '✔',
  installed: '✔',
  missing: '·',
  corrupt: '✗',
};

/** `payday tools` */
export function registerTools(program: Command): void {
  const command = program
    .command('tools')
    .description('the programs a cluster is made of, built from source')
    .usage('<verb> [options]')
    .addHelpText(
      'after',
      `
Examples:
  ./payday tools list                   what is built, how large, with which Go
  ./payday tools build                  all that a cluster needs
  ./payday tools build trivy            one more
  ./payday tools export tools.tar.zst   to carry them to another machine
  ./payday tools import tools.tar.zst
  ./payday tools prune                  free what is no longer used

They are kept in the cache, shared by all clones on this machine.`,
    );
  withCommonOptions(command);
  const verb = (name: string, description: string, reports = { json: false }) =>
    withCommonOptions(command.command(name).description(description), reports);
  verb('list', 'every tool with its state, read byte for byte', {
    json: true,
  }).action(list);
  verb('build', 'build what is missing or damaged')
    .argument('[name...]', 'which; all that a cluster needs unless named')
    .option('--all', 'also those that are built after a start', false)
    .option('--nice <n>', 'how much the compiler stands back, 0 to 19', '0')
    .action(build);
  verb('export', 'pack what is built into one file')
    .argument('<file>', 'ends with .tar.zst, .tar.gz or .tar')
    .action(pack);
  verb('import', 'take what is missing from such a file')
    .argument('<file>', 'made by export')
    .action(unpack);
  verb('prune', 'delete what is not needed to run what is built').action(clear);
}

async function list(options: CommonOptions): Promise<void> {
  const context = { cache: cacheFolder() };
  const reports = [];
  for (const tool of tools) reports.push(await reportTool(context, tool));
  if (options.json) {
    console.log(JSON.stringify({ ...context, tools: reports }, null, 2));
    return;
  }
  const width = Math.max(...tools.map(({ name }) => name.length));
  for (const { name, state, bytes, hash, goVersion } of reports) {
    const size = bytes > 0 ? formatBytes(bytes) : '';
    console.log(
      `${MARKS[state]} ${name.padEnd(width)}  ${state.padEnd(
        9,
      )}  ${size.padStart(7)}  ${hash}  ${goVersion}`,
    );
  }
  if (reports.some(({ state }) => state === 'corrupt' || state === 'missing'))
    console.log('To build what is missing:  ./payday tools build');
}

async function build(names: string[], options: BuildOptions): Promise<void> {
  const chosen =
    names.length > 0
      ? names.map(findTool)
      : tools.filter(tool => options.all || tool.isCore);
  const niceness = parseNiceness(options.nice);
  await untilInterrupted(async signal => {
    for (const tool of chosen) {
      const line = progressLine(tool);
      await buildTool(
        tool,
        terminalBuild(tool, {
          cache: cacheFolder(),
          niceness,
          signal,
          report: line.show,
        }),
      ).finally(line.end);
      process.stderr.write(`✔ ${tool.title}\n`);
    }
  });
}

function parseNiceness(text: string): number {
  const niceness = Number(text);
  if (/^\d+$/.test(text) && niceness <= 19) return niceness;
  throw new Problem(
    `--nice is a whole number from 0 to 19, not "${text}".`,
    [],
    { exitCode: 2 },
  );
}

/** One line that changes on a terminal; elsewhere one for each tool that has work. */
function progressLine(tool: Tool) {
  const { isTTY } = process.stderr;
  let isShown = false;
  return {
    show(detail: string): void {
      if (isTTY) process.stderr.write(`\r\u001b[K… ${tool.title}: ${detail}`);
      else if (!isShown) process.stderr.write(`… ${tool.title}\n`);
      isShown = true;
    },
    end(): void {
      if (isTTY) process.stderr.write('\r\u001b[K');
    },
  };
}

/** Does work that ends cleanly on Ctrl-C. @throws Problem (exit 130) when it was interrupted */
async function untilInterrupted(
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const interrupted = new AbortController();
  const stop = () =>
    interrupted.abort(
      new Problem('Stopped; what was finished stays.', [], { exitCode: 130 }),
    );
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await work(interrupted.signal);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

async function pack(file: string): Promise<void> {
  const context = { cache: cacheFolder() };
  await untilInterrupted(async signal => {
    const packed = await exportTools(context, tools, resolve(file), signal);
    process.stderr.write(`✔ ${file} holds ${titles(packed)}.\n`);
    const missing = tools.filter(tool => tool.isCore && !packed.includes(tool));
    if (missing.length > 0)
      process.stderr.write(`! Not built, so not in it: ${titles(missing)}.\n`);
  });
}

async function unpack(file: string): Promise<void> {
  const context = { cache: cacheFolder() };
  await untilInterrupted(async signal => {
    const onWait = (tool: Tool) =>
      process.stderr.write(`… ${tool.title} is being built elsewhere\n`);
    const result = await importTools(context, tools, resolve(file), {
      signal,
      onWait,
    });
    const { imported, kept, ignored } = result;
    if (imported.length > 0)
      process.stderr.write(`✔ Imported ${titles(imported)}.\n`);
    if (kept.length > 0)
      process.stderr.write(`✔ There already: ${titles(kept)}.\n`);
    if (ignored.length > 0)
      process.stderr.write(
        `! Not for this clone and machine: ${ignored.join(', ')}.\n`,
      );
  });
}

const titles = (named: Tool[]) => named.map(({ title }) => title).join(', ');

async function clear(options: CommonOptions): Promise<void> {
  const cache = cacheFolder();
  const found = await findPrunable({ cache }, tools);
  for (const { what, bytes, folder } of found)
    process.stderr.write(
      `  ${formatBytes(bytes).padStart(7)}  ${what}  (${folder})\n`,
    );
  const bytes = found.reduce((sum, each) => sum + each.bytes, 0);
  if (found.length > 0) await confirmPrune(formatBytes(bytes), options.yes);
  await prune(found);
  // Nobody is asked: an image is packed again in seconds.
  const ofImages = await pruneImages(await wantedImages(cache), {
    cache,
    signal: new AbortController().signal,
    report: () => undefined,
  });
  process.stderr.write(
    bytes + ofImages === 0
      ? '✔ There is nothing to delete.\n'
      : `✔ Freed ${formatBytes(bytes + ofImages)}.\n`,
  );
}

async function confirmPrune(size: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!canAsk())
    throw new Problem('Nothing was deleted: that needs --yes here.', [
      'To delete it:  ./payday tools prune --yes',
    ]);
  const question = `Delete ${size}? The next build of a changed tool takes as long as the first.`;
  if (!(await ask(question, false)))
    throw new Problem('Nothing was deleted.', []);
}
