import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Harness } from '../testing/harness.fixture.ts';
import { normalise, parametersOf } from './normalise.fixture.ts';

type Node = Record<string, unknown>;

const contract = parse(readFileSync(new URL('../../../openapi.yaml', import.meta.url), 'utf8')) as Node;
const METHODS = ['get', 'post', 'patch', 'delete'];

/** `GET /payments` and so on, from a document. */
function operationsOf(document: Node): Map<string, { operation: Node; path: Node }> {
  const operations = new Map<string, { operation: Node; path: Node }>();
  for (const [name, path] of Object.entries(document.paths as Record<string, Node>))
    for (const method of METHODS) {
      const operation = path[method] as Node | undefined;
      if (operation) operations.set(`${method.toUpperCase()} ${name}`, { operation, path });
    }
  return operations;
}

let api: Harness;
let served: Node;
beforeAll(async () => {
  api = await Harness.start();
  served = (await api.get('/openapi.json', { as: '' })).body;
});
afterAll(() => api.stop());

describe('what is served equals openapi.yaml', () => {
  const wanted = operationsOf(contract);

  it('in its operations', () => {
    expect([...operationsOf(served).keys()].sort()).toEqual([...wanted.keys()].sort());
  });

  it.each([...wanted.keys()])('in %s', name => {
    const yaml = wanted.get(name);
    const own = operationsOf(served).get(name);
    if (!yaml || !own) throw new Error(`${name} is missing.`);
    expect(own.operation.operationId).toBe(yaml.operation.operationId);
    expect(own.operation.tags).toEqual(yaml.operation.tags);
    expect(parametersOf(own.operation, own.path, served)).toEqual(parametersOf(yaml.operation, yaml.path, contract));
    expect(normalise(own.operation.requestBody, served)).toEqual(normalise(yaml.operation.requestBody, contract));
    expect(normalise(own.operation.responses, served)).toEqual(normalise(yaml.operation.responses, contract));
  });

  it('in the event that merchants receive', () => {
    const event = (document: Node) => {
      const { post } = (document.webhooks as { event: { post: Node } }).event;
      return [parametersOf(post, post, document).length, normalise(post.requestBody, document)];
    };
    expect(event(served)).toEqual(event(contract));
  });
});
