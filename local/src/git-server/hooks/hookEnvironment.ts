import { fileURLToPath } from 'node:url';

/** Our hooks; git takes them from here for every repository (`core.hooksPath`). */
export const hooksFolder = fileURLToPath(new URL('.', import.meta.url)).replace(
  /\/$/,
  '',
);

/** What the hooks are told about the push they are in. A client cannot set any of it. */
export interface HookInput {
  repository: string;
  person: string;
  mayPushMain: boolean;
  /** A folder of this push's own, where the hooks leave what happened. */
  pushFolder: string;
}

/** The input as environment variables, which git hands on to its hooks. */
export function hookEnvironment(input: HookInput): Record<string, string> {
  return {
    PAYDAY_GIT_NODE: process.execPath,
    PAYDAY_GIT_HOOKS: hooksFolder,
    PAYDAY_GIT_REPOSITORY: input.repository,
    PAYDAY_GIT_PERSON: input.person,
    PAYDAY_GIT_MAY_PUSH_MAIN: input.mayPushMain ? 'yes' : 'no',
    PAYDAY_GIT_PUSH_FOLDER: input.pushFolder,
  };
}

/** The input out of a hook's environment. @throws Error when a variable is missing */
export function readHookInput(environment: NodeJS.ProcessEnv): HookInput {
  const value = (name: string) => {
    const found = environment[name];
    if (found === undefined)
      throw new Error(`${name} is missing: push through the Git server`);
    return found;
  };
  return {
    repository: value('PAYDAY_GIT_REPOSITORY'),
    person: value('PAYDAY_GIT_PERSON'),
    mayPushMain: value('PAYDAY_GIT_MAY_PUSH_MAIN') === 'yes',
    pushFolder: value('PAYDAY_GIT_PUSH_FOLDER'),
  };
}

/** What the client gave with `git push -o`. */
export function readPushOptions(environment: NodeJS.ProcessEnv): string[] {
  const count = Number(environment.GIT_PUSH_OPTION_COUNT ?? 0);
  return Array.from(
    { length: count },
    (_, index) => environment[`GIT_PUSH_OPTION_${index}`] ?? '',
  );
}
