/** Subject of what stops a case at the record, on the operators' list: the step that they try again. */
import type { Step } from '../workflows/contract/case-view';

export const WRITE_STEP = 'write-ledger' satisfies Step;
