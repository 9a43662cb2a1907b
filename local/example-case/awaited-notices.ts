// local/example-case/: what a new desk is shown: example terms, staff, and a case from its opening to its end.
/** Which notices of an example case somebody who watches still waits for, and which are held for hours. */
import { formFor } from '../../words/plural';
import type { Notice } from '../../wire/cases/note-answers';

/** Notices that nobody will hear of any more. */
const SETTLED = ['accepted', 'sent', 'delivered', 'failed', 'undelivered', 'suppressed', 'unknown'];
/** Longer than notices of one machine gather, shorter than a quiet hour. */
const SOON_MS = 5 * 60_000;

export interface AwaitedNotices {
  readonly isOver: boolean;
  /** What to tell of texts that leave much later: quiet hours, or the budget of the day. */
  readonly held: string | undefined;
}

export function awaitedNotices(
  notices: readonly Pick<Notice, 'state' | 'notBefore'>[],
  nowMs: number,
): AwaitedNotices {
  const open = notices.filter(({ state }) => !SETTLED.includes(state));
  const later = open.flatMap(({ notBefore }) => {
    const atMs = notBefore === undefined ? 0 : Date.parse(notBefore);
    return atMs > nowMs + SOON_MS ? [atMs] : [];
  });
  if (later.length === 0) return { isOver: open.length === 0, held: undefined };
  const count = later.length;
  const texts = formFor({ one: 'One text leaves', other: `${count} texts leave` }, count, 'en');
  const from = new Date(Math.min(...later)).toISOString();
  const held =
    `${texts} from ${from} on: the quiet hours (UNBIND_QUIET_HOURS) or the budget of the day ` +
    '(UNBIND_SMS_DAILY_BUDGET) hold them. The example does not wait for them; the desk does.';
  return { isOver: later.length === open.length, held };
}
