/**
 * What a verification of the ledger finds: chains that are not what was written. Ids, positions and names of
 * checks only: runs of the verification are workflows, and a history holds no personal data.
 */
import type { CaseId } from './identifiers';

/**
 * By which check a chain was found broken:
 * - `content`: the row says something else than what was written
 * - `order`: the row does not follow the one before: rows were removed, put in, exchanged, or made anew
 * - `end`: the chain ends elsewhere than the case says: its last rows were cut off or put on
 * - `head`: a signed head has another row there: the chain was made anew, cut off with its end, or is gone
 * - `view`: pages or lists show the case otherwise than this row, the last change of it, has it
 * - `revision`: the latest revision of the application is another than the case says
 * - `paper-changed`: what lies beside the ledger is not what this row commits to
 * - `paper-gone`: what this row commits to is not there any more
 * - `paper-added`: something lies beside the ledger that no row commits to
 */
export const LEDGER_CHECKS = [
  'content',
  'order',
  'end',
  'head',
  'view',
  'revision',
  'paper-changed',
  'paper-gone',
  'paper-added',
] as const;
export type LedgerCheck = (typeof LEDGER_CHECKS)[number];

/** Tables beside the ledger whose rows its chain commits to. */
export const PAPERS = [
  'revisions',
  'consents',
  'notes',
  'attachments',
  'notices',
  'intents',
] as const;
export type PaperTable = (typeof PAPERS)[number];

/** The first row of a case that does not fit. */
export interface LedgerFault {
  /** Position in the chain, from 1. */
  readonly position: number;
  readonly check: LedgerCheck;
  /** Table and id of the paper, where it is about one: `consents k_…`. */
  readonly paper?: string;
}

/** A broken chain, and whose it is. */
export interface BrokenLedger extends LedgerFault {
  readonly caseId: CaseId;
}

/**
 * By which check a signed head was found wrong:
 * - `missing`: there is no head of this number, but a later one
 * - `unknown-key`: it was signed by a key that is not accepted
 * - `signature`: it is not what was signed
 * - `previous`: it does not follow the head before
 * - `root`: the leaves that came with the heads do not lead to the root of the last of them
 * - `not-in-record`: it left the building, and the record does not have it any more
 * - `other-in-record`: it left the building, and the record has another of its number
 */
export const HEAD_CHECKS = [
  'missing',
  'unknown-key',
  'signature',
  'previous',
  'root',
  'not-in-record',
  'other-in-record',
] as const;
export type HeadCheck = (typeof HEAD_CHECKS)[number];

export interface HeadFault {
  readonly number: number;
  readonly check: HeadCheck;
}

/** Form of what a signed head says; a later form has a later number. */
export const HEAD_FORMAT = 'unbind-ledger-head/1';

/** Longest time from one head to the next where something is new, ms. */
export const LONGEST_HEAD_INTERVAL_MS = 24 * 3_600_000;

/** What one page came to. */
export interface VerificationPage {
  readonly cases: number;
  readonly rows: number;
  readonly broken: readonly BrokenLedger[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
}

/** Longest list of broken chains in a report; the operators' list has all of them. */
export const REPORTED_BROKEN = 200;

/** Result of the workflow `verifyLedgers`. */
export interface VerificationReport {
  /** Cases whose chain was computed anew, and the rows of these chains. */
  readonly cases: number;
  readonly rows: number;
  /** How many chains are broken. */
  readonly brokenCases: number;
  /** The first `REPORTED_BROKEN` of them. */
  readonly broken: readonly BrokenLedger[];
}

export const EMPTY_VERIFICATION: VerificationReport = {
  cases: 0,
  rows: 0,
  brokenCases: 0,
  broken: [],
};

/** Input of the workflow `verifyLedgers`; empty at the beginning, its own state when it goes on. */
export interface VerificationInput {
  readonly after?: string;
  readonly report?: VerificationReport;
}

/** Form of an evidence pack; a later form has a later number. */
export const PACK_FORMAT = 'unbind-evidence-pack/1';

/**
 * How much a pack says:
 * - `whole`: everything, personal data in full
 * - `masked`: everything, personal data masked
 * - `merchant`: what the merchant of the case may know, their own data masked as on their page
 */
export const PACK_DISCLOSURES = ['whole', 'masked', 'merchant'] as const;
export type PackDisclosure = (typeof PACK_DISCLOSURES)[number];

/**
 * By which check a pack was found to be something else than the desk has signed:
 * - `unknown-key`: none of the given keys has signed it
 * - `signature`: it says something else than was signed
 * - `page`: the page around it shows something else than was made with it
 * - `head`: the head of the ledger in it is not what was signed
 * - `inclusion`: the case does not stand under the root of that head
 * - `content`: a row says something else than was chained
 * - `order`: a row does not follow the one before
 * - `leaf`: the head has another row there, or the row is missing
 * - `view`: the state of the case is another than the last change of it was chained with
 * - `paper-changed`: a paper is not what this row commits to, or the salt that shows it is missing
 * - `paper-gone`: what this row commits to is not in the pack, which says that it is whole
 * - `terms`: a text of terms has another hash than the pack says
 * - `verification`: the desk itself found its ledger changed when it made the pack
 */
export const PACK_CHECKS = [
  'unknown-key',
  'signature',
  'page',
  'head',
  'inclusion',
  'content',
  'order',
  'leaf',
  'view',
  'paper-changed',
  'paper-gone',
  'terms',
  'verification',
] as const;
export type PackCheck = (typeof PACK_CHECKS)[number];

/** The row of the ledger by which a pack was asked for: its facts name the pack and the disclosure. */
export const PACK_ASKED = 'evidence-pack-asked';

/** Input of the workflow `makePack`; how much the pack is to say, the row of the ledger says that asks for it. */
export interface MakePackInput {
  readonly caseId: CaseId;
  readonly packId: string;
}

export interface PackFault {
  readonly check: PackCheck;
  /** The row concerned, where it is one. */
  readonly position?: number;
  /** Table and id of the paper, where it is about one. */
  readonly paper?: string;
}
