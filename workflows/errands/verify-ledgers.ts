/**
 * Computes the hash chain of every case anew, page by page, each night and on demand. A chain that is not
 * what was written goes to the operators' list; nothing is repaired.
 */
import { continueAsNew } from '@temporalio/workflow';
import { verificationActivities } from '../activity-proxies';
import { EMPTY_VERIFICATION, REPORTED_BROKEN } from '../contract/verification';
import type {
  VerificationInput,
  VerificationPage,
  VerificationReport,
} from '../contract/verification';
import { SWEEP_PAGES_A_RUN } from '../policy';

export async function verifyLedgers(input: VerificationInput): Promise<VerificationReport> {
  let { report = EMPTY_VERIFICATION, after } = input;
  for (let pages = 0; pages < SWEEP_PAGES_A_RUN; pages += 1) {
    const page = await verificationActivities.verifyLedgerPage(
      after === undefined ? {} : { after },
    );
    report = added(report, page);
    after = page.next;
    if (after === undefined) return report;
  }
  return continueAsNew<typeof verifyLedgers>({ report, ...(after === undefined ? {} : { after }) });
}

function added(
  { cases, rows, brokenCases, broken }: VerificationReport,
  page: VerificationPage,
): VerificationReport {
  return {
    cases: cases + page.cases,
    rows: rows + page.rows,
    brokenCases: brokenCases + page.broken.length,
    broken: [...broken, ...page.broken].slice(0, REPORTED_BROKEN),
  };
}
