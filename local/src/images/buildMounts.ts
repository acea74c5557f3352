import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where Debian's images keep the certificate authorities that all their programs trust. */
const BUNDLE_IN_IMAGE = '/etc/ssl/certs/ca-certificates.crt';
const NPMRC_IN_IMAGE = '/root/.npmrc';

/** Lines of an npmrc that name files or folders of the machine it stands on. */
const HOST_ONLY = /^\s*(cafile|nodedir|prefix|cache|userconfig|globalconfig)\b/;

/**
 * Options of `buildah bud` that lend a build this machine's certificate authorities and npm configuration. They are
 * mounts: neither becomes part of an image. Build stages run as root, as in the public Node images.
 * @param folder private folder for the npmrc; delete it after the build
 */
export async function buildMounts(
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string[]> {
  const bundle = [
    env.NODE_EXTRA_CA_CERTS,
    env.SSL_CERT_FILE,
    BUNDLE_IN_IMAGE,
  ].find(path => path !== undefined && existsSync(path));
  const npmrc = join(folder, 'npmrc');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(npmrc, await readNpmrc(env), { mode: 0o600 });
  await chmod(npmrc, 0o600);
  return [
    ...(bundle ? ['--volume', `${bundle}:${BUNDLE_IN_IMAGE}:ro`] : []),
    ...['--volume', `${npmrc}:${NPMRC_IN_IMAGE}:ro`],
  ];
}

/** This machine's npm configuration as it makes sense in a container. */
export function containerNpmrc(files: string[], registry?: string): string {
  const lines = files
    .flatMap(text => text.split('\n'))
    .filter(line => line.trim() !== '' && !HOST_ONLY.test(line));
  return [
    ...lines,
    ...(registry ? [`registry=${registry}`] : []),
    `cafile=${BUNDLE_IN_IMAGE}`,
    '',
  ].join('\n');
}

async function readNpmrc(env: NodeJS.ProcessEnv): Promise<string> {
  const user =
    env.npm_config_userconfig ?? join(env.HOME ?? homedir(), '.npmrc');
  const paths = [...GLOBAL_NPMRCS, env.npm_config_globalconfig, user];
  const texts = await Promise.all(
    paths.map(path => (path ? readFile(path, 'utf8').catch(() => '') : '')),
  );
  return containerNpmrc(texts, env.npm_config_registry);
}

/** npm's own global configuration, by the prefixes it is commonly installed with. */
const GLOBAL_NPMRCS = ['/etc/npmrc', '/usr/etc/npmrc', '/usr/local/etc/npmrc'];
