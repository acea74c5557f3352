import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { indexTable } from './decide';
import { PaydayPermissionPolicy } from './PaydayPermissionPolicy';
import { readRoleGroups } from './roles';
import { createRouter } from './router';
import { permissionTable } from './table';

/** Makes {@link permissionTable} the portal's permission policy and serves it to the signed-in person. */
export const permissionModulePayday = createBackendModule({
  pluginId: 'permission',
  moduleId: 'payday',
  register(reg) {
    reg.registerInit({
      deps: {
        policy: policyExtensionPoint,
        config: coreServices.rootConfig,
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        userInfo: coreServices.userInfo,
      },
      async init({ policy, config, http, httpAuth, userInfo }) {
        const roleGroups = readRoleGroups(config);
        policy.setPolicy(
          new PaydayPermissionPolicy(
            indexTable(permissionTable),
            roleGroups,
            userInfo,
          ),
        );
        http.use(
          createRouter({
            httpAuth,
            userInfo,
            roleGroups,
            table: permissionTable,
          }),
        );
      },
    });
  },
});
