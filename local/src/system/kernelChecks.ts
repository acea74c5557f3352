import { existsSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import type { Check } from './check.ts';

const NAMESPACES = ['mnt', 'pid', 'net', 'uts', 'ipc'];

/** What an embedded cluster needs of the kernel; the portal needs none of it, so nothing here stops a start. */
export function checkKernel(): Check[] {
  if (platform() !== 'linux')
    return [warnUnless('kernel', false, platform(), 'needs Linux')];
  const missing = NAMESPACES.filter(
    name => !existsSync(`/proc/self/ns/${name}`),
  );
  const hasOverlay = /\boverlay\b/.test(
    readFileSync('/proc/filesystems', 'utf8'),
  );
  const hasCgroups = existsSync('/sys/fs/cgroup/cgroup.controllers');
  return [
    warnUnless(
      'kernel namespaces',
      missing.length === 0,
      missing.length === 0 ? 'all' : `missing: ${missing.join(', ')}`,
    ),
    warnUnless(
      'kernel overlayfs',
      hasOverlay,
      hasOverlay ? 'yes' : 'not loaded',
    ),
    warnUnless(
      'kernel cgroup v2',
      hasCgroups,
      hasCgroups ? 'yes' : 'not mounted at /sys/fs/cgroup',
    ),
  ];
}

function warnUnless(
  name: string,
  isThere: boolean,
  found: string,
  needs = 'needs it',
): Check {
  if (isThere) return { name, result: 'ok', found };
  const fix = `Only an embedded cluster ${needs}; the portal does not.`;
  return { name, result: 'warn', found, fix };
}
