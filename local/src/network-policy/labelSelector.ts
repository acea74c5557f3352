/** Labels of an object. */
export type Labels = Readonly<Record<string, string>>;

/** A `metav1.LabelSelector`; one without requirements selects everything. */
export interface LabelSelector {
  matchLabels: Labels;
  matchExpressions: readonly LabelRequirement[];
}

/** One requirement of a selector. `values` is empty for `Exists` and `DoesNotExist`. */
export interface LabelRequirement {
  key: string;
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  values: readonly string[];
}

/** True when the labels meet every requirement. As in Kubernetes, an absent label satisfies `NotIn`. */
export function selects(selector: LabelSelector, labels: Labels): boolean {
  return (
    Object.entries(selector.matchLabels).every(
      ([key, value]) => valueOf(labels, key) === value,
    ) &&
    selector.matchExpressions.every(requirement => meets(requirement, labels))
  );
}

function meets(
  { key, operator, values }: LabelRequirement,
  labels: Labels,
): boolean {
  const value = valueOf(labels, key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return operator satisfies never;
  }
}

/** A label may be called `constructor`. */
function valueOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
