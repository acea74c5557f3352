import type { PlatformComponent } from '@payday/plugin-platform-common';
import type { SupervisorSnapshot } from './supervisorSnapshot';

/** How the supervisor says that a component needs others first. */
const waitsForPattern = /^Waits for: (.+)\.$/;

/** The supervisor's components as people see them: waiting is a state of its own, and names only what is missing. */
export function describeComponents({
  components,
}: SupervisorSnapshot): PlatformComponent[] {
  const healthy = new Set(
    components.filter(isHealthy).map(({ title }) => title),
  );
  return components.map(component => {
    const { reason, ...rest } = component;
    const named = waitsForPattern.exec(reason ?? '')?.[1].split(', ') ?? [];
    const waitsFor = named.filter(title => !healthy.has(title));
    if (component.state !== 'starting' || named.length === 0) {
      return { ...component, waitsFor: [] };
    }
    return {
      ...rest,
      state: waitsFor.length ? 'waiting' : 'starting',
      waitsFor,
    };
  });
}

function isHealthy({ state }: SupervisorSnapshot['components'][number]) {
  return state === 'healthy';
}
