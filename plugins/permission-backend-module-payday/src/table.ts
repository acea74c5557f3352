import { roles } from '@payday/plugin-access-common';
import type {
  Environment,
  GrantScope,
  Role,
} from '@payday/plugin-access-common';
import {
  catalogEntityCreatePermission,
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogEntityValidatePermission,
  catalogIngestionManagePermission,
  catalogIngestionReadPermission,
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
  catalogLocationReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  kubernetesClustersReadPermission,
  kubernetesProxyPermission,
  kubernetesResourcesReadPermission,
} from '@backstage/plugin-kubernetes-common';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  actionExecutePermission,
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
  templateDryRunPermission,
  templateManagementPermission,
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import { platformReadPermission } from '@payday/plugin-platform-common';

/** Who may do a thing, and how far: `own` reaches only what the person's groups own. A role that is absent may not. */
export type Grants = Partial<Record<Role, GrantScope>>;

/** One line of the table: an action people recognise, the permissions behind it, and who may. */
export interface PermissionRow {
  /** Unique in the whole table; kebab-case. */
  id: string;
  /** What is done, in plain words, as a verb phrase. */
  action: string;
  permissions: Permission[];
  /** Where it may be done; absent = the action has no environment. */
  environment?: Exclude<Environment, 'any'>;
  grants: Grants;
  /** Why nobody, or not everybody, may: shown to those who may not. One sentence. */
  why: string;
}

/** The rows about one part of the product. */
export interface PermissionArea {
  id: string;
  title: string;
  rows: PermissionRow[];
}

const everyone = grantTo(roles, 'all');
const engineers = ['developers', 'release-engineers', 'sre'] as const;

function grantTo(to: readonly Role[], scope: GrantScope): Grants {
  return Object.fromEntries(to.map(role => [role, scope]));
}

/**
 * Who may do what: role × action × environment. What is not here is denied to everybody, and a test
 * fails when an installed plugin registers a permission that no row names.
 * Services of the portal itself are not people and are not governed by it.
 */
export const permissionTable: PermissionArea[] = [
  {
    id: 'catalog',
    title: 'Catalog and documentation',
    rows: [
      {
        id: 'catalog-read',
        action: 'See components, APIs, people and their documentation',
        permissions: [catalogEntityReadPermission],
        grants: everyone,
        why: 'Everybody with a role may see the catalog.',
      },
      {
        id: 'catalog-refresh',
        action: 'Refresh an entity from its source',
        permissions: [catalogEntityRefreshPermission],
        grants: { ...grantTo(engineers, 'own'), 'platform-team': 'all' },
        why: 'Engineers refresh what their team owns; the platform team refreshes anything.',
      },
      {
        id: 'catalog-check',
        action: 'Check a catalog file before it is added',
        permissions: [
          catalogEntityValidatePermission,
          catalogLocationAnalyzePermission,
        ],
        grants: grantTo([...engineers, 'platform-team'], 'all'),
        why: 'Checking makes the portal fetch an address, which is left to engineers.',
      },
      {
        id: 'catalog-sources',
        action: 'See where entities come from',
        permissions: [catalogLocationReadPermission],
        grants: grantTo([...engineers, 'platform-team'], 'all'),
        why: 'Source addresses are an engineering detail.',
      },
      {
        id: 'catalog-register',
        action: 'Add a source to the catalog',
        permissions: [
          catalogEntityCreatePermission,
          catalogLocationCreatePermission,
        ],
        grants: { 'platform-team': 'all' },
        why: 'Sources are kept in Git and added by the platform team, so that the catalog stays one reviewed list.',
      },
      {
        id: 'catalog-remove',
        action: 'Remove an entity or a source from the catalog',
        permissions: [
          catalogEntityDeletePermission,
          catalogLocationDeletePermission,
        ],
        grants: { 'platform-team': 'all' },
        why: 'Removing hides a running service from everybody, so it is left to the platform team.',
      },
      {
        id: 'catalog-ingestion-read',
        action: 'See the state of catalog ingestion',
        permissions: [catalogIngestionReadPermission],
        grants: grantTo(['sre', 'platform-team'], 'all'),
        why: 'Ingestion is watched by SREs and the platform team.',
      },
      {
        id: 'catalog-ingestion-manage',
        action: 'Start and stop catalog ingestion',
        permissions: [catalogIngestionManagePermission],
        grants: { 'platform-team': 'all' },
        why: 'Stopping ingestion freezes the catalog for everybody, so it is left to the platform team.',
      },
    ],
  },
  {
    id: 'templates',
    title: 'Templates',
    rows: [
      {
        id: 'template-read',
        action: 'Open a template and its form',
        permissions: [
          templateParameterReadPermission,
          templateStepReadPermission,
        ],
        grants: grantTo([...engineers, 'platform-team'], 'all'),
        why: 'Templates create things in Git and the cluster, which engineers answer for.',
      },
      {
        id: 'template-run',
        action: 'Run a template',
        permissions: [taskCreatePermission, actionExecutePermission],
        grants: grantTo([...engineers, 'platform-team'], 'all'),
        why: 'Templates create things in Git and the cluster, which engineers answer for.',
      },
      {
        id: 'template-try',
        action: 'Try a template without effect',
        permissions: [templateDryRunPermission],
        grants: grantTo([...engineers, 'platform-team'], 'all'),
        why: 'Trying runs the steps of a template, which engineers answer for.',
      },
      {
        id: 'template-follow',
        action: 'Follow the run of a template',
        permissions: [taskReadPermission],
        grants: { ...grantTo(engineers, 'own'), 'platform-team': 'all' },
        why: 'A run shows what was typed into it, so only the person who started it and the platform team see it.',
      },
      {
        id: 'template-cancel',
        action: 'Cancel the run of a template',
        permissions: [taskCancelPermission],
        grants: { ...grantTo(engineers, 'own'), 'platform-team': 'all' },
        why: 'A run is cancelled by the person who started it or by the platform team.',
      },
      {
        id: 'template-manage',
        action: 'Manage templates: edit, and list all runs',
        permissions: [templateManagementPermission],
        grants: { 'platform-team': 'all' },
        why: 'Templates are kept by the platform team.',
      },
    ],
  },
  {
    id: 'platform',
    title: 'Platform',
    rows: [
      {
        id: 'platform-read',
        action: 'See how far the platform is, and whether its cluster answers',
        permissions: [platformReadPermission],
        grants: everyone,
        why: 'Everybody with a role may see whether the platform can be used; it says nothing about what runs on it.',
      },
    ],
  },
  {
    id: 'kubernetes',
    title: 'Kubernetes',
    rows: [
      {
        id: 'kubernetes-read',
        action: 'See the pods and workloads of a component',
        permissions: [
          kubernetesClustersReadPermission,
          kubernetesResourcesReadPermission,
        ],
        grants: grantTo([...engineers, 'platform-team'], 'all'),
        why: 'Workload details can hold internal addresses, so they are for engineers.',
      },
      {
        id: 'kubernetes-proxy',
        action: 'Send requests straight to a cluster',
        permissions: [kubernetesProxyPermission],
        grants: {},
        why: "Nobody may: such a request would run with the portal's own credentials instead of the person's.",
      },
    ],
  },
];
