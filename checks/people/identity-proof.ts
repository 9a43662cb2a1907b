/** What a proof of identity has to carry, by its method: an empty one proves nothing. */
import type { IdentityMethod } from '../../workflows/contract/case-view';
import type { Problem } from '../../workflows/contract/messages';

/** A kind of document that was seen, a file that shows it, words on what was seen or heard. */
export type ProofPart = 'document' | 'file' | 'evidence';

/** One of them at least. A document kind alone says nothing of an account, words alone nothing of a document. */
export const PROOF_NEEDS: Readonly<Record<IdentityMethod, readonly ProofPart[]>> = {
  'document-seen': ['document'],
  callback: ['document', 'evidence'],
  video: ['document', 'evidence'],
  'bank-check': ['file', 'evidence'],
};

/** A proof as it was entered. */
export interface EnteredProof {
  readonly method: IdentityMethod;
  readonly documents: readonly {
    /** Left open in a form that is being filled in. */
    readonly kind?: string | undefined;
    readonly attachmentId?: string | undefined;
  }[];
  readonly evidence?: string | undefined;
}

const CARRIES: Readonly<Record<ProofPart, (proof: EnteredProof) => boolean>> = {
  document: ({ documents }) => documents.length > 0,
  file: ({ documents }) => documents.some(({ attachmentId }) => attachmentId !== undefined),
  evidence: ({ evidence = '' }) => evidence.trim() !== '',
};

/** `IDENTITY_PROOF_EMPTY` at each field that would do, where the proof carries nothing that its method needs. */
export function proofProblems(proof: EnteredProof): readonly Problem[] {
  const needs = PROOF_NEEDS[proof.method];
  if (needs.some((part) => CARRIES[part](proof))) return [];
  const paths = needs.map((part) => (part === 'evidence' ? 'evidence' : 'documents'));
  return [...new Set(paths)].map((path) => ({ path, code: 'IDENTITY_PROOF_EMPTY' }));
}
