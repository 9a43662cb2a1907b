/** Fields of a form: label, hint, input and what is wrong with it, tied together for every reader. */
import { h, newId, replaceChildren } from './dom';
import { say, t } from './language';
import { PROBLEMS } from './texts/counted';

export type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export interface FieldOptions {
  readonly path: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean;
  readonly type?: 'text' | 'email' | 'tel';
  readonly inputMode?: 'numeric' | 'decimal';
  readonly autocomplete?: string;
  readonly maxLength?: number;
  readonly rows?: number;
  /** Values and their labels; makes a list to choose from. */
  readonly choices?: Readonly<Record<string, string>>;
  /** First line of such a list, standing for no choice. */
  readonly noChoice?: string;
  readonly onInput: (value: string) => void;
  /** What is said at once of what stands there, though it is taken. */
  readonly doubt?: (value: string) => string | undefined;
  /** When the person leaves the field, or has chosen. */
  readonly onLeave?: () => void;
}

export interface Field {
  readonly path: string;
  readonly label: string;
  readonly element: HTMLElement;
  readonly input: Input;
  /** Shows what is wrong, or nothing. */
  readonly tell: (message: string | undefined) => void;
}

function inputOf(options: FieldOptions, id: string, describedBy: string): Input {
  const common = {
    id,
    name: options.path,
    'aria-describedby': describedBy,
    'aria-required': options.optional === true ? undefined : 'true',
  };
  if (options.choices) {
    const entries = Object.entries(options.choices);
    const all = options.noChoice === undefined ? entries : [['', options.noChoice], ...entries];
    return h(
      'select',
      common,
      all.map(([value = '', label = '']) =>
        h('option', { value, selected: value === options.value }, label),
      ),
    );
  }
  const typed = { ...common, maxlength: options.maxLength ?? 500 };
  if (options.rows !== undefined) {
    return h('textarea', { ...typed, rows: options.rows }, options.value);
  }
  return h('input', {
    ...typed,
    type: options.type ?? 'text',
    value: options.value,
    inputmode: options.inputMode,
    autocomplete: options.autocomplete ?? 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
  });
}

export function field(options: FieldOptions): Field {
  const [id, hintId, errorId] = [newId(), newId(), newId()];
  const describedBy = options.hint === undefined ? errorId : `${hintId} ${errorId}`;
  const input = inputOf(options, id, describedBy);
  const error = h('p', { id: errorId, class: 'error' });
  const { doubt } = options;
  const doubtful = h('p', { class: 'hint', 'aria-live': 'polite' }, doubt?.(options.value) ?? '');
  const optional = options.optional === true && h('span', { class: 'soft' }, t().optional);
  const element = h(
    'div',
    { class: 'field' },
    h('label', { for: id }, options.label, optional),
    options.hint !== undefined && h('p', { id: hintId, class: 'hint' }, options.hint),
    input,
    doubt && doubtful,
    error,
  );
  input.addEventListener('input', () => {
    options.onInput(input.value);
    if (doubt) replaceChildren(doubtful, doubt(input.value) ?? '');
  });
  input.addEventListener('change', () => options.onLeave?.());
  return {
    path: options.path,
    label: options.label,
    element,
    input,
    tell(message) {
      replaceChildren(error, message ?? '');
      element.classList.toggle('wrong', message !== undefined);
      if (message === undefined) input.removeAttribute('aria-invalid');
      else input.setAttribute('aria-invalid', 'true');
    },
  };
}

export interface Check {
  readonly path: string;
  readonly label: string;
  readonly checked: boolean;
  readonly hint?: string;
  readonly onChange: (checked: boolean) => void;
}

export function checkbox({ path, label, checked, hint, onChange }: Check): HTMLElement {
  const [id, hintId] = [newId(), newId()];
  const input = h('input', {
    id,
    type: 'checkbox',
    name: path,
    checked,
    'aria-describedby': hint === undefined ? undefined : hintId,
  });
  input.addEventListener('change', () => onChange(input.checked));
  return h(
    'div',
    { class: 'check' },
    input,
    h(
      'div',
      {},
      h('label', { for: id }, label),
      hint !== undefined && h('p', { id: hintId, class: 'hint' }, hint),
    ),
  );
}

export interface Told {
  readonly path: string;
  readonly message: string;
}

/**
 * Shows everything that is wrong: at its field, and above the form with links to the fields; what belongs
 * to no field stands above alone. The summary takes the focus, so that nobody looks for it.
 */
export function tellAll(
  summary: HTMLElement,
  fields: readonly Field[],
  problems: readonly Told[],
): void {
  for (const one of fields) one.tell(problems.find(({ path }) => path === one.path)?.message);
  summary.hidden = problems.length === 0;
  if (problems.length === 0) return;
  const items = problems.map(({ path, message }) => {
    const about = fields.find((one) => one.path === path);
    if (!about) return h('li', {}, message);
    const link = h('a', { href: `#${about.input.id}` }, `${about.label}: ${message}`);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      about.input.focus();
    });
    return h('li', {}, link);
  });
  replaceChildren(
    summary,
    h('h2', {}, say(PROBLEMS, { count: problems.length })),
    h('ul', {}, items),
  );
  summary.focus();
}

export function problemSummary(): HTMLElement {
  const summary = h('div', { class: 'box bad', role: 'alert', tabindex: '-1' });
  summary.hidden = true;
  return summary;
}
