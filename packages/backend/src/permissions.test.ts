import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { permissionTable } from '@payday/plugin-permission-backend-module-payday';
import { installedFeatures, portalConfig } from './testing/installedPortal';

/** Starts everything that is installed and notes which permissions it registers. */
async function registeredPermissions(): Promise<string[]> {
  const names = new Set<string>();
  const note = (permissions: { name: string }[] = []) =>
    permissions.forEach(({ name }) => names.add(name));
  const permissionsRegistry = createServiceFactory({
    service: coreServices.permissionsRegistry,
    deps: {},
    factory: () => ({
      addPermissions: note,
      addPermissionRules: () => {},
      addResourceType: ({
        permissions,
      }: {
        permissions?: { name: string }[];
      }) => note(permissions),
      getPermissionRuleset: () => ({ getRuleByName: jest.fn() }),
    }),
  });
  const backend = await startTestBackend({
    features: [
      ...installedFeatures(),
      permissionsRegistry,
      mockServices.rootConfig.factory({
        data: portalConfig({
          client: 'better-sqlite3',
          connection: ':memory:',
        }),
      }),
    ],
  });
  await backend.stop();
  return [...names];
}

const inTable = permissionTable
  .flatMap(area => area.rows)
  .flatMap(row => row.permissions)
  .map(({ name }) => name);

describe('the installed plugins', () => {
  let registered: string[];
  beforeAll(async () => {
    registered = await registeredPermissions();
  }, 120_000);

  it('register permissions of the catalog, the scaffolder and Kubernetes', () => {
    expect(registered).toEqual(
      expect.arrayContaining([
        'catalog.entity.read',
        'scaffolder.task.create',
        'kubernetes.proxy',
      ]),
    );
  });

  it('register no permission that the table does not name', () => {
    expect(registered.filter(name => !inTable.includes(name))).toEqual([]);
  });

  it('register every permission that the table names', () => {
    expect(inTable.filter(name => !registered.includes(name))).toEqual([]);
  });
});
