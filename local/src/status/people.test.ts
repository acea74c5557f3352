import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { repositoryRoot } from '../repositoryRoot.ts';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { peopleByRole } from './people.ts';

describe('peopleByRole', () => {
  it('knows two people for each role', () => {
    const people = peopleByRole(repositoryRoot);
    assert.deepEqual(
      people.map(({ role, names }) => [role, names.length]),
      [
        ['developers', 2],
        ['release-engineers', 2],
        ['sre', 2],
        ['product-owners', 2],
        ['platform-team', 2],
      ],
    );
  });

  it('knows nobody without the file', test =>
    assert.deepEqual(peopleByRole(temporaryFolder(test)), []));
});
