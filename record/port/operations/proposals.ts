/** Repairs that one operator proposes and a second one decides on; each is rows of its case's ledger. */
import type { ErrorCode } from '../../../workflows/contract/errors';
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { Actor } from '../../../workflows/contract/messages';
import type { LedgerFact } from '../../../workflows/contract/ports';

/** What is proposed: the repair and its parts; ids, codes and numbers only. */
export type ProposedRepair = Readonly<Record<string, LedgerFact>> & { readonly repair: string };

/**
 * `approved`: decided, and not known to be carried out yet; approving once more goes on with it.
 * `failed`: approved, and refused by the case when it was carried out.
 */
export type ProposalState = 'open' | 'approved' | 'carried-out' | 'failed' | 'declined' | 'lapsed';

export interface Proposal {
  readonly caseId: CaseId;
  /** Its position in the ledger of the case. */
  readonly number: number;
  readonly by: Actor;
  /** RFC 3339. */
  readonly at: string;
  /** RFC 3339; nobody can approve it from then on. */
  readonly lapsesAt: string;
  readonly repair: ProposedRepair;
  readonly state: ProposalState;
  readonly decidedBy?: Actor;
  readonly decidedAt?: string;
  /** With `failed`: the code of the refusal. */
  readonly code?: ErrorCode;
}

export interface ProposalStore {
  /** Writes a proposal and puts it on the operators' list. `CASE_NOT_FOUND`. */
  propose(input: {
    caseId: CaseId;
    by: Actor;
    repair: ProposedRepair;
    lapsesAt: Date;
  }): Promise<Proposal>;
  /** Undefined where the case has no such proposal. */
  get(caseId: CaseId, number: number): Promise<Proposal | undefined>;
  /** Those of all cases that wait for a decision or for being carried out, oldest first. */
  waiting(limit: number): Promise<readonly Proposal[]>;
  /**
   * Approves, by another person than the proposer (`FOUR_EYES`). Called twice: the first decision
   * stands. `NOT_FOUND`, `PROPOSAL_CLOSED`.
   */
  approve(caseId: CaseId, number: number, by: Actor): Promise<Proposal>;
  /** Declines; the proposer may take it back. Called twice: `PROPOSAL_CLOSED`. `NOT_FOUND`. */
  decline(caseId: CaseId, number: number, by: Actor, noteId: string): Promise<Proposal>;
  /** Says what became of an approved one; a `code` says why not. Called twice: the first word stands. */
  conclude(caseId: CaseId, number: number, by: Actor, code?: ErrorCode): Promise<Proposal>;
}
