// client/api/cases/: what staff do with a case: open, find and read it, fill in its application, decide, write notes.
/** Turns rows of the record into answers. Everything personal goes through the masks on its way. */
import type { z } from 'zod';
import { maskCaseData } from '../../../checks/masks';
import type { CaseRow, LedgerRow } from '../../../record/port/desk-record';
import type { CaseData } from '../../../workflows/contract/case-data';
import type { CaseView } from '../../../workflows/contract/case-view';
import { type ErrorCode, isGateCode, publicCode } from '../../../workflows/contract/errors';
import { isEnd, MACHINE_STATUSES } from '../../../workflows/contract/lifecycle';
import { rejectionOf, spelledFact } from '../http/error-codes';
import type {
  caseSummary,
  caseView,
  offers,
  receiptAnswer,
  timelineAnswer,
} from '../../../wire/cases/case-answers';
import type { caseDataAnswer } from '../../../wire/cases/case-data-answers';
import type { Actor, Receipt } from '../../../workflows/contract/messages';
import { askerOf, offersOf } from '../../../workflows/contract/permissions';
import type { ApiDeps } from '../deps';

type Answer<Schema extends z.ZodType> = z.output<Schema>;

export function receiptOf(receipt: Receipt): Answer<typeof receiptAnswer> {
  const { caseId, status, revision } = receipt;
  return { caseId, status, revision };
}

/** Readable copy of what the workflow knows, codes with their public prefix. */
export function viewOf(view: CaseView): Answer<typeof caseView> {
  const { parked, claim, rejection, consentExtension, ...rest } = view;
  return {
    ...rest,
    stepUp: view.stepUp.map((reason) => publicCode(reason)),
    warnings: warningsOf(view).map((code) => publicCode(code)),
    requestedFields: [...view.requestedFields],
    terminals: view.terminals.map((terminal) => effectOf(terminal)),
    deposits: view.deposits.map((deposit) => effectOf(deposit)),
    closure: effectOf(view.closure),
    ...(consentExtension && {
      consentExtension: { ...consentExtension, paths: [...consentExtension.paths] },
    }),
    ...(claim ? { claim } : {}),
    ...(parked ? { parked: parkedOf(parked) } : {}),
    ...(rejection === undefined ? {} : { rejection: rejectionOf(rejection) }),
  };
}

/** What closed a gate at the submission counts until the gate itself is asked, after the approval. */
export function warningsOf({ status, warnings }: CaseView): readonly ErrorCode[] {
  const isAsked = isEnd(status) || MACHINE_STATUSES.includes(status);
  return warnings.filter((code) => !isAsked || !isGateCode(code));
}

function effectOf<Part extends Pick<CaseView['closure'], 'gate' | 'code'>>({
  gate,
  code,
  ...part
}: Part) {
  return {
    ...part,
    ...(gate ? { gate: gate.map((reason) => publicCode(reason)) } : {}),
    ...(code === undefined ? {} : { code: publicCode(code) }),
  };
}

function parkedOf(parked: NonNullable<CaseView['parked']>) {
  return {
    ...parked,
    code: publicCode(parked.code),
    subjects: [...parked.subjects],
    actions: [...parked.actions],
  };
}

/** What the asker may decide on a case, and why not where they may not. */
export function offersFor(
  { view, involved }: Pick<CaseRow, 'view' | 'involved'>,
  by: Actor,
): Answer<typeof offers> {
  return offersOf(view, askerOf(by, involved)).map(({ decision, refusedBy }) => ({
    decision,
    ...(refusedBy === undefined ? {} : { refusedBy: publicCode(refusedBy) }),
  }));
}

/** A row of a list, with what its reader may decide. */
export function summaryOf(row: CaseRow, by: Actor): Answer<typeof caseSummary> {
  const { view } = row;
  return {
    caseId: row.caseId,
    teamId: row.teamId,
    status: view.status,
    statusSince: view.statusSince,
    openedAt: row.openedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    channel: view.channel,
    reason: view.reason,
    waitsFor: view.waitsFor,
    ...(view.nextDueAt === undefined ? {} : { nextDueAt: view.nextDueAt }),
    ...(view.limitAt === undefined ? {} : { limitAt: view.limitAt }),
    overdue: view.overdue,
    held: view.held,
    partial: view.partial,
    ...(view.parked === undefined ? {} : { parked: parkedOf(view.parked) }),
    ...(view.claim === undefined ? {} : { claim: view.claim }),
    ...(row.assignee === undefined ? {} : { assignee: row.assignee }),
    revision: view.revision,
    latestRevision: row.latestRevision,
    terminals: view.terminals.length,
    offers: offersFor(row, by),
  };
}

/** Personal data with the middle of everything masked. */
export function maskedData(data: CaseData): Answer<typeof caseDataAnswer> {
  return fullData(maskCaseData(data));
}

/** Personal data as it is: only after the reveal stands in the ledger. */
export function fullData(data: CaseData): Answer<typeof caseDataAnswer> {
  const { contact, application } = data;
  return {
    contact: { ...contact },
    terminals: data.terminals.map((terminal) => ({ ...terminal })),
    ...(application
      ? {
          application: {
            ...application,
            terminals: application.terminals.map((terminal) => ({ ...terminal })),
            deposits: application.deposits.map((deposit) => ({ ...deposit })),
            payee: { ...application.payee },
          },
        }
      : {}),
  };
}

export function timelineItems(rows: readonly LedgerRow[]): Answer<typeof timelineAnswer>['items'] {
  return rows.map(({ position, at, event, by, facts, hash }) => ({
    position,
    at,
    event,
    by,
    facts: Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [name, spelledFact(fact)]),
    ),
    hash,
  }));
}

/** Display names of staff by id; ids that belong to nobody (the machine, the merchant) are left out. */
export async function namesOf(
  deps: ApiDeps,
  principalIds: readonly string[],
): Promise<Record<string, string>> {
  const unique = [...new Set(principalIds)];
  const staff = await Promise.all(unique.map((id) => deps.record.staff.find(id)));
  return Object.fromEntries(
    staff.flatMap((member) => (member ? [[member.principalId, member.displayName]] : [])),
  );
}
