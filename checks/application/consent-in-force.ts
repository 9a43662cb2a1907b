/** The consents of a case that are in force, read from the record, and what of an application they leave out. */
import type { CaseData, ConsentScope } from '../../workflows/contract/case-data';
import type { CaseId } from '../../workflows/contract/identifiers';
import type { AcquirerSide } from './acquirer-side';
import { type BeyondConsent, beyondConsent, scopeToShow, serialsOf } from './consent-scope';
import type { DepositLine } from '../money/deposits';
import { itemisationHash, itemise } from '../money/itemisation';

/** Path of a problem with the consent itself. */
export const CONSENT_PATH = 'consent';

interface KeptConsent {
  readonly caseId: CaseId;
  readonly at: Date;
  readonly itemisationHash: string;
  readonly scope?: ConsentScope;
}

/** What of the record tells the scope of a consent. */
export interface ConsentReads {
  readonly consents: {
    read(consentId: string): Promise<KeptConsent | undefined>;
    inForce(caseId: CaseId): Promise<readonly string[]>;
  };
  readonly revisions: {
    inForce(caseId: CaseId, at: Date): Promise<{ readonly data: CaseData }>;
  };
}

/** Whose consents are asked about; without ids, those that the ledger names. */
export interface ConsentOf {
  readonly caseId: CaseId;
  /** The consent, and behind it those that added to it. */
  readonly consentIds?: readonly string[] | undefined;
  readonly openedToClose: boolean;
}

type Side = Pick<AcquirerSide, 'deposits'> | undefined;

/**
 * Holds an application against the consents in force. Where the evidence of the first is lost, it covers
 * nothing: a single problem at `consent` says so, and all of the application is to be agreed to. Fails as the
 * reads fail.
 */
export async function beyondInForce(
  reads: ConsentReads,
  of: ConsentOf,
  data: CaseData,
  side: Side,
): Promise<BeyondConsent> {
  const ids = of.consentIds ?? (await reads.consents.inForce(of.caseId));
  const read = await Promise.all(ids.map((consentId) => reads.consents.read(consentId)));
  const [first, ...more] = read.map((kept) => (kept?.caseId === of.caseId ? kept : undefined));
  const added = more.flatMap((kept) => kept?.scope ?? []);
  if (first === undefined) {
    const { problems, ...beyond } = beyondConsent(added, data);
    const isLost = problems.length > 0 || added.length === 0;
    return {
      ...beyond,
      problems: isLost ? [{ path: CONSENT_PATH, code: 'CONSENT_NOT_COVERING' }] : [],
    };
  }
  const scope = first.scope ?? (await olderScope(reads, of, first, data, side));
  return beyondConsent([scope, ...added], data);
}

/**
 * The scope of a consent from before scopes were kept: terminals and closure of the revision in force at
 * the time; the items are whichever of those known has the hash that it names.
 */
async function olderScope(
  reads: ConsentReads,
  { caseId, openedToClose }: ConsentOf,
  consent: KeptConsent,
  data: CaseData,
  side: Side,
): Promise<ConsentScope> {
  const { data: then } = await reads.revisions.inForce(caseId, consent.at);
  const { terminals, closeAccount, ...shown } = scopeToShow(
    then,
    side?.deposits ?? { kind: 'cannot' },
    openedToClose,
  );
  const lists = [
    shown.items,
    then.application?.deposits ?? [],
    data.application?.deposits ?? [],
  ].map((lines) => itemise(lines, serialsOf(then)));
  return { terminals, closeAccount, items: (await withHash(lists, consent.itemisationHash)) ?? [] };
}

async function withHash(
  lists: readonly (readonly DepositLine[])[],
  hash: string,
): Promise<readonly DepositLine[] | undefined> {
  const hashes = await Promise.all(lists.map(itemisationHash));
  return lists[hashes.indexOf(hash)];
}
