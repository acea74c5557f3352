import type {
  HttpAuthService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { Access } from '@payday/plugin-access-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { describeAccess } from './describeAccess';
import { rolesOf } from './roles';
import type { RoleGroups } from './roles';
import type { PermissionArea } from './table';

/** What the routes need. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  userInfo: UserInfoService;
  roleGroups: RoleGroups;
  table: PermissionArea[];
}

/** `GET /access`: what the signed-in person may do, and why not. Everybody may ask it about themselves. */
export function createRouter({
  httpAuth,
  userInfo,
  roleGroups,
  table,
}: RouterOptions): Router {
  const router = PromiseRouter();
  router.get('/access', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    const person = await userInfo.getUserInfo(credentials);
    const access: Access = describeAccess(
      table,
      person,
      rolesOf(person.ownershipEntityRefs, roleGroups),
    );
    response.json(access);
  });
  return router;
}
