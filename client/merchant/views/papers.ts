/** Handing in papers: several at once, each told by name how it went. */
import { MAX_FILE_BYTES } from '../../../wire/limits';
import { ACCEPTED_FILES } from '../../../workflows/contract/files';
import { api } from '../api';
import type { App } from '../app';
import type { MerchantProgress } from '../../../wire/merchant/merchant-answers';
import { h, newId } from '../dom';
import { momentText, sizeText } from '../format';
import { t } from '../language';

export function papersList(progress: MerchantProgress): HTMLElement {
  const { attachments } = progress;
  if (attachments.length === 0) return h('p', { class: 'soft' }, t().papers.none);
  return h(
    'ul',
    { class: 'papers' },
    attachments.map(({ fileName, sizeBytes, at }) =>
      h(
        'li',
        {},
        h('span', { class: 'name' }, fileName),
        h('span', { class: 'soft' }, `${sizeText(sizeBytes)} · ${momentText(at, progress)}`),
      ),
    ),
  );
}

interface Sent {
  readonly ok: boolean;
  readonly text: string;
}

async function send(app: App, file: File): Promise<Sent> {
  const texts = t().papers;
  const failed = (why: string): Sent => ({ ok: false, text: `${texts.failed(file.name)} ${why}` });
  // What is too large need not travel.
  if (file.size > MAX_FILE_BYTES) return failed(texts.tooLarge);
  const answer = await api.attach(file);
  if (answer.ok) return { ok: true, text: texts.sent(file.name) };
  if (answer.code === 'UNBIND_UNAUTHENTICATED') app.refused(answer);
  return failed(answer.problems[0]?.message ?? (answer.title === '' ? t().noAnswer : answer.title));
}

/** The button with its file dialog; `done` is called once everything has been tried. */
export function uploader(app: App, done: () => void): HTMLElement {
  const texts = t().papers;
  const id = newId();
  const input = h('input', {
    id,
    type: 'file',
    multiple: true,
    accept: ACCEPTED_FILES,
  });
  const label = h('label', { for: id, class: 'button quiet' }, texts.choose);
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    if (files.length === 0) return;
    label.textContent = t().sending;
    input.disabled = true;
    void (async () => {
      const sent: Sent[] = [];
      for (const file of files) sent.push(await send(app, file));
      input.disabled = false;
      input.value = '';
      label.textContent = texts.choose;
      if (sent.some(({ ok }) => ok)) done();
      app.say(sent.map(({ text }) => text).join('\n'), sent.every(({ ok }) => ok) ? 'good' : 'bad');
    })();
  });
  return h('div', { class: 'upload' }, input, label);
}
