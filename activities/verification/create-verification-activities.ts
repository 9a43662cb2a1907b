// activities/verification/: whether what lies in the record is what was written.
/** The pages of a verification as activities. What they find is put on the operators' list here. */
import type { RecordPart } from '../../record/port/desk-record';
import type { VerificationPort } from '../../workflows/contract/ports';
import { asFailure } from '../failures';

export interface VerificationDeps {
  readonly record: RecordPart<{ ledger: 'verifyPage'; attention: 'settle' }>;
}

/** See `VerificationPort`. */
export function createVerificationActivities({ record }: VerificationDeps): VerificationPort {
  return {
    verifyLedgerPage: async ({ after }) => {
      try {
        const { caseIds, rows, broken, next } = await record.ledger.verifyPage(after);
        await record.attention.settle(
          { caseIds, codes: ['LEDGER_BROKEN'] },
          broken.map(({ caseId, position }) => ({
            caseId,
            code: 'LEDGER_BROKEN',
            subject: `row ${position}`,
          })),
        );
        return { cases: caseIds.length, rows, broken, ...(next === undefined ? {} : { next }) };
      } catch (error) {
        throw asFailure(error);
      }
    },
  };
}
