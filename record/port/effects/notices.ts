/** Notice rows as their senders and callbacks see them; one for (case, kind, occurrence, channel, generation). */
import type { CaseId, Generation, PrincipalId } from '../../../workflows/contract/identifiers';
import type {
  Channel,
  NoticeKind,
  NoticePlan,
  NoticeState,
} from '../../../workflows/contract/notices';

export interface NoticeRow {
  readonly noticeId: string;
  readonly caseId: CaseId;
  readonly kind: NoticeKind;
  readonly occurrence: number;
  readonly channel: Channel;
  readonly generation: Generation;
  readonly state: NoticeState;
  readonly notBefore?: Date;
  readonly providerRef?: string;
  readonly providerCode?: string;
  /** The text as it was sent (decrypted); absent before the first attempt. */
  readonly sent?: {
    readonly to: string;
    readonly subject?: string;
    readonly text: string;
    readonly html?: string;
  };
  readonly plannedAt: Date;
  readonly changedAt: Date;
}

/** Most resends of one notice within `RESEND_WINDOW_MS`. */
export const RESEND_LIMIT = 3;
export const RESEND_WINDOW_MS = 24 * 60 * 60 * 1_000;

/** A notice on one channel, as the workflow was told of it. */
export type SentNotice = Pick<NoticeRow, 'kind' | 'occurrence' | 'channel' | 'state'>;

export interface NoticeStore {
  /** Rows of a case, oldest first. */
  list(caseId: CaseId): Promise<readonly NoticeRow[]>;
  /** One row by its id; undefined where there is none. */
  get(noticeId: string): Promise<NoticeRow | undefined>;
  /** Every notice that the case has planned, also where no row of it was written yet. */
  plans(caseId: CaseId): Promise<readonly NoticePlan[]>;
  /**
   * Rows of one planned notice in a generation, one for each channel; creates those of the channels that
   * the merchant has now if there are none. `noticeId` is random and appears in callback addresses.
   */
  rowsOf(
    caseId: CaseId,
    notice: NoticePlan & { readonly generation?: Generation },
    channels: readonly Channel[],
  ): Promise<readonly NoticeRow[]>;
  /**
   * Writes rows of notices that were sent and that a restore has lost, as the workflow was told of them; the
   * text and the number it went to are gone. Rows that are there stay as they are. Answers with how many
   * were written. Called twice: none the second time.
   */
  restore(caseId: CaseId, sent: readonly SentNotice[]): Promise<number>;
  /** Ranks a state in; lower ranks and replaced ends are ignored. Returns the row as it stands after. */
  rank(
    noticeId: string,
    change: {
      state: NoticeState;
      providerRef?: string;
      providerCode?: string;
      notBefore?: Date;
      sent?: NoticeRow['sent'];
    },
  ): Promise<NoticeRow>;
  /** One more generation of a notice. `RESEND_BUDGET` after 3 in 24 hours. */
  planResend(noticeId: string, by: PrincipalId): Promise<NoticeRow>;
  /** SMS accepted for a number since a moment (blind index); for the daily budget. */
  countSms(phone: string, since: Date): Promise<number>;
}
