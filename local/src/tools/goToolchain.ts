import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../system/programs.ts';
import { findBootstrapGo, installBootstrapGo } from './bootstrapGo.ts';
import type { BuildContext } from './buildContext.ts';
import { BUILD_MARK } from './temporaryFolder.ts';
import type { Tool } from './tool.ts';
import type { ToolContext } from './toolPaths.ts';

const USUAL_PLACE = '/usr/local/go/bin/go';
const ARCHITECTURES: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

/**
 * A Go that can fetch any other as a module: the machine's when it is 1.21 or later, else one of our own in the cache.
 * @throws Problem when there is none and none can be had
 */
export async function ensureGo(context: BuildContext): Promise<string> {
  for (const program of [findProgram('go'), USUAL_PLACE])
    if (program && existsSync(program) && (await canFetchOthers(program)))
      return program;
  return findBootstrapGo(context) ?? installBootstrapGo(context);
}

async function canFetchOthers(program: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(program, ['version'], {
      cwd: '/',
      env: { ...process.env, GOTOOLCHAIN: 'local', GOROOT: '', GOFLAGS: '' },
      timeout: 20_000,
    });
    return isNewEnough(stdout);
  } catch {
    return false;
  }
}

/** True for the answer of `go version` of a Go from 1.21 on, the first that fetches the version that a build asks for. */
export function isNewEnough(answer: string): boolean {
  const [, major, minor] = /\bgo(\d+)\.(\d+)/.exec(answer) ?? [];
  return Number(major) > 1 || (major === '1' && Number(minor) >= 21);
}

/** Folders of downloaded modules and compiled packages, shared by all tools. */
export const goFolders = ({ cache }: ToolContext) => ({
  modules: join(cache, 'go', 'modules'),
  build: join(cache, 'go', 'build'),
});

/**
 * Environment for Go's commands, on top of the person's own: how modules are reached (GOPROXY and the like) is theirs,
 * how they are compiled is not.
 * @param folder temporary folder of this build
 */
export function goEnvironment(
  context: ToolContext,
  tool: Pick<Tool, 'goVersion' | 'experiment'>,
  folder: string,
): Record<string, string> {
  const folders = goFolders(context);
  return {
    [BUILD_MARK]: folder,
    GOTOOLCHAIN: tool.goVersion,
    GOMODCACHE: folders.modules,
    GOCACHE: folders.build,
    GOTMPDIR: folder,
    // Not empty, or the flags of the person's `go env -w` would count. Modules stay deletable without root.
    GOFLAGS: '-buildvcs=false -modcacherw',
    GOEXPERIMENT: tool.experiment ?? '',
    GO111MODULE: 'on',
    GOWORK: 'off',
    GOROOT: '',
    GOOS: 'linux',
    GOARCH: ARCHITECTURES[process.arch] ?? process.arch,
    GOAMD64: 'v1',
    GOARM64: 'v8.0',
    CGO_ENABLED: '0',
  };
}
