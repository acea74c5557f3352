import type { RuleContract, SchemaContract, TableContract } from './schemaContract.ts';

/**
 * Pure: where the schema there is now would stop the code of a recorded release, as sentences; empty when that code
 * can run on it beside the newer one. Errs towards a finding: what only might refuse a statement is one.
 */
export function breaksOf(released: SchemaContract, now: SchemaContract): string[] {
  return Object.entries(released.tables).flatMap(([name, before]) => {
    const after = now.tables[name];
    if (!after) return [`${name}: the table is gone.`];
    return [...columnBreaks(before, after), ...ruleBreaks(before, after), ...rightBreaks(before, after)].map(
      words => `${name}: ${words}`,
    );
  });
}

function columnBreaks(before: TableContract, after: TableContract): string[] {
  const known = Object.entries(before.columns).flatMap(([name, was]) => {
    const is = after.columns[name];
    if (!is) return [`column ${name} is gone.`];
    if (is.type !== was.type) return [`column ${name} was ${was.type} and is ${is.type}.`];
    if (!is.isOptional && was.isOptional) return [`column ${name} may no longer be empty.`];
    return !is.isFilled && was.isFilled && !is.isOptional ? [`column ${name} is no longer filled in.`] : [];
  });
  const fresh = Object.entries(after.columns).filter(([name]) => !(name in before.columns));
  const needed = fresh.filter(([, { isOptional, isFilled }]) => !isOptional && !isFilled);
  return [...known, ...needed.map(([name]) => `column ${name} is new, and the release does not fill it in.`)];
}

function ruleBreaks(before: TableContract, after: TableContract): string[] {
  const gone = Object.entries(before.rules).filter(([name, { kind }]) => kind === 'unique' && !after.rules[name]);
  const stricter = Object.entries(after.rules).filter(([name, rule]) => {
    const was = before.rules[name];
    if (was) return !allowsAllOf(rule, was);
    // Of new columns only: the release leaves them empty or to their default.
    return rule.columns.length === 0 || rule.columns.some(column => column in before.columns);
  });
  return [
    ...gone.map(([name]) => `${name} is gone, which ON CONFLICT or one row for each may rely on.`),
    ...stricter.map(([name, { kind }]) => `${kind} ${name} is new or another, and may refuse what the release writes.`),
  ];
}

function rightBreaks(before: TableContract, after: TableContract): string[] {
  return before.rights
    .filter(right => !after.rights.includes(right))
    .map(right => `payments_app may no longer ${right}.`);
}

/** True for the same rule, and for one whose lists of words only grew. Validating a rule changes nothing for new rows. */
function allowsAllOf(now: RuleContract, before: RuleContract): boolean {
  const [is, was] = [now, before].map(({ definition }) => definition.replace(/ NOT VALID$/, ''));
  if (is === was) return true;
  if (now.kind !== 'check' || NEGATED.test(is ?? '') || shapeOf(is) !== shapeOf(was)) return false;
  const allowed = new Set(wordsOf(is));
  return wordsOf(was).every(word => allowed.has(word));
}

/** A list of what is forbidden, which allows less the longer it is. */
const NEGATED = /<> ALL|\bNOT (?!NULL\b)/;

const WORD = /'([^']*)'::text/g;

const wordsOf = (definition = '') => [...definition.matchAll(WORD)].map(([, word]) => word);

const shapeOf = (definition = '') => definition.replaceAll(/ARRAY\[[^\]]*\]/g, 'ARRAY');
