/** The code that came by text message; it proves the phone of a request, or opens a case. */
import { type Answer, api } from '../api';
import type { App, Route } from '../app';
import { h } from '../dom';
import { dropDraft, readDraft } from '../drafts';
import { field, problemSummary, tellAll } from '../fields';
import { say, t } from '../language';
import { SEND_IN } from '../texts/counted';
import { backLink, card, heading, submitForm, whileBusy } from '../parts';
import { keepAsked, keepPause, requestBody } from './request';

interface Way {
  readonly back: Route;
  readonly sentTo: string;
  readonly submit: string;
  askAgain(): ReturnType<typeof api.askCode>;
  open(code: string): Promise<Answer<{ expiresAt: string; caseId?: string }>>;
  /** What is done once the code was right. */
  done(): void;
}

const codeId = (): string => readDraft('code')['codeId'] ?? '';

function forRequest(app: App): Way {
  const phone = readDraft('request')['phone'] ?? '';
  const texts = t().forms.code;
  return {
    back: 'request',
    sentTo: texts.sentToPhone(phone),
    submit: texts.submit,
    askAgain: () => api.askCode({ purpose: 'request', phone }),
    open: (code) => api.request({ ...requestBody(), codeId: codeId(), code }),
    done: () => {
      dropDraft('request');
      app.welcome();
    },
  };
}

function forCase(): Way {
  const caseId = readDraft('session')['caseId'] ?? '';
  const texts = t().forms.code;
  return {
    back: 'number',
    sentTo: texts.sentToCase,
    submit: texts.open,
    askAgain: () => api.askCode({ purpose: 'session', caseId }),
    async open(code) {
      const answer = await api.openByCode({ caseId, codeId: codeId(), code });
      return answer.ok ? { ok: true, value: { ...answer.value, caseId } } : answer;
    },
    done: () => undefined,
  };
}

/** A button that waits out the pause between two texts, and says how long. */
function againButton(app: App, way: Way): HTMLElement {
  const texts = t().forms.code;
  const button = h('button', { type: 'button', class: 'quiet' });
  const show = (): void => {
    const left = Math.ceil((Number(readDraft('code')['againAt'] ?? '0') - Date.now()) / 1000);
    button.disabled = left > 0;
    button.textContent = left > 0 ? say(SEND_IN, { count: left }) : texts.send;
  };
  const timer = setInterval(() => {
    // A view that was left takes its clock with it.
    if (!button.isConnected) clearInterval(timer);
    else if (button.getAttribute('aria-disabled') !== 'true') show();
  }, 1_000);
  button.addEventListener('click', () => {
    void whileBusy(button, async () => {
      const answer = await way.askAgain();
      if (answer.ok) {
        keepAsked(answer.value);
        app.say(texts.sentAgain, 'good');
        return;
      }
      if (answer.retryAfterS !== undefined) keepPause(answer.retryAfterS * 1000);
      app.refused(answer);
    }).then(show);
  });
  show();
  return button;
}

/** What was typed for which code: a change of language shows the view anew, and no store may keep a code. */
let typed = { codeId: '', code: '' };

function codeView(app: App, way: Way): HTMLElement {
  const texts = t().forms.code;
  const summary = problemSummary();
  const code = (): string =>
    typed.codeId === codeId() ? typed.code.normalize('NFKC').replace(/\D/g, '') : '';
  const input = field({
    path: 'code',
    label: texts.label,
    value: code(),
    inputMode: 'numeric',
    autocomplete: 'one-time-code',
    maxLength: 12,
    onInput: (value) => {
      typed = { codeId: codeId(), code: value };
    },
  });
  input.input.classList.add('code');

  async function submit(): Promise<void> {
    if (!/^\d{6}$/.test(code())) {
      tellAll(summary, [input], [{ path: 'code', message: texts.invalid }]);
      return;
    }
    const answer = await way.open(code());
    if (answer.ok) {
      dropDraft('code');
      way.done();
      app.enter(answer.value.expiresAt, answer.value.caseId);
      return;
    }
    if (answer.problems.length === 0) app.refused(answer);
    else tellAll(summary, [input], answer.problems);
  }

  return h(
    'div',
    {},
    backLink(app, way.back),
    heading(texts.title),
    h('p', { class: 'lead' }, way.sentTo),
    summary,
    submitForm(
      way.submit,
      submit,
      card(undefined, input.element, h('p', { class: 'hint' }, texts.hint)),
    ),
    h('p', {}, againButton(app, way)),
  );
}

export function requestCodeView(app: App): HTMLElement {
  return codeView(app, forRequest(app));
}

export function caseCodeView(app: App): HTMLElement {
  return codeView(app, forCase());
}
