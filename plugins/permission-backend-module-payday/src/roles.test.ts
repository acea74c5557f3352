import { ConfigReader } from '@backstage/config';
import { readRoleGroups, rolesOf } from './roles';

const roleGroups = (configured?: Record<string, unknown>) =>
  readRoleGroups(
    new ConfigReader(
      configured ? { payday: { roleGroups: configured as {} } } : {},
    ),
  );

describe('readRoleGroups', () => {
  it('lets the group of its own name carry a role that is not configured', () => {
    expect(roleGroups().sre).toEqual(['group:default/sre']);
  });

  it('lets several configured groups carry a role', () => {
    expect(
      roleGroups({ sre: ['on-call', 'group:entra/SRE-Team'] }).sre,
    ).toEqual(['group:default/on-call', 'group:entra/sre-team']);
  });

  it.each([
    [
      'an unknown role',
      { admins: ['x'] },
      /payday\.roleGroups\.admins is no role.*developers/,
    ],
    [
      'a reference to a user',
      { sre: ['user:default/mei-tanaka'] },
      /names user:default\/mei-tanaka, which is no group/,
    ],
  ])('refuses %s', (_, configured, message) => {
    expect(() => roleGroups(configured)).toThrow(message);
  });
});

describe('rolesOf', () => {
  it.each([
    [
      'no role without a role group',
      ['user:default/x', 'group:default/merchant-experience'],
      [],
    ],
    ['the role of the group', ['user:default/x', 'group:default/sre'], ['sre']],
    [
      'several roles in the order of the table',
      ['group:default/platform-team', 'group:default/developers'],
      ['developers', 'platform-team'],
    ],
    ['no role for a user who is called like one', ['user:default/sre'], []],
    ['no role for a group of another namespace', ['group:other/sre'], []],
  ])('gives %s', (_, refs, expected) => {
    expect(rolesOf(refs, roleGroups())).toEqual(expected);
  });
});
