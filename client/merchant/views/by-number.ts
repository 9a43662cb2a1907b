/** Coming back with the number of the case. */
import { CASE_ID_PATTERN } from '../../../workflows/contract/identifiers';
import { api } from '../api';
import type { App } from '../app';
import { h } from '../dom';
import { keepDraft, readDraft } from '../drafts';
import { field, problemSummary, tellAll } from '../fields';
import { t } from '../language';
import { backLink, card, heading, submitForm } from '../parts';
import { keepAsked } from './request';

/** `uc 7q4m2k9t1b` as people type it. */
export function caseIdFrom(typed: string): string {
  const plain = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  const tail = plain.startsWith('UC') ? plain.slice(2) : plain;
  // The alphabet has none of the letters that are misread.
  return `UC-${tail.replace(/O/g, '0').replace(/[IL]/g, '1')}`;
}

export function byNumberView(app: App): HTMLElement {
  const texts = t().forms.byNumber;
  const summary = problemSummary();
  const number = field({
    path: 'caseId',
    label: texts.number,
    hint: texts.hint,
    value: readDraft('session')['caseId'] ?? '',
    maxLength: 24,
    onInput: (value) => keepDraft('session', { caseId: value }),
  });

  async function send(): Promise<void> {
    const caseId = caseIdFrom(number.input.value);
    if (!CASE_ID_PATTERN.test(caseId)) {
      tellAll(summary, [number], [{ path: 'caseId', message: texts.invalid }]);
      return;
    }
    keepDraft('session', { caseId });
    const answer = await api.askCode({ purpose: 'session', caseId });
    if (!answer.ok) {
      app.refused(answer);
      return;
    }
    keepAsked(answer.value);
    app.go('number/code');
  }

  return h(
    'div',
    {},
    backLink(app, ''),
    heading(texts.title),
    h('p', { class: 'lead' }, texts.intro),
    summary,
    submitForm(texts.send, send, card(undefined, number.element)),
  );
}
