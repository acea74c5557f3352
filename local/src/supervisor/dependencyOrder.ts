/**
 * The same items with every one after those it depends on.
 * @throws Error for a name that is not there or a circle, which are mistakes in `components/`
 */
export function dependencyOrder<
  T extends { name: string; dependsOn: string[] },
>(items: T[]): T[] {
  const byName = new Map(items.map(item => [item.name, item]));
  const ordered = new Set<T>();
  const visit = (name: string, path: string[]): void => {
    const item = byName.get(name);
    if (!item)
      throw new Error(
        `${path.at(-1)} depends on ${name}, which does not exist`,
      );
    if (path.includes(name))
      throw new Error(
        `Components depend on each other in a circle: ${[...path, name].join(
          ' → ',
        )}`,
      );
    if (ordered.has(item)) return;
    item.dependsOn.forEach(other => visit(other, [...path, name]));
    ordered.add(item);
  };
  items.forEach(item => visit(item.name, []));
  return [...ordered];
}
