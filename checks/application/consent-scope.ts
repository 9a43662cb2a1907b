/**
 * What a consent covers: shown before it is given, named by its hash, kept with it, and held against every
 * application afterwards. What was not shown, or was shown with another amount, was not agreed to.
 */
import type { CaseData, ConsentScope } from '../../workflows/contract/case-data';
import type { CaseId } from '../../workflows/contract/identifiers';
import type { Problem } from '../../workflows/contract/messages';
import type { AcquirerSide, LedgerDeposit, Reading } from './acquirer-side';
import { depositDifferences } from '../money/deposits';
import type { DepositLine } from '../money/deposits';
import { hashOfRows, heldLines, itemise, itemisationHash, rowOf } from '../money/itemisation';
import { normalizeSerialNumber } from '../references/serial-number';

type Deposits = Reading<readonly LedgerDeposit[]>;

/** Path of a problem with the consent itself. */
export const CONSENT_PATH = 'consent';

function serialsOf({ terminals }: Pick<ConsentScope, 'terminals'>): readonly string[] {
  return terminals.map(({ serialNumber }) => serialNumber);
}

/**
 * What is shown of a case before consent: its terminals, what the acquirer holds for them (where it cannot
 * tell, what the draft names), and whether the account is closed. `openedToClose`: what the opening says of
 * that; a draft says it anew.
 */
export function scopeToShow(
  { terminals, application }: CaseData,
  deposits: Deposits,
  openedToClose: boolean,
): ConsentScope {
  const held =
    deposits.kind === 'found' ? heldLines(deposits.value) : (application?.deposits ?? []);
  return {
    terminals,
    items: itemise(held, serialsOf({ terminals })),
    closeAccount: application?.closeAccount ?? openedToClose,
  };
}

/** Hex SHA-256 of everything shown; the same scope gives the same hash. */
export async function scopeHash({ terminals, items, closeAccount }: ConsentScope): Promise<string> {
  return hashOfRows([
    ...serialsOf({ terminals }).map((serialNumber) => JSON.stringify(['terminal', serialNumber])),
    ...items.map(rowOf),
    JSON.stringify(['closeAccount', closeAccount]),
  ]);
}

/** Serial numbers that the consent covers, with those under which they were shown: one may be corrected later. */
function coveredSerials(scope: ConsentScope, { terminals }: CaseData): ReadonlyMap<string, string> {
  const shown = new Map(scope.terminals.map((t) => [t.terminalId, t.serialNumber]));
  const renamed = terminals.flatMap(({ terminalId, serialNumber }) => {
    const before = shown.get(terminalId);
    return before === undefined ? [] : [[serialNumber, before] as const];
  });
  return new Map([...serialsOf(scope).map((sn) => [sn, sn] as const), ...renamed]);
}

/**
 * Everything in the application that the consent does not cover, each as `CONSENT_NOT_COVERING` at its
 * path. Less than was agreed to is fine; an item of another amount was not agreed to, be it lower.
 */
export function beyondConsent(scope: ConsentScope, data: CaseData): readonly Problem[] {
  const { application } = data;
  if (application === undefined) return [];
  const covered = coveredSerials(scope, data);
  const terminals = application.terminals.flatMap((terminal, index) => {
    const serialNumber = normalizeSerialNumber(terminal.serialNumber);
    const isCovered = serialNumber === '' || covered.has(serialNumber);
    return isCovered ? [] : [`terminals[${String(index)}].serialNumber`];
  });
  const entered = application.deposits.map((line) => {
    const serialNumber = normalizeSerialNumber(line.serialNumber);
    return { ...line, serialNumber: covered.get(serialNumber) ?? serialNumber };
  });
  // What was shown and is left out now has nothing entered.
  const deposits = depositDifferences(entered, scope.items)
    .filter((difference) => difference.entered !== undefined)
    .map(({ path }) => path);
  const closure = application.closeAccount && !scope.closeAccount ? ['closeAccount'] : [];
  return [...terminals, ...deposits, ...closure].map((path) => ({
    path,
    code: 'CONSENT_NOT_COVERING',
  }));
}

/** What of the record tells the scope of a consent. */
export interface ConsentReads {
  readonly consents: {
    read(consentId: string): Promise<
      | {
          readonly caseId: CaseId;
          readonly at: Date;
          readonly itemisationHash: string;
          readonly scope?: ConsentScope;
        }
      | undefined
    >;
    inForce(caseId: CaseId): Promise<string | undefined>;
  };
  readonly revisions: {
    inForce(caseId: CaseId, at: Date): Promise<{ readonly data: CaseData }>;
  };
}

/** Whose consent is asked about; without an id, the one that the ledger names last. */
export interface ConsentOf {
  readonly caseId: CaseId;
  readonly consentId?: string | undefined;
  readonly openedToClose: boolean;
}

/**
 * Holds an application against the consent in force. One whose evidence is lost covers nothing: a single
 * problem at `consent` says so. Fails as the reads fail.
 */
export async function consentFindings(
  reads: ConsentReads,
  of: ConsentOf,
  data: CaseData,
  side: Pick<AcquirerSide, 'deposits'> | undefined,
): Promise<readonly Problem[]> {
  const consentId = of.consentId ?? (await reads.consents.inForce(of.caseId));
  const consent = consentId === undefined ? undefined : await reads.consents.read(consentId);
  if (consent?.caseId !== of.caseId) return [{ path: CONSENT_PATH, code: 'CONSENT_NOT_COVERING' }];
  const scope = consent.scope ?? (await olderScope(reads, of, consent, data, side));
  return beyondConsent(scope, data);
}

/**
 * The scope of a consent from before scopes were kept: terminals and closure of the revision in force at
 * the time; the items are whichever of those known has the hash that it names.
 */
async function olderScope(
  reads: ConsentReads,
  { caseId, openedToClose }: ConsentOf,
  consent: { readonly at: Date; readonly itemisationHash: string },
  data: CaseData,
  side: Pick<AcquirerSide, 'deposits'> | undefined,
): Promise<ConsentScope> {
  const { data: then } = await reads.revisions.inForce(caseId, consent.at);
  const shown = scopeToShow(then, side?.deposits ?? { kind: 'cannot' }, openedToClose);
  const lists = [
    shown.items,
    then.application?.deposits ?? [],
    data.application?.deposits ?? [],
  ].map((lines) => itemise(lines, serialsOf(then)));
  return { ...shown, items: (await withHash(lists, consent.itemisationHash)) ?? [] };
}

async function withHash(
  lists: readonly (readonly DepositLine[])[],
  hash: string,
): Promise<readonly DepositLine[] | undefined> {
  const hashes = await Promise.all(lists.map(itemisationHash));
  return lists[hashes.indexOf(hash)];
}
