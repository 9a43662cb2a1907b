/** Notices as e-mail: one message a notice, with the link to the merchant's page. */
import type { Intent, NoticeRow } from '../../record/port/desk-record';
import { noticeKey } from '../../workflows/contract/identifiers';
import type { NoticeKind } from '../../workflows/contract/notices';
import { messageIdOf } from '../email/message-id';
import { covers, toldByRow } from './covers';
import type { OutgoingMessage } from './outgoing-message';
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
  links: Links,
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
      const content = await contentOf(deps, subject, kind, await links.forKind(kind));
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
    look: (intent) => toldByRow(deps, intent),
  };
}

/** Links of one call. */
export interface Links {
  /** The merchant's page with a token in the fragment, or the case in the console for staff. */
  forKind(kind: NoticeKind): Promise<string>;
}

/** All e-mails of one call carry the same token. */
export function linksOf(deps: NoticeDeps, { caseId, revision }: NoticeSubject): Links {
  const { publicUrl } = deps.settings;
  let token: Promise<string> | undefined;
  return {
    async forKind(kind) {
      if (isStaffKind(kind)) return `${publicUrl}/console/cases/${caseId}`;
      // Bound to the contact that the mail goes to, whatever the case takes over meanwhile.
      token ??= deps.record.merchantTokens.issue(caseId, 'link', LINK_TTL_MS, revision.revision);
      return `${publicUrl}/m/#${await token}`;
    },
  };
}
