/** Correcting what a reviewer asked for: what stands there, masked, and what it should be. */
import { DEPOSIT_TOLD, DOCUMENT_TOLD, PAYEE_TOLD } from '../../../words/merchant';
import { DOCUMENT_KINDS, PAYEE_KINDS } from '../../../workflows/contract/case-data';
import { DEPOSIT_KINDS } from '../../../workflows/contract/case-view';
import { landlineWarning } from '../../../checks/people/landline';
import { readAmount } from '../../../checks/money/money';
import type { Finding } from '../../../wire/problem-answers';
import { api } from '../api';
import type { App } from '../app';
import type { RequestedField, MerchantProgress } from '../../../wire/merchant/merchant-answers';
import { h, paragraphs } from '../dom';
import { dropDraft, keepDraft, readDraft } from '../drafts';
import { field, problemSummary, tellAll } from '../fields';
import type { Field, FieldOptions } from '../fields';
import { moneyText } from '../format';
import { locale, t } from '../language';
import { correctionProblems, spoken } from '../live-checks';
import { backLink, card, heading, named, submitForm } from '../parts';
import { uploader } from './papers';

/** What decides how other fields are read; where it is left open, what stands there goes on to. */
const KINDS: readonly string[] = ['document.kind', 'payee.kind'];
const INDEXED = /^(terminals|deposits)\[(\d+)\]\.(\w+)$/;

/** What a field is called, e.g. `Serial number of terminal 2`. */
export function fieldLabel(path: string): string {
  const { fields } = t().corrections;
  const [, list, index, name] = INDEXED.exec(path) ?? [];
  const place = Number(index) + 1;
  if (list === 'terminals') return fields.terminal(place);
  const known = fields as Readonly<Record<string, unknown>>;
  const label = known[list === 'deposits' ? (name ?? '') : path];
  const text = typeof label === 'string' ? label : path;
  return list === 'deposits' ? `${fields.depositOf(place)}: ${text}` : text;
}

function choicesOf(path: string): Readonly<Record<string, string>> | undefined {
  const texts = t();
  if (path === 'document.kind') {
    return Object.fromEntries(DOCUMENT_KINDS.map((kind) => [kind, named(DOCUMENT_TOLD, kind)]));
  }
  if (path === 'payee.kind') {
    return Object.fromEntries(PAYEE_KINDS.map((kind) => [kind, named(PAYEE_TOLD, kind)]));
  }
  if (path === 'closeAccount') return { true: texts.yes, false: texts.no };
  if (path.endsWith('.kind')) {
    return Object.fromEntries(DEPOSIT_KINDS.map((kind) => [kind, named(DEPOSIT_TOLD, kind)]));
  }
  return undefined;
}

/** What stands there, in words. */
function nowText({ path, now }: RequestedField, currency: string): string {
  if (path.endsWith('.amountMinor')) return moneyText({ amountMinor: Number(now), currency });
  const text = choicesOf(path)?.[String(now)] ?? String(now);
  return text === '' ? t().corrections.empty : text;
}

/** The form's state over the draft: what was entered, by path. */
function createForm(progress: MerchantProgress) {
  const { requested, caseId } = progress;
  const asked = requested?.fields ?? [];
  // By case and not by revision: what was typed outlives a change that somebody else makes meanwhile.
  const prefix = `${caseId}:`;
  const typed = (path: string): string => readDraft('corrections')[prefix + path] ?? '';
  const currencyOf = (path: string): string => {
    const at = path.replace('.amountMinor', '.currency');
    return String(asked.find((one) => one.path === at)?.now ?? 'CNY');
  };
  const added = (): number => Number(readDraft('corrections')[`${prefix}added`] ?? '0');
  const terminals = asked.filter(({ path }) => path.startsWith('terminals[')).length;
  const paths = (): readonly string[] => [
    ...asked.map(({ path }) => path),
    ...Array.from(
      { length: added() },
      (_, n) => `terminals[${String(terminals + n)}].serialNumber`,
    ),
  ];
  const valueOf = (path: string): string | number | boolean => {
    const text = typed(path).trim();
    if (path === 'closeAccount') return text === 'true';
    // What is no amount stays none, for the check to name.
    if (path.endsWith('.amountMinor'))
      return readAmount(text, currencyOf(path)).value ?? Number.NaN;
    return text;
  };
  const amountCode = (path: string) =>
    path.endsWith('.amountMinor') ? readAmount(typed(path), currencyOf(path)).code : undefined;
  const entered = (): readonly string[] => paths().filter((path) => typed(path).trim() !== '');
  return {
    asked,
    paths,
    typed,
    currencyOf,
    keep: (path: string, value: string) => keepDraft('corrections', { [prefix + path]: value }),
    addTerminal: () => keepDraft('corrections', { [`${prefix}added`]: String(added() + 1) }),
    /** What the server is sent. */
    corrections: () => entered().map((path) => ({ path, value: valueOf(path) })),
    problems: () => {
      const known = asked.filter(({ path }) => KINDS.includes(path));
      const problems = correctionProblems(
        new Map([
          ...known.map(({ path, now }) => [path, String(now)] as const),
          ...entered().map((path) => [path, String(valueOf(path))] as const),
        ]),
      );
      // Of an amount the rules only see that it is none.
      return problems.map((one) => ({ ...one, code: amountCode(one.path) ?? one.code }));
    },
  };
}
type Form = ReturnType<typeof createForm>;

function fieldFor(form: Form, path: string): Field {
  const texts = t().corrections;
  const known = form.asked.find((one) => one.path === path);
  const choices = choicesOf(path);
  const options: Partial<FieldOptions> = choices ? { choices, noChoice: '—' } : {};
  const tell = (): void => {
    made.tell(spoken(form.problems()).find((one) => one.path === path)?.message);
  };
  const made: Field = field({
    path,
    label: fieldLabel(path),
    ...(known && { hint: `${texts.now}: ${nowText(known, form.currencyOf(path))}` }),
    value: form.typed(path),
    optional: true,
    ...(path.endsWith('.amountMinor') && { inputMode: 'decimal' as const }),
    ...(path === 'phone' && { doubt: (value: string) => landlineWarning(value, locale()) }),
    ...options,
    onInput: (value) => {
      form.keep(path, value);
      if (made.input.getAttribute('aria-invalid') === 'true') tell();
    },
    onLeave: tell,
  });
  return made;
}

/** Only other fields than those asked for are wrong: support has to go on. */
function isBeyond(problems: readonly Finding[], form: Form): boolean {
  return problems.length > 0 && problems.every(({ path }) => !form.paths().includes(path));
}

/** All of it is right, and some of it was not agreed to yet: the merchant is asked for that. */
function needsConsent(problems: readonly Finding[]): boolean {
  return (
    problems.length > 0 && problems.every(({ code }) => code === 'UNBIND_CONSENT_NOT_COVERING')
  );
}

function correctionForm(app: App, progress: MerchantProgress): HTMLElement {
  const texts = t().corrections;
  const form = createForm(progress);
  const summary = problemSummary();
  const fields = form.paths().map((path) => fieldFor(form, path));

  async function send(): Promise<void> {
    const problems = spoken(form.problems());
    tellAll(summary, fields, problems);
    if (problems.length > 0) return;
    const { revision } = progress;
    const answer = await api.correct({ revision, corrections: form.corrections() });
    if (answer.ok) {
      dropDraft('corrections');
      app.go('case');
      app.say(texts.done, 'good');
    } else if (answer.code === 'UNBIND_STALE_REVISION') {
      app.refresh();
      app.say(texts.stale, 'bad');
    } else if (needsConsent(answer.problems)) {
      dropDraft('corrections');
      app.go('difference');
    } else if (isBeyond(answer.problems, form)) {
      dropDraft('corrections');
      app.go('case');
      app.say(texts.others, 'bad');
    } else if (answer.problems.length > 0) {
      tellAll(summary, fields, answer.problems);
    } else {
      app.refused(answer);
    }
  }

  const submit = submitForm(
    form.corrections().length === 0 ? texts.sendUnchanged : texts.send,
    send,
    card(
      undefined,
      fields.map(({ element }) => element),
      progress.requested?.mayAddTerminals === true &&
        h(
          'button',
          {
            type: 'button',
            class: 'quiet',
            onclick: () => {
              form.addTerminal();
              app.refresh();
            },
          },
          `+ ${texts.addTerminal}`,
        ),
    ),
    h('p', { class: 'soft' }, t().kept),
  );
  const button = submit.querySelector('button[type=submit]');
  submit.addEventListener('input', () => {
    if (!button) return;
    button.textContent = form.corrections().length === 0 ? texts.sendUnchanged : texts.send;
  });
  return h('div', {}, summary, submit);
}

export async function correctionsView(app: App): Promise<HTMLElement> {
  const texts = t().corrections;
  const answer = await app.load();
  const progress = answer.ok ? answer.value : undefined;
  const requested = progress?.requested;
  const hasFields = (requested?.fields.length ?? 0) > 0;
  return h(
    'div',
    {},
    backLink(app, 'case'),
    heading(texts.title),
    hasFields && h('p', { class: 'lead' }, texts.intro),
    requested?.message !== undefined &&
      h(
        'section',
        { class: 'card' },
        h('h2', {}, texts.message),
        h('blockquote', {}, paragraphs(requested.message)),
      ),
    progress && !hasFields && h('p', { class: 'box' }, texts.nothingAsked),
    progress?.can.attach === true &&
      card(
        t().page.papers,
        h('p', { class: 'hint' }, texts.papers),
        uploader(app, () => undefined),
      ),
    progress && hasFields && correctionForm(app, progress),
  );
}
