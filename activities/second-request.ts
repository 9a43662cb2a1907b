/**
 * A second request for a terminal that an open case holds is refused, and may be the honest one: the ledger of
 * the case that holds it says so, and its page shows it to whoever reviews.
 */
import type { RecordPart } from '../record/port/desk-record';
import { RecordError } from '../record/port/desk-record';
import type { CaseId } from '../workflows/contract/identifiers';

const EVENT = 'second-request-refused';

type Told = RecordPart<{ ledger: 'read' | 'audit' }>;

/** Tells of it where `work` is refused for it. Called twice: one row. */
export async function tellingHolder<T>(
  record: Told,
  caseId: CaseId,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isRefused = error instanceof RecordError && error.code === 'TERMINAL_HAS_OPEN_CASE';
    if (isRefused && error.detail !== undefined) await tellHolder(record, error.detail, caseId);
    throw error;
  }
}

/** `holder` has the terminal, `asking` wanted it. Called twice: one row. */
export async function tellHolder(record: Told, holder: CaseId, asking: CaseId): Promise<void> {
  const rows = await record.ledger.read(holder);
  const isTold = rows.some(({ event, facts }) => event === EVENT && facts['caseId'] === asking);
  if (isTold) return;
  const by = { principalId: 'system', role: 'system' } as const;
  await record.ledger.audit({ caseId: holder, event: EVENT, by, facts: { caseId: asking } });
}
