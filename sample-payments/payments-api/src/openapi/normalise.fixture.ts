type Json = unknown;
type Node = Record<string, Json>;

/** Words that explain and promise nothing, and bounds that every JSON integer has. */
const WORDS = new Set(['description', 'summary', 'example', 'examples', 'headers', 'title']);

/** A part of an OpenAPI document with its references resolved, `allOf` merged, and its words left out. */
export function normalise(value: Json, document: Node): Json {
  if (Array.isArray(value)) return value.map(each => normalise(each, document));
  if (!isNode(value)) return value;
  const { $ref, ...rest } = value;
  if (typeof $ref === 'string') return normalise({ ...(resolve($ref, document) as Node), ...rest }, document);
  const entries = Object.entries(value)
    .filter(
      ([name, inner]) => !(WORDS.has(name) && typeof inner !== 'object') && name !== 'headers' && name !== 'example',
    )
    .filter(([, inner]) => inner !== Number.MAX_SAFE_INTEGER)
    .map(([name, inner]): [string, Json] => [name, normalise(inner, document)]);
  const node = Object.fromEntries(entries);
  if (Array.isArray(node.allOf)) return merge(node.allOf as Node[]);
  if ('enum' in node || 'const' in node || 'properties' in node) delete node.type;
  if (Array.isArray(node.required)) node.required = [...(node.required as string[])].sort();
  if (Array.isArray(node.enum)) node.enum = [...(node.enum as string[])].sort();
  return node;
}

/** An operation's parameters in the order of their names, with those of its path. */
export function parametersOf(operation: Node, path: Node, document: Node): Json[] {
  const own = [
    ...((path.parameters as Json[] | undefined) ?? []),
    ...((operation.parameters as Json[] | undefined) ?? []),
  ];
  const all = own.map(each => normalise(each, document) as { name: string });
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function merge(parts: Node[]): Node {
  const required = new Set(parts.flatMap(part => (part.required as string[] | undefined) ?? []));
  const properties = Object.assign({}, ...parts.map(part => part.properties)) as Node;
  return { required: [...required].sort(), properties };
}

function resolve(reference: string, document: Node): Json {
  return reference
    .slice(2)
    .split('/')
    .reduce<Json>((inner, name) => (isNode(inner) ? inner[name] : undefined), document);
}

function isNode(value: Json): value is Node {
  return typeof value === 'object' && value !== null;
}
