import type { Entity } from '@backstage/catalog-model';
import { configApiRef, identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';

const group = (name: string, title: string, type: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { namespace: 'default', name, title },
  spec: { type, children: [] },
});

const component = (name: string, owner: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { namespace: 'default', name, title: `The ${name}` },
  spec: { type: 'service', owner },
  relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
});

/** Ana's team and role, what her team owns, and what another team owns. */
export const entities = [
  group('merchant-experience', 'Merchant experience', 'team'),
  group('developers', 'Developers', 'role'),
  component('checkout-web', 'merchant-experience'),
  component('payments-api', 'payments-core'),
];

type Options = {
  cluster?: string;
  catalogApi?: typeof catalogApiRef.T;
  groups?: string[];
};

/** Renders for Ana Lima, a developer of merchant-experience, unless told otherwise. */
export function renderOnHome(element: JSX.Element, options: Options = {}) {
  const groups = options.groups ?? ['merchant-experience', 'developers'];
  return renderInTestApp(element, {
    apis: [
      [
        configApiRef,
        mockApis.config({
          data: { payday: { cluster: options.cluster ?? 'none' } },
        }),
      ],
      [catalogApiRef, options.catalogApi ?? catalogApiMock({ entities })],
      [
        identityApiRef,
        mockApis.identity({
          userEntityRef: 'user:default/ana-lima',
          displayName: 'Ana Lima',
          ownershipEntityRefs: [
            'user:default/ana-lima',
            ...groups.map(name => `group:default/${name}`),
          ],
        }),
      ],
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
}
