// activities/verification/: whether what lies in the record is what was written.
/** The pages of a verification as activities. What they find is put on the operators' list here. */
import type { KeyObject } from 'node:crypto';
import { headsNotHeld } from '../../record/heads/copies-elsewhere';
import { checkHeads } from '../../record/heads/check-heads';
import type { RecordPart, SignedHead } from '../../record/port/desk-record';
import type { VerificationPort } from '../../workflows/contract/ports';
import type { VerificationPage } from '../../workflows/contract/verification';
import { asFailure } from '../failures';

export interface VerificationDeps {
  readonly record: RecordPart<{
    ledger: 'verifyPage' | 'takeInPapers';
    attention: 'settle';
    heads: 'page' | 'hashes' | 'noteFaults';
  }>;
  /** Keys whose signatures of heads are accepted, by id. */
  readonly publicKeys: ReadonlyMap<string, KeyObject>;
  /** The last head that lies outside the building; absent where none does, or nobody can look. */
  readonly lastCopy: () => Promise<SignedHead | undefined>;
}

/** Heads that are read at once. */
const HEADS_AT_ONCE = 200;

/** See `VerificationPort`. */
export function createVerificationActivities(deps: VerificationDeps): VerificationPort {
  return {
    verifyLedgerPage: async ({ after }) => {
      try {
        return await verifyPage(deps, after);
      } catch (error) {
        throw asFailure(error);
      }
    },
  };
}

async function verifyPage(
  deps: VerificationDeps,
  after: string | undefined,
): Promise<VerificationPage> {
  const { record } = deps;
  const { caseIds, rows, broken, next } = await record.ledger.verifyPage(after);
  await record.attention.settle(
    { caseIds, codes: ['LEDGER_BROKEN'] },
    broken.map(({ caseId, position, paper }) => ({
      caseId,
      code: 'LEDGER_BROKEN',
      subject: paper ?? `row ${position}`,
    })),
  );
  const isBroken = new Set(broken.map(({ caseId }) => caseId));
  await record.ledger.takeInPapers(caseIds.filter((caseId) => !isBroken.has(caseId)));
  // The heads are over all cases: they are looked at once, with the last page.
  if (next === undefined) await verifyHeads(deps);
  return { cases: caseIds.length, rows, broken, ...(next === undefined ? {} : { next }) };
}

async function verifyHeads({ record, publicKeys, lastCopy }: VerificationDeps): Promise<void> {
  const heads: SignedHead[] = [];
  let page: readonly SignedHead[];
  do {
    page = await record.heads.page(heads.at(-1)?.head.number ?? 0, HEADS_AT_ONCE);
    heads.push(...page);
  } while (page.length === HEADS_AT_ONCE);
  // The last copy names the head before, and so on: where the record has it, it has all of them.
  const copy = await lastCopy();
  const copies = copy === undefined ? [] : [copy];
  const held = await record.heads.hashes(copies.map(({ head }) => head.number));
  await record.heads.noteFaults([
    ...checkHeads(heads, publicKeys).faults,
    ...headsNotHeld(copies, { heads: held }),
  ]);
}
