/** Documented forms of the answers about cases. Personal data in them is masked. */
import { z } from 'zod';
import { normalizeCaseId } from '../../checks/case-id';
import { LOCALES } from '../../workflows/contract/case-data';
import {
  CASE_CHANNELS,
  DEPOSIT_KINDS,
  STEPS,
  UNBIND_REASONS,
} from '../../workflows/contract/case-view';
import { CASE_STATUSES, ROLES } from '../../workflows/contract/lifecycle';
import { errorCode, rejectionAnswer, stepUpReasons } from './error-codes';
import { PROBLEM_MEDIA_TYPE, problemAnswer, spokenProblem } from './problem-answers';

const moment = z.iso.datetime();
const status = z.enum(CASE_STATUSES);
const codes = z.array(errorCode);

export const receiptAnswer = z.object({ caseId: z.string(), status, revision: z.int() }).meta({
  id: 'Receipt',
  description: 'Where the case stands once the decision is in the ledger.',
});

const effectView = {
  generation: z.int(),
  gate: codes.optional(),
  code: errorCode.optional(),
  since: z.string(),
};

const parkedView = z.object({
  step: z.enum(STEPS),
  code: errorCode,
  subjects: z.array(z.string()),
  since: z.string(),
  actions: z.array(z.enum(['retry', 'resolve', 'send-back'])),
});

const claimView = z.object({ by: z.string(), until: z.string() });

export const caseView = z
  .object({
    caseId: z.string(),
    status,
    statusSince: z.string(),
    openedAt: z.string(),
    openedBy: z.string(),
    channel: z.enum(CASE_CHANNELS),
    reason: z.enum(UNBIND_REASONS),
    closeAccount: z.boolean(),
    revision: z.int(),
    waitsFor: z.string(),
    nextDueAt: z.string().optional(),
    limitAt: z.string().optional(),
    expectedBy: z.string().optional(),
    overdue: z.boolean(),
    held: z.boolean(),
    partial: z.boolean(),
    pointOfNoReturn: z.boolean(),
    refundReopened: z.boolean(),
    stepUp: stepUpReasons,
    warnings: codes,
    claim: claimView.optional(),
    requestedFields: z.array(z.string()),
    parked: parkedView.optional(),
    terminals: z.array(z.object({ terminalId: z.string(), state: z.string(), ...effectView })),
    deposits: z.array(
      z.object({
        depositId: z.string(),
        terminalId: z.string(),
        kind: z.enum(DEPOSIT_KINDS),
        amountMinor: z.int(),
        currency: z.string(),
        refund: z.string(),
        ...effectView,
      }),
    ),
    closure: z.object({ state: z.string(), ...effectView }),
    reviewClockMs: z.number(),
    rejection: rejectionAnswer.optional(),
    endedAt: z.string().optional(),
  })
  .meta({ id: 'CaseView', description: 'What the workflow knows: no personal data.' });

export const caseSummary = z
  .object({
    caseId: z.string(),
    teamId: z.string(),
    status,
    statusSince: z.string(),
    openedAt: moment,
    changedAt: moment,
    channel: z.enum(CASE_CHANNELS),
    reason: z.enum(UNBIND_REASONS),
    waitsFor: z.string(),
    nextDueAt: z.string().optional(),
    limitAt: z.string().optional(),
    overdue: z.boolean(),
    held: z.boolean(),
    partial: z.boolean(),
    parked: parkedView.optional(),
    claim: claimView.optional(),
    assignee: z.string().optional(),
    revision: z.int(),
    latestRevision: z.int(),
    terminals: z.int(),
  })
  .meta({ id: 'CaseSummary' });

export const casePage = z
  .object({ items: z.array(caseSummary), nextCursor: z.string().optional() })
  .meta({ id: 'CasePage' });

export const findings = z
  .object({
    problems: z.array(spokenProblem),
    warnings: z.array(spokenProblem),
    stepUp: stepUpReasons,
    /** False where the acquirer could not be read just now; form only. */
    checkedAgainstAcquirer: z.boolean(),
  })
  .meta({ id: 'Findings', description: 'What the checks find in the latest draft.' });

const contactAnswer = z.object({
  merchantNumber: z.string(),
  contactName: z.string(),
  phone: z.string().optional(),
  email: z.string().optional(),
  locale: z.enum(LOCALES),
  timeZone: z.string(),
});

const payeeAnswer = z.object({
  kind: z.string(),
  accountName: z.string().optional(),
  accountNumber: z.string().optional(),
  bankCode: z.string().optional(),
});

const depositLine = z.object({
  depositId: z.string(),
  serialNumber: z.string(),
  kind: z.enum(DEPOSIT_KINDS),
  amountMinor: z.number(),
  currency: z.string(),
});

const applicationAnswer = z.object({
  merchantName: z.string(),
  document: z.object({ kind: z.string(), number: z.string() }),
  phone: z.string(),
  email: z.string().optional(),
  terminals: z.array(z.object({ serialNumber: z.string() })),
  deposits: z.array(depositLine),
  payee: payeeAnswer,
  closeAccount: z.boolean(),
});

/** Personal data of a case: masked in the case itself, in full only in an audited reveal. */
export const caseDataAnswer = z
  .object({
    contact: contactAnswer,
    terminals: z.array(z.object({ terminalId: z.string(), serialNumber: z.string() })),
    application: applicationAnswer.optional(),
  })
  .meta({ id: 'CaseData' });

export const caseAnswer = z
  .object({
    caseId: z.string(),
    teamId: z.string(),
    status,
    latestRevision: z.int(),
    assignee: z.string().optional(),
    openedAt: moment,
    changedAt: moment,
    view: caseView,
    data: caseDataAnswer,
    findings: findings.optional(),
    /** Names of the staff whose ids appear in `view`. */
    people: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Case' });

export const timelineAnswer = z
  .object({
    items: z.array(
      z.object({
        position: z.int(),
        at: z.string(),
        event: z.string(),
        by: z.object({ principalId: z.string(), role: z.enum(ROLES) }),
        facts: z.record(
          z.string(),
          z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
        ),
        hash: z.string(),
      }),
    ),
    people: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Timeline' });

export const itemisationAnswer = z
  .object({
    lines: z.array(
      z.object({
        serialNumber: z.string(),
        kind: z.string(),
        amountMinor: z.int(),
        currency: z.string(),
        refundable: z.boolean(),
      }),
    ),
    /** Serial numbers; all that a consent covers are listed, with deposit items or without. */
    terminals: z.array(z.string()),
    closeAccount: z.boolean(),
    /** Hex SHA-256 of all of it; consent names it. */
    hash: z.string(),
  })
  .meta({ id: 'Itemisation', description: 'What the merchant is shown, and a consent covers.' });

export const draftAnswer = z
  .object({
    revision: z.int(),
    problems: z.array(spokenProblem),
    warnings: z.array(spokenProblem),
    stepUp: stepUpReasons,
    checkedAgainstAcquirer: z.boolean(),
    /** What was entered beside what the acquirer holds, where they differ. */
    differences: z.array(z.object({ path: z.string(), entered: z.string(), acquirer: z.string() })),
  })
  .meta({ id: 'Draft', description: 'The draft is kept, whatever was found.' });

const problemContent = {
  description: 'A refusal or fault (RFC 9457).',
  content: { [PROBLEM_MEDIA_TYPE]: { schema: problemAnswer } },
};

/** Everything but the success of a route. */
export const PROBLEM_ANSWERS = { '4xx': problemContent, '5xx': problemContent };

/** Answers of a route: its success, and the one form of everything else. */
export function answers<Status extends number, Schema extends z.ZodType>(
  successStatus: Status,
  schema: Schema,
): Record<Status, Schema> & { '4xx': typeof problemContent; '5xx': typeof problemContent } {
  const success = { [successStatus]: schema } as Record<Status, Schema>;
  return { ...success, ...PROBLEM_ANSWERS };
}

export const caseParams = z.object({ caseId: z.string().max(100).overwrite(normalizeCaseId) });
