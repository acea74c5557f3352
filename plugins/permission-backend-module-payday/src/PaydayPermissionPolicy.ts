import type {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PolicyDecision } from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { decide } from './decide';
import type { PermissionIndex } from './decide';
import { rolesOf } from './roles';
import type { RoleGroups } from './roles';
import type { Person } from './conditions';

/** Answers every permission question about a person from the permission table. Without a person the answer is no. */
export class PaydayPermissionPolicy implements PermissionPolicy {
  /** One look-up per request: the permission backend asks a whole batch with one credentials object. */
  readonly #people = new WeakMap<BackstageCredentials, Promise<Person>>();

  constructor(
    private readonly index: PermissionIndex,
    private readonly roleGroups: RoleGroups,
    private readonly userInfo: UserInfoService,
  ) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) return { result: AuthorizeResult.DENY };
    const person = await this.#personOf(user.credentials);
    return decide(
      permission,
      person,
      rolesOf(person.ownershipEntityRefs, this.roleGroups),
      this.index,
    );
  }

  #personOf(credentials: BackstageCredentials): Promise<Person> {
    const known = this.#people.get(credentials);
    if (known) return known;
    const person = this.userInfo.getUserInfo(credentials);
    this.#people.set(credentials, person);
    return person;
  }
}
