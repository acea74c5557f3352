import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  platformApiRef,
  type FollowedPlatform,
} from '@payday/plugin-payday-react';
import type { PlatformStatus } from '@payday/plugin-platform-common';
import { act } from '@testing-library/react';
import { rootRouteRef } from '../routes';

/** Renders for a portal with an embedded cluster. `become` changes what its backend says. */
export function renderWithPlatform(
  element: JSX.Element,
  first: FollowedPlatform | PlatformStatus,
) {
  let current = followed(first);
  let tell: () => void = () => {};
  const retry = jest.fn();
  renderInTestApp(element, {
    config: { payday: { cluster: 'embedded', clusterName: 'payday' } },
    apis: [
      [
        platformApiRef,
        {
          subscribe: onChange => {
            tell = onChange;
            return () => {};
          },
          current: () => current,
          retry,
        },
      ],
    ],
    mountedRoutes: { '/platform': rootRouteRef },
  });
  return {
    retry,
    become: (next: FollowedPlatform | PlatformStatus) =>
      act(() => {
        current = followed(next);
        tell();
      }),
  };
}

function followed(value: FollowedPlatform | PlatformStatus): FollowedPlatform {
  return 'state' in value ? value : { state: 'ready', value };
}
