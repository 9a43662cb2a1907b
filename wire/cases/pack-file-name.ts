/** How the file of an evidence pack is called, by whichever way it is saved; apart, as pages load it. */
import type { CaseId } from '../../workflows/contract/identifiers';

/** `UC-7Q4M2K9T1B-evidence.html`. */
export function packFileName(caseId: CaseId): string {
  return `${caseId}-evidence.html`;
}
