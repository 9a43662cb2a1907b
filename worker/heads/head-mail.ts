/** Heads as mails to the auditor: the same text as the file, so that a mailbox is a copy that the desk cannot change. */
import { canonicalJson } from '../../base/canonical-json';
import type { EmailSender } from '../../activities/email/email-sender';
import type { SignedHead } from '../../record/port/desk-record';
import { type Phrase, type Sentence, sentence } from '../../words/phrase';
import { LOCALES } from '../../workflows/contract/case-data';

const KEEP =
  'Keep this mail: it can prove that the ledger was not changed afterwards. ' +
  'Save the last line as a file and check it with `unbind audit verify --heads FOLDER`.';
const SUBJECT = {
  'zh-CN': '台账签名头 {number}',
  en: 'Signed head {number} of the ledger',
} as const satisfies Phrase;
const TOLD = {
  'zh-CN':
    '台账签名头 {number}（{at}），覆盖 {count} 个工单。请保留此邮件：它可以证明台账此后未被改动。' +
    '将最后一行存为文件，用 `unbind audit verify --heads FOLDER` 核对。',
  en: {
    one: 'Signed head {number} of the ledger ({at}) over {count} case. ' + KEEP,
    other: 'Signed head {number} of the ledger ({at}) over all {count} cases. ' + KEEP,
  },
} as const satisfies Sentence;

/** True once the mail server has taken it; a refusal or an outage is tried again with the next turn. */
export async function mailHead(
  sender: EmailSender,
  to: string,
  signed: SignedHead,
  signal: AbortSignal,
): Promise<boolean> {
  const { number, at, cases } = signed.head;
  const values = { number, at, count: cases };
  const told = LOCALES.map((locale) => sentence(locale, TOLD, values));
  const subjects = LOCALES.map((locale) => sentence(locale, SUBJECT, values));
  const text = [...told, '', canonicalJson(signed), ''].join('\n');
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const answer = await sender.send(
    {
      to,
      subject: subjects.join(' · '),
      text,
      html: `<pre style="white-space: pre-wrap">${escaped}</pre>`,
      messageId: `<ledger-head.${number}@${sender.domain}>`,
    },
    signal,
  );
  return answer.kind === 'accepted';
}
