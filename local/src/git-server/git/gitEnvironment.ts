import { COMPONENT_MARK } from '../../processes/markedProcesses.ts';

/**
 * Settings that hold for every repository, whoever works on it: a crash loses nothing that was acknowledged, and no
 * garbage collection leaves the process that started it. Ours live in the environment, so repositories need none.
 */
const EVERYWHERE: [string, string][] = [
  ['safe.directory', '*'],
  ['core.fsync', 'committed,reference'],
  ['core.fsyncMethod', 'fsync'],
  ['core.logAllRefUpdates', 'true'],
  ['core.quotePath', 'false'],
  ['gc.autoDetach', 'false'],
  ['maintenance.autoDetach', 'false'],
];

/** Git settings as the environment variables that outrank every file. */
export function configurationEnvironment(
  settings: [string, string][],
): Record<string, string> {
  const entries = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(entries),
  };
}

/**
 * The environment git runs in: nobody's own configuration, English messages, no questions.
 * @param settings further git settings, which win over the common ones
 */
export function gitEnvironment(
  settings: [string, string][] = [],
): Record<string, string> {
  const kept = ['PATH', 'TMPDIR', COMPONENT_MARK].flatMap(name => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C.UTF-8',
    LANGUAGE: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    ...configurationEnvironment([...EVERYWHERE, ...settings]),
  };
}
