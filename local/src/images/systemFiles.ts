import { globSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** User and group that containers run as unless they say otherwise; the number that public base images use too. */
export const NON_ROOT = 65532;

const FILES = {
  'etc/passwd': [
    'root:x:0:0:root:/root:/sbin/nologin',
    'nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin',
    `nonroot:x:${NON_ROOT}:${NON_ROOT}:nonroot:/home/nonroot:/sbin/nologin`,
  ],
  'etc/group': [
    'root:x:0:',
    'tty:x:5:',
    'staff:x:50:',
    'nogroup:x:65534:',
    `nonroot:x:${NON_ROOT}:`,
  ],
  'etc/nsswitch.conf': [
    'passwd: files',
    'group: files',
    'hosts: files dns',
    'services: files',
    'protocols: files',
  ],
};

/** Writes who is who, how names are looked up, and the home folder; installation scripts do it elsewhere. */
export async function writeAccounts(root: string): Promise<void> {
  for (const [path, lines] of Object.entries(FILES))
    await writeReadable(join(root, path), `${lines.join('\n')}\n`);
  const home = join(root, 'home/nonroot');
  await mkdir(home, { recursive: true });
  await chmod(home, 0o700);
  await chown(home, NON_ROOT, NON_ROOT);
}

/** Writes the bundle of all certificate authorities of ca-certificates, in the order of their file names. */
export async function writeCertificates(root: string): Promise<void> {
  const certificates = globSync('usr/share/ca-certificates/**/*.crt', {
    cwd: root,
  }).sort();
  if (certificates.length === 0) return;
  const texts = await Promise.all(
    certificates.map(path => readFile(join(root, path), 'utf8')),
  );
  const bundle = texts.map(text => `${text.trimEnd()}\n`).join('');
  await writeReadable(join(root, 'etc/ssl/certs/ca-certificates.crt'), bundle);
}

async function writeReadable(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await chmod(path, 0o644);
}
