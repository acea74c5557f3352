/** Text that is already HTML and is not escaped again. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Html | readonly Html[] | undefined;

/** HTML from a template; every value that is not HTML already is escaped. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  const parts = strings.map((string, index) =>
    index === 0 ? string : render(values[index - 1]) + string,
  );
  return new Html(parts.join(''));
}

function render(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return String(value).replace(
    /[&<>"']/g,
    character => `&#${character.charCodeAt(0)};`,
  );
}
