export type Parameters = Readonly<Record<string, string | undefined>>;

/** The address of an endpoint: its path with the parameters filled in, and the query, without what is not set. */
export function addressOf(path: string, parameters: Parameters = {}, query: Parameters = {}): string {
  const filled = path.replaceAll(/:([a-z_]+)/g, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`${path} needs ${name}.`);
    return encodeURIComponent(value);
  });
  const set = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return set.length === 0 ? filled : `${filled}?${new URLSearchParams(set).toString()}`;
}
