import type {
  PlatformComponent,
  PlatformStatus,
} from '@payday/plugin-platform-common';

/** A healthy tool, unless overridden. */
export function componentExample(
  overrides: Partial<PlatformComponent> = {},
): PlatformComponent {
  return {
    name: 'kubernetes',
    title: 'Kubernetes',
    group: 'tools',
    state: 'healthy',
    since: '2026-11-24T06:00:00.000Z',
    waitsFor: [],
    ...overrides,
  };
}

/** A status with these components, reported by a supervisor that runs. */
export function statusOf(
  components: PlatformComponent[],
  overrides: Partial<PlatformStatus> = {},
): PlatformStatus {
  return {
    connection: { state: 'absent' },
    progress: {
      state: 'known',
      reportedAt: '2026-11-24T06:00:10.000Z',
      isSupervised: true,
      components,
    },
    ...overrides,
  };
}
