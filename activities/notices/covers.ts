/** Which notices an intent was frozen for, and what their rows know of its fate. */
import type { DeskRecord, Intent, NoticeRow } from '../../record/port/desk-record';
import type { Proof } from './outgoing-message';

/** True where the frozen parameters name the row. */
export function covers(intent: Intent, row: Pick<NoticeRow, 'noticeId'>): boolean {
  const { noticeIds } = intent.params;
  return Array.isArray(noticeIds) && noticeIds.includes(row.noticeId);
}

/** The provider's reference that a callback, or an attempt that was faster, has left on a row. */
export async function toldByRow(
  deps: { readonly record: DeskRecord },
  intent: Intent,
): Promise<Proof | undefined> {
  const rows = await deps.record.notices.list(intent.caseId);
  for (const row of rows.filter((one) => covers(intent, one))) {
    const { providerRef, providerCode, state } = row;
    if (providerRef === undefined) continue;
    return { providerRef, state, ...(providerCode !== undefined && { providerCode }) };
  }
  return undefined;
}
