/**
 * Short, idempotent work of our own on the record; it runs as local activities. Only the check of a
 * consent also reads the acquirer, for the deposit items that were shown.
 */
import type { CaseData } from '../workflows/contract/case-data';
import type { ConsentRef } from '../workflows/contract/case-view';
import { ERRORS, errorCodeOf } from '../workflows/contract/errors';
import type { CaseId } from '../workflows/contract/identifiers';
import type { RecordPort } from '../workflows/contract/ports';
import type { IsProven } from '../workflows/contract/signing/statements';
import { beyondInForce } from '../checks/application/consent-in-force';
import type { ConsentOf } from '../checks/application/consent-in-force';
import { scopeHash, scopeToShow } from '../checks/application/consent-scope';
import { itemisationHash } from '../checks/money/itemisation';
import type { ConsentRow, DeskRecord } from '../record/port/desk-record';
import { RecordError } from '../record/port/desk-record';
import { afterReset } from './after-reset';
import { WRITE_STEP } from './write-step';
import { AcquirerFailure } from './acquirer/acquirer-port';
import type { AcquirerPort } from './acquirer/acquirer-port';
import { asFailure, failure } from './failures';
import { refuseUnproven, refuseUnprovenOpening } from './refuse-unproven';
import { tellingHolder } from './second-request';

export interface RecordActivityDeps {
  readonly record: DeskRecord;
  readonly acquirer: Pick<AcquirerPort, 'readDeposits'>;
  readonly isProven: IsProven;
}

/** Longest wait for the acquirer while a person waits for the answer, ms. */
const READ_WAIT_MS = 5_000;

/** See `RecordPort` for what each does and which codes it fails with. */
export function createRecordActivities(deps: RecordActivityDeps): RecordPort {
  const { record, isProven } = deps;
  return {
    recordChange: (change) =>
      withCodes(record, change.caseId, async () => {
        refuseUnproven(isProven, change.said);
        await record.cases.change(change);
        const { caseId, wasStuck } = change;
        if (wasStuck) await record.attention.clear(caseId, wasStuck, WRITE_STEP);
      }),
    async openCase(change) {
      const { caseId, said = [] } = change;
      for (const one of said) await refuseUnprovenOpening(deps, one);
      await withCodes(record, caseId, () =>
        tellingHolder(record, caseId, () => record.cases.open(change)),
      );
    },
    takeTerminals: ({ caseId, said }) =>
      withCodes(record, caseId, async () => {
        refuseUnproven(isProven, said && [said]);
        await tellingHolder(record, caseId, () => takeTerminals(record, caseId));
      }),
    unbindWasAttempted: ({ caseId }) =>
      withCodes(record, caseId, () => record.intents.unbindWasAttempted(caseId)),
    afterReset: ({ caseId }) => withCodes(record, caseId, () => afterReset(record, caseId)),
    checkConsent: ({ caseId, consentId, openedToClose, extends: agreed, separate = [], said }) =>
      withCodes(record, caseId, async () => {
        refuseUnproven(isProven, said && [said]);
        const ref = { kind: 'service', consentId } as const;
        const consent = await givenTo(record, caseId, ref, agreed?.[0]);
        for (const apart of separate) await givenTo(record, caseId, apart);
        if (consent.scope !== undefined) return;
        if (agreed === undefined) await bindScope(deps, consent, openedToClose);
        else await bindDifference(deps, consent, { caseId, consentIds: agreed, openedToClose });
      }),
  };
}

/** A consent of the case, to terms of its kind that it may name; see `checkTerms`. */
async function givenTo(
  record: DeskRecord,
  caseId: CaseId,
  ref: ConsentRef,
  extendedId?: string,
): Promise<ConsentRow> {
  const consent = await record.consents.read(ref.consentId);
  if (consent?.caseId !== caseId || consent.kind !== ref.kind) {
    throw new RecordError('NOT_FOUND', 'no such consent in this case');
  }
  await checkTerms(record, consent, extendedId);
  return consent;
}

async function takeTerminals(record: DeskRecord, caseId: CaseId): Promise<void> {
  const { data } = await record.revisions.read(caseId);
  const answer = await record.cases.reserveTerminals(caseId, data.terminals);
  if (answer.taken) return;
  const [conflict] = answer.conflicts;
  throw new RecordError(
    'TERMINAL_HAS_OPEN_CASE',
    'a terminal of the request has an open case',
    conflict?.otherCaseId,
  );
}

/**
 * A workflow that runs was opened once: a record that does not know it is of an earlier moment. What stops the
 * case is put on the operators' list, as its view cannot say so while it cannot be written.
 */
async function withCodes<T>(
  record: DeskRecord,
  caseId: CaseId,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isUnknown = error instanceof RecordError && error.code === 'CASE_NOT_FOUND';
    const failed = isUnknown ? failure('RECORD_BEHIND') : asFailure(error);
    const code = errorCodeOf(failed.type);
    if (code !== undefined && ERRORS[code].reaction === 'park') {
      await tell(record, { caseId, code, subject: WRITE_STEP });
    }
    throw failed;
  }
}

/** A record that cannot take this row either leaves the word to Temporal, where the case shows as parked. */
async function tell(
  record: DeskRecord,
  row: Parameters<DeskRecord['attention']['raise']>[0],
): Promise<void> {
  try {
    await record.attention.raise(row);
  } catch (error) {
    const failed = asFailure(error);
    if (failed.nonRetryable !== true) throw failed;
  }
}

/**
 * The terms have to be those of its kind in force at the moment of the consent, in any language; or those of the
 * consent that it extends, as new terms never undo one.
 */
async function checkTerms(
  record: DeskRecord,
  consent: ConsentRow,
  extendedId: string | undefined,
): Promise<void> {
  const extended = extendedId === undefined ? undefined : await record.consents.read(extendedId);
  const moments = [consent.at, ...(extended === undefined ? [] : [extended.at])];
  const inForce = await Promise.all(moments.map((at) => record.terms.inForce(at)));
  const isInForce = inForce
    .flat()
    .some(
      ({ kind, version, hash }) =>
        kind === consent.kind && version === consent.termsVersion && hash === consent.termsHash,
    );
  if (!isInForce) throw failure('TERMS_OUTDATED');
}

/**
 * Keeps with the consent what it covers, which has to be what is to be shown now. A page from before closure
 * and terminals were part of the hash names the items alone; its consent stays one of that form.
 */
async function bindScope(
  deps: RecordActivityDeps,
  consent: ConsentRow,
  openedToClose: boolean,
): Promise<void> {
  const { data } = await deps.record.revisions.read(consent.caseId);
  const scope = scopeToShow(data, await depositsNow(deps, data), openedToClose);
  if ((await scopeHash(scope)) === consent.itemisationHash) {
    await deps.record.consents.bind(consent, scope);
  } else if ((await itemisationHash(scope.items)) !== consent.itemisationHash) {
    throw failure('ITEMISATION_OUTDATED');
  }
}

/** Keeps what an extension adds, which has to be all that the latest revision has beyond the consents so far. */
async function bindDifference(
  deps: RecordActivityDeps,
  consent: ConsentRow,
  of: ConsentOf,
): Promise<void> {
  const { data } = await deps.record.revisions.read(consent.caseId);
  const deposits = await depositsNow(deps, data);
  const { problems, scope } = await beyondInForce(deps.record, of, data, { deposits });
  if (problems.length === 0) throw failure('NOTHING_TO_AGREE');
  if ((await scopeHash(scope)) !== consent.itemisationHash) throw failure('ITEMISATION_OUTDATED');
  await deps.record.consents.bind(consent, scope);
}

/** Out of reach is final here: somebody waits for the answer, and can ask again. */
async function depositsNow({ acquirer }: RecordActivityDeps, data: CaseData) {
  try {
    const signal = AbortSignal.timeout(READ_WAIT_MS);
    return await acquirer.readDeposits(data.contact.merchantNumber, signal);
  } catch (error) {
    if (!(error instanceof AcquirerFailure)) throw error;
    throw failure('ACQUIRER_UNAVAILABLE', { retryable: false, details: [error.kind] });
  }
}
