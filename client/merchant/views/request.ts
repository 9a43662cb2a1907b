/** The first contact: who asks, for which terminals, why; checked while it is typed. */
import { REASON_TOLD } from '../../../words/merchant';
import { MAX_EMAIL_LENGTH } from '../../../checks/people/email';
import { UNBIND_REASONS } from '../../../workflows/contract/case-view';
import { DESK_TIME_ZONE } from '../../../workflows/contract/desk-days';
import { MAX_NAME_LENGTH, MAX_TERMINALS } from '../../../wire/limits';
import type { AskedCode } from '../../../wire/merchant/merchant-answers';
import { api } from '../api';
import type { App } from '../app';
import { h } from '../dom';
import { keepDraft, readDraft } from '../drafts';
import { checkbox, field, problemSummary, tellAll } from '../fields';
import type { Field, FieldOptions } from '../fields';
import { locale, t } from '../language';
import { requestProblems, serialsOf, spoken } from '../live-checks';
import { backLink, card, heading, named, submitForm } from '../parts';

/** Names of the draft by the paths under which checks and server speak of them. */
const PATHS: Readonly<Record<string, string>> = {
  merchantNumber: 'merchant.merchantNumber',
  contactName: 'merchant.contactName',
  phone: 'merchant.phone',
  email: 'merchant.email',
  reason: 'reason',
};

/** What the server is asked for, but for the code. */
export function requestBody(): object {
  const draft = readDraft('request');
  const email = (draft['email'] ?? '').trim();
  return {
    channel: 'website',
    reason: draft['reason'] ?? '',
    closeAccount: draft['closeAccount'] === 'true',
    merchant: {
      merchantNumber: draft['merchantNumber'] ?? '',
      contactName: draft['contactName'] ?? '',
      ...(email !== '' && { email }),
      locale: locale(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || DESK_TIME_ZONE,
    },
    terminals: serialsOf(draft).map((serialNumber) => ({ serialNumber })),
  };
}

/** Between two texts to one phone, ms. */
const PAUSE_MS = 60_000;

/** The code is on its way: remembers which, for the view that asks for it, and when another may follow. */
export function keepAsked({ codeId }: AskedCode): void {
  keepDraft('code', { codeId });
  keepPause(PAUSE_MS);
}

/** No further code is asked for until `pauseMs` have passed. */
export function keepPause(pauseMs: number): void {
  keepDraft('code', { againAt: String(Date.now() + pauseMs) });
}

/** A field bound to the draft; tells what is wrong with it once it is left. */
function bound(
  name: string,
  path: string,
  options: Pick<FieldOptions, 'label'> & Partial<FieldOptions>,
): Field {
  const tell = (): void => {
    const problem = spoken(requestProblems(readDraft('request'))).find((one) => one.path === path);
    made.tell(problem?.message);
  };
  const made: Field = field({
    ...options,
    path,
    value: readDraft('request')[name] ?? '',
    onInput: (value) => {
      keepDraft('request', { [name]: value });
      // What was wrong goes away as soon as it is right; new faults wait until the field is left.
      if (made.input.getAttribute('aria-invalid') === 'true') tell();
    },
    onLeave: tell,
  });
  return made;
}

function merchantFields(): readonly Field[] {
  const texts = t().forms;
  const one = (name: string, options: Pick<FieldOptions, 'label'> & Partial<FieldOptions>) =>
    bound(name, PATHS[name] ?? name, options);
  return [
    one('merchantNumber', {
      label: texts.merchantNumber,
      hint: texts.merchantNumberHint,
      maxLength: 64,
    }),
    one('contactName', {
      label: texts.contactName,
      autocomplete: 'name',
      maxLength: MAX_NAME_LENGTH,
    }),
    one('phone', {
      label: texts.phone,
      hint: texts.phoneHint,
      type: 'tel',
      autocomplete: 'tel',
      maxLength: 30,
    }),
    one('email', {
      label: texts.email,
      hint: texts.emailHint,
      type: 'email',
      autocomplete: 'email',
      optional: true,
      maxLength: MAX_EMAIL_LENGTH,
    }),
  ];
}

function terminalFields(app: App): { fields: readonly Field[]; element: HTMLElement } {
  const texts = t().forms;
  const serials = serialsOf(readDraft('request'));
  const fields = serials.map((_, index) =>
    bound(`serial.${String(index)}`, `terminals[${String(index)}].serialNumber`, {
      label: texts.serial(index + 1),
      hint: index === 0 ? texts.serialHint : undefined,
      maxLength: 60,
    }),
  );
  const keep = (list: readonly string[]): void => {
    const cleared = Object.fromEntries(
      serials.map((_, index) => [`serial.${String(index)}`, undefined]),
    );
    keepDraft('request', { ...cleared, terminals: String(list.length) });
    keepDraft(
      'request',
      Object.fromEntries(list.map((serial, index) => [`serial.${String(index)}`, serial])),
    );
    app.refresh();
  };
  const now = (): readonly string[] => serialsOf(readDraft('request'));
  const remove = (index: number) =>
    h(
      'button',
      {
        type: 'button',
        class: 'link',
        onclick: () => keep(now().filter((_, other) => other !== index)),
      },
      texts.remove(index + 1),
    );
  const element = card(
    texts.terminals,
    fields.map((one, index) => [one.element, fields.length > 1 && remove(index)]),
    serials.length < MAX_TERMINALS &&
      h(
        'button',
        { type: 'button', class: 'quiet', onclick: () => keep([...now(), '']) },
        `+ ${texts.add}`,
      ),
  );
  return { fields, element };
}

export function requestView(app: App): HTMLElement {
  const texts = t().forms;
  const summary = problemSummary();
  const merchant = merchantFields();
  const terminals = terminalFields(app);
  const reason = bound('reason', 'reason', {
    label: texts.reason,
    choices: Object.fromEntries(UNBIND_REASONS.map((name) => [name, named(REASON_TOLD, name)])),
    noChoice: texts.choose,
  });
  const fields = [...merchant, ...terminals.fields, reason];

  async function next(): Promise<void> {
    const problems = spoken(requestProblems(readDraft('request')));
    tellAll(summary, fields, problems);
    if (problems.length > 0) return;
    const phone = readDraft('request')['phone'] ?? '';
    const answer = await api.askCode({ purpose: 'request', phone });
    if (!answer.ok) {
      const about = answer.problems.map((one) => ({ ...one, path: PATHS[one.path] ?? one.path }));
      if (about.length > 0) tellAll(summary, fields, about);
      else app.refused(answer);
      return;
    }
    keepAsked(answer.value);
    app.go('request/code');
  }

  return h(
    'div',
    {},
    backLink(app, ''),
    heading(texts.title),
    h('p', { class: 'lead' }, texts.intro),
    summary,
    submitForm(
      texts.submit,
      next,
      card(
        texts.about,
        merchant.map(({ element }) => element),
      ),
      terminals.element,
      card(
        texts.account,
        reason.element,
        checkbox({
          path: 'closeAccount',
          label: texts.closeAccount,
          hint: texts.closeAccountHint,
          checked: readDraft('request')['closeAccount'] === 'true',
          onChange: (checked) => keepDraft('request', { closeAccount: String(checked) }),
        }),
      ),
      h('p', { class: 'soft' }, texts.privacy, ' ', t().kept),
    ),
  );
}
