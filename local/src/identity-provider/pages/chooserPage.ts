import type { Person } from '../people.ts';
import { compareRoles } from '../roles.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { page } from './page.ts';

/** People who share a role, under its heading. */
interface RoleSection {
  id: string;
  title: string;
  description?: string;
  people: Person[];
}

/**
 * The page that stands in for a password: one button per person, grouped by role.
 * @param action where the choice is posted to
 * @param problem shown above the people, when the last choice could not be used
 */
export function chooserPage(
  people: Person[],
  action: string,
  problem?: string,
): string {
  return page(
    'Choose who you are',
    html`<h1>Choose who you are</h1>
      <p class="lead">
        What you may do in Payday depends on your role; what you look after
        depends on your team.
      </p>
      ${problem && html`<p class="problem" role="alert">${problem}</p>`}
      <form method="post" action="${action}">
        <div class="roles">${sectionsOf(people).map(roleSection)}</div>
        <p class="actions">
          <button class="quiet" name="cancel" value="yes">
            Cancel and go back
          </button>
        </p>
      </form>`,
  );
}

function sectionsOf(people: Person[]): RoleSection[] {
  const sections = new Map<string, RoleSection>();
  for (const person of people) {
    const id = person.role?.name ?? 'no-role';
    const section = sections.get(id) ?? {
      id,
      title: person.role?.title ?? 'Without a role',
      description: person.role
        ? person.role.description
        : 'May look around, and change nothing.',
      people: [],
    };
    section.people.push(person);
    sections.set(id, section);
  }
  return [...sections.values()].sort((one, other) =>
    compareRoles(one.id, other.id),
  );
}

function roleSection({ id, title, description, people }: RoleSection): Html {
  return html`<section class="role" aria-labelledby="role-${id}">
    <h2 id="role-${id}">${title}</h2>
    ${description && html`<p>${description}</p>`}
    <ul>
      ${people.map(personCard)}
    </ul>
  </section>`;
}

function personCard({ name, displayName, role, team }: Person): Html {
  const details = [role?.personTitle, team?.title].filter(Boolean).join(', ');
  return html`<li>
    <button class="person" name="person" value="${name}">
      <span class="initials" aria-hidden="true">${initials(displayName)}</span>
      <span class="who">
        <span class="name">${displayName}</span>
        <span class="details">${details || 'No role, no team'}</span>
      </span>
    </button>
  </li>`;
}

function initials(displayName: string): string {
  const words = displayName.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words[words.length - 1] : undefined]
    .map(word => word?.[0] ?? '')
    .join('')
    .toUpperCase();
}
