/** Which notices an intent was frozen for. */
import type { Intent, NoticeRow } from '../../record/desk-record';

/** True where the frozen parameters name the row. */
export function covers(intent: Intent, row: Pick<NoticeRow, 'noticeId'>): boolean {
  const { noticeIds } = intent.params;
  return Array.isArray(noticeIds) && noticeIds.includes(row.noticeId);
}
