import { z } from 'zod';

/**
 * The role groups of the catalog that grant rights. A person may be in several;
 * the teams that own components grant none by themselves.
 */
export const roles = [
  'developers',
  'release-engineers',
  'sre',
  'product-owners',
  'platform-team',
] as const;

/** The name of one of {@link roles}: also the name of the catalog group that carries it. */
export type Role = (typeof roles)[number];

/** Where an action takes effect. `any`: the action has no environment, such as reading the catalog. */
export const environments = [
  'any',
  'preview',
  'staging',
  'production',
] as const;

/** One of {@link environments}. */
export type Environment = (typeof environments)[number];

/** How far a grant reaches: everything, or only what the person's groups own. */
export const grantScopes = ['all', 'own'] as const;

/** One of {@link grantScopes}. */
export type GrantScope = (typeof grantScopes)[number];

const grantSchema = z.object({
  role: z.enum(roles),
  scope: z.enum(grantScopes),
});

const accessRowSchema = z.object({
  id: z.string(),
  action: z.string(),
  permissions: z.array(z.string()),
  environment: z.enum(environments),
  decision: z.enum(['allowed', 'own', 'denied']),
  reason: z.string(),
  grantedTo: z.array(grantSchema),
});

const accessAreaSchema = z.object({
  id: z.string(),
  title: z.string(),
  rows: z.array(accessRowSchema),
});

/**
 * What the signed-in person may do and why: the answer of `GET /api/permission/access`.
 * Areas and rows come in the order of the permission table.
 */
export const accessSchema = z.object({
  userEntityRef: z.string(),
  roles: z.array(z.enum(roles)),
  ownershipEntityRefs: z.array(z.string()),
  areas: z.array(accessAreaSchema),
});

/** The parsed form of {@link accessSchema}. */
export type Access = z.infer<typeof accessSchema>;

/** One part of the product, such as the catalog, with the actions it offers. */
export type AccessArea = z.infer<typeof accessAreaSchema>;

/** One action in one environment, with the decision for the signed-in person. */
export type AccessRow = z.infer<typeof accessRowSchema>;
