import { commandFor, type Instance } from '../instance.ts';
import { peopleByRole } from './people.ts';

/** What `payday up` says when the portal is usable: where it is and who can sign in. */
export function welcome(
  instance: Instance,
  headline: string,
  portalUrl = instance.portalUrl,
): string {
  const people = peopleByRole(instance.root);
  const width = Math.max(0, ...people.map(({ role }) => role.length));
  return [
    `✔ ${headline}`,
    '',
    `  Portal   ${portalUrl}`,
    '',
    '  Sign in as (no password):',
    ...people.map(
      ({ role, names }) => `    ${role.padEnd(width)}  ${names.join(', ')}`,
    ),
    '',
    `  Look around:  ${commandFor(instance, 'demo')}`,
    `  Stop:         ${commandFor(instance, 'down')}`,
  ].join('\n');
}
