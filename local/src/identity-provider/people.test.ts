import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { TestContext } from 'node:test';
import { Problem } from '../problem.ts';
import { repositoryRoot } from '../repositoryRoot.ts';
import { readPeople } from './people.ts';

const ROLE = 'kind: Group\nmetadata: {name: sre}\nspec: {type: role}\n';
const USER =
  'kind: User\nmetadata: {name: ana}\nspec: {profile: {displayName: Ana, email: ana@payday.example}, memberOf: [sre]}\n';

suite('readPeople', () => {
  test('knows each person’s role and team', () => {
    const people = readPeople(
      new URL('./testing/people.yaml', import.meta.url).pathname,
    );
    assert.deepEqual(people[0], {
      name: 'ana-lima',
      displayName: 'Ana Lima',
      email: 'ana-lima@payday.example',
      groups: ['developers', 'merchant-experience'],
      role: {
        name: 'developers',
        title: 'Developers',
        description: 'Push branches and run preview environments.',
        personTitle: 'Developer',
      },
      team: {
        name: 'merchant-experience',
        title: 'Merchant experience',
        description: undefined,
      },
    });
    assert.deepEqual(people[3].groups, ['release-engineers', 'payments-core']);
    assert.equal(people[8].role?.name, 'platform-team');
    assert.equal(people[8].team?.name, 'platform-team');
  });

  test('finds two people in each of the five roles of this repository', () => {
    const people = readPeople(
      join(repositoryRoot, 'local', 'catalog-info.yaml'),
    );
    const roles = people.map(({ role }) => role?.name);
    for (const role of [
      'developers',
      'release-engineers',
      'sre',
      'product-owners',
      'platform-team',
    ])
      assert.equal(roles.filter(name => name === role).length, 2, role);
  });

  test('lets someone without a role sign in', t => {
    const [person] = readPeople(file(t, USER.replace('[sre]', '[]')));
    assert.equal(person.role, undefined);
  });

  const mistakes: [title: string, yaml: string, says: RegExp][] = [
    [
      'an unknown group',
      USER,
      /User ana: is a member of sre, but there is no Group/,
    ],
    [
      'a missing name',
      'kind: User\nmetadata: {}\nspec: {}\n',
      /User without a name: metadata\.name is missing/,
    ],
    [
      'a missing profile',
      'kind: User\nmetadata: {name: ana}\nspec: {memberOf: []}\n',
      /User ana: spec\.profile is missing/,
    ],
    [
      'something that is no e-mail address',
      `${ROLE}---\n${USER.replace('ana@payday.example', 'ana')}`,
      /User ana: spec\.profile\.email must be an e-mail address/,
    ],
    [
      'memberOf that is no list',
      USER.replace('[sre]', 'sre'),
      /User ana: spec\.memberOf must be a list of group names/,
    ],
    [
      'a group without a type',
      'kind: Group\nmetadata: {name: sre}\nspec: {}\n',
      /Group sre: spec\.type is missing/,
    ],
    [
      'a user twice',
      `${ROLE}---\n${USER}---\n${USER}`,
      /User ana: stands there twice/,
    ],
    ['broken YAML', `${ROLE}---\nkind: [User\n`, /not valid YAML in entity 2/],
    ['text that is no entity', 'just words\n', /entity 1: .*kind is missing/],
    ['an empty file', '', /names nobody/],
    ['groups only', ROLE, /names nobody/],
  ];
  for (const [title, yaml, says] of mistakes)
    test(`names the file and the entity for ${title}`, t => {
      const path = file(t, yaml);
      assert.throws(
        () => readPeople(path),
        (error: Problem) =>
          error instanceof Problem &&
          error.what.includes(path) &&
          says.test(error.what) &&
          error.next.length > 0,
      );
    });

  test('says so when there is no file', () => {
    assert.throws(() => readPeople('/nowhere/people.yaml'), {
      name: 'Problem',
      message: /\/nowhere\/people\.yaml: there is no such file/,
    });
  });
});

function file(t: TestContext, yaml: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'payday-people-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'people.yaml');
  writeFileSync(path, yaml);
  return path;
}
