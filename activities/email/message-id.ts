/** Message-IDs: the same for every attempt at one notice, so that mail programs show a second copy once. */
import type { CaseId, Generation } from '../../workflows/contract/identifiers';
import type { NoticeKind } from '../../workflows/contract/notices';

/** `<UC-….approved.1.g1@desk.example>`: ids only. */
export function messageIdOf(
  notice: { caseId: CaseId; kind: NoticeKind; occurrence: number; generation: Generation },
  domain: string,
): string {
  const { caseId, kind, occurrence, generation } = notice;
  return `<${caseId}.${kind}.${occurrence}.g${generation}@${domain}>`;
}
