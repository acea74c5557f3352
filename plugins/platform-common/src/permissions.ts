import { createPermission } from '@backstage/plugin-permission-common';

/** Seeing how far the platform is and whether its cluster answers. It says nothing about workloads. */
export const platformReadPermission = createPermission({
  name: 'platform.read',
  attributes: { action: 'read' },
});

/** All permissions of the plugin. */
export const platformPermissions = [platformReadPermission];
