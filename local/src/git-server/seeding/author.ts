/** In whose name folders are imported and merged. */
export const PAYDAY_AUTHOR = 'payday <payday@payday.internal>';

/**
 * `Name <email>` as the variables git makes a commit's author and committer of.
 * @throws Error for another form
 */
export function authorEnvironment(author: string): Record<string, string> {
  const [, name, email] = /^([^<>\n]+) <([^<>\s]+)>$/.exec(author) ?? [];
  if (name === undefined)
    throw new Error(`"${author}" is no author: write Name <email>`);
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
}
