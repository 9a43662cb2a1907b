// client/merchant/views/: the views of the merchant's page, one for each thing that a merchant comes for.
/** Coming back with the number of the case. */
import { readCaseId } from '../../../checks/references/case-id';
import { api } from '../api';
import type { App } from '../app';
import { h } from '../dom';
import { keepDraft, readDraft } from '../drafts';
import { field, problemSummary, tellAll } from '../fields';
import { t } from '../language';
import { backLink, card, heading, submitForm } from '../parts';
import { keepAsked } from './request';

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
    const { value: caseId } = readCaseId(number.input.value);
    if (caseId === undefined) {
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
