import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { explainPortal } from './portalProblem.ts';

const entry = (message: string) =>
  `plain text\n${JSON.stringify({ level: 'error', message })}\n`;

describe('explainPortal', () => {
  it('names file and line of a value that does not fit', test => {
    const paths = ['a.yaml', 'b.yaml'].map(name =>
      join(temporaryFolder(test), name),
    );
    writeFileSync(paths[0], 'app:\n  title: [1]\n');
    writeFileSync(paths[1], 'backend: {}\n');
    const log = entry(
      "Unhandled rejection Backend startup failed due to the following errors:\n  Plugin 'app' startup failed; caused by Error: x, Error: Config validation failed, Config must be string { type=string } at /app/title",
    );
    assert.equal(
      explainPortal(log, '/log', paths)?.what,
      'a.yaml, line 2: app.title: Config must be string.',
    );
  });

  it('names the plugin that could not start', () => {
    const log = entry(
      "Backend startup failed due to the following errors:\n  Plugin 'auth' startup failed; caused by TypeError: no issuer\n  Plugin 'search' startup failed; caused by Error: no index",
    );
    const problem = explainPortal(log, '/log', []);
    assert.equal(
      problem?.what,
      'The portal\'s plugin "auth" could not start: no issuer',
    );
    assert.equal(problem?.next[0], 'Nor could "search": no index');
  });

  it('says nothing while it may still start', () => {
    assert.equal(
      explainPortal(entry('Failed to fetch one location'), '/log', []),
      undefined,
    );
  });
});
