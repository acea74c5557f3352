import { copyFile, cp, mkdir, rm, symlink } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { BuildContext } from './buildContext.ts';
import {
  describeProgress,
  estimateLeftSeconds,
  readProgress,
} from './compileProgress.ts';
import { copyAsset } from './copyAssets.ts';
import { ensureGo, goEnvironment } from './goToolchain.ts';
import { runGo, type GoCall } from './runGo.ts';
import type { Program, Tool } from './tool.ts';
import { moduleFolder } from './toolPaths.ts';

/**
 * Compiles a tool and lays out its folder.
 * @param temporary folder for everything that is only needed meanwhile
 * @param target existing folder that gets `bin` and the tool's assets
 * @throws CommandFailed with Go's own words, or a Problem when there is no Go
 */
export async function compileTool(
  tool: Tool,
  folders: { temporary: string; target: string },
  context: BuildContext,
): Promise<void> {
  const { temporary, target } = folders;
  const base: Omit<GoCall, 'args' | 'describe'> = {
    program: await ensureGo(context),
    cwd: moduleFolder(context, tool),
    env: goEnvironment(context, tool, temporary),
    folder: temporary,
  };
  const go: Go = (args, describe) =>
    runGo({ ...base, args, describe }, context);

  await go(['version'], () => `fetching ${tool.goVersion}`);
  const flags = [
    ...tool.flags,
    ...(await ownModuleFile(tool, { module: base.cwd, temporary, go })),
  ];
  await mkdir(join(target, 'bin'), { recursive: true });
  for (const program of tool.programs)
    await compile(program, { tool, flags, go, target });
  for (const asset of tool.assets) {
    const root = await sourceFolder(asset.module, { flags, go });
    await copyAsset(asset, root, target);
  }
}

type Go = (args: string[], describe: GoCall['describe']) => Promise<string>;

/** Where go.mod is completed or changed, that happens to a copy: a build changes nothing in the clone. */
async function ownModuleFile(
  { flags, replacements = [] }: Tool,
  build: { module: string; temporary: string; go: Go },
): Promise<string[]> {
  const { module, temporary, go } = build;
  if (!flags.includes('-mod=mod') && replacements.length === 0) return [];
  const file = join(temporary, 'go.mod');
  for (const name of ['go.mod', 'go.sum'])
    await copyFile(join(module, name), join(temporary, name));
  for (const [index, replacement] of replacements.entries()) {
    const from = await sourceFolder(replacement.module, { flags, go });
    // Go refuses to overlay a file of its module cache.
    const copy = join(temporary, `module-${index}`);
    await cp(from, copy, { recursive: true });
    // Files of the module cache are read-only.
    await rm(join(copy, replacement.file));
    await copyFile(join(module, replacement.by), join(copy, replacement.file));
    await go(
      ['mod', 'edit', `-replace=${replacement.module}=${copy}`, file],
      () => 'leaving out what is not used',
    );
  }
  return [`-modfile=${file}`];
}

async function sourceFolder(
  module: string,
  { flags, go }: { flags: string[]; go: Go },
): Promise<string> {
  const list = ['list', ...flags, '-m', '-f', '{{.Dir}}', module];
  const find = async () => (await go(list, describeDownloads)).trim();
  const folder = await find();
  // Go names no folder for what it has not downloaded yet.
  if (folder !== '') return folder;
  await go(['mod', 'download', module], describeDownloads);
  return find();
}

async function compile(
  program: Program,
  build: {
    tool: Tool;
    flags: string[];
    go: Go;
    target: string;
  },
): Promise<void> {
  const { tool, flags, go, target } = build;
  const stale = '{{if .Stale}}{{.ImportPath}}{{end}}';
  const listed = await go(
    ['list', ...flags, '-deps', '-f', stale, program.package],
    describeDownloads,
  );
  const packages = listed.split('\n').filter(line => line !== '');
  const startedAt = Date.now();
  const output = join(target, 'bin', program.name);
  await go(['build', '-v', ...flags, '-o', output, program.package], errors => {
    const progress = readProgress(errors, packages);
    const left = estimateLeftSeconds(progress, {
      typicalSeconds: tool.typicalSeconds,
      cores: availableParallelism(),
      elapsedSeconds: (Date.now() - startedAt) / 1_000,
    });
    return describeProgress(progress, left);
  });
  for (const link of Object.keys(program.links ?? {}))
    await symlink(program.name, join(target, 'bin', link));
}

function describeDownloads(errors: string): string {
  const count = errors.split('go: downloading ').length - 1;
  return count === 0
    ? 'looking what there is to compile'
    : `fetched ${count} modules`;
}
