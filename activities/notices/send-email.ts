/** Notices as e-mail: one message a notice, with the link to the merchant's page. */
import type { Intent, NoticeRow } from '../../record/desk-record';
import { noticeKey } from '../../workflows/contract/identifiers';
import { messageIdOf } from '../email/message-id';
import { covers } from './covers';
import type { OutgoingMessage } from './deliver-message';
import { contentOf, isStaffKind } from './gather-content';
import type { NoticeSubject } from './gather-content';
import type { NoticeDeps } from './notice-deps';
import { renderEmail } from './render-notice';
import { textParam } from './send-sms';

/** How long a link opens the merchant's page. */
const LINK_TTL_MS = 30 * 24 * 60 * 60 * 1_000;

export function emailMessage(
  deps: NoticeDeps,
  subject: NoticeSubject,
  address: string,
  row: NoticeRow,
  intents: readonly Intent[],
): OutgoingMessage {
  const { caseId } = subject;
  const { kind, occurrence, generation } = row;
  const { emailSender } = deps;
  return {
    channel: 'email',
    caseId,
    key: noticeKey(caseId, `${kind}.${occurrence}`, 'email', generation),
    rows: [row],
    intents: intents.filter((intent) => intent.effect === 'email' && covers(intent, row)),
    // A second copy carries the same Message-ID, so even optional kinds may be sent again.
    atLeastOnce: true,
    canReconcile: false,
    heldUntil: () => Promise.resolve(undefined),
    freeze: async () => {
      const content = await contentOf(deps, subject, kind, await linkFor(deps, subject, row));
      const messageId = messageIdOf({ caseId, kind, occurrence, generation }, emailSender.domain);
      return { to: address, ...renderEmail(content), messageId };
    },
    sentOf: (params) => ({
      to: textParam(params, 'to'),
      subject: textParam(params, 'subject'),
      text: textParam(params, 'text'),
      html: textParam(params, 'html'),
    }),
    call: (params, signal) =>
      emailSender.send(
        {
          to: textParam(params, 'to'),
          subject: textParam(params, 'subject'),
          text: textParam(params, 'text'),
          html: textParam(params, 'html'),
          messageId: textParam(params, 'messageId'),
        },
        signal,
      ),
    look: () => Promise.resolve(undefined),
  };
}

/** The merchant's page with a fresh token in the fragment, or the case in the console for staff. */
async function linkFor(deps: NoticeDeps, subject: NoticeSubject, row: NoticeRow): Promise<string> {
  const { publicUrl } = deps.settings;
  if (isStaffKind(row.kind)) return `${publicUrl}/console/cases/${subject.caseId}`;
  const token = await deps.record.issueMerchantToken(subject.caseId, 'link', LINK_TTL_MS);
  return `${publicUrl}/m#${token}`;
}
