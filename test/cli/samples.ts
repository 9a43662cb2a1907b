/** Answers of the API as its contract documents them. */
import type { CaseAnswer, CaseSummary, Timeline } from '../../wire/cases/case-answers';

export const CASE = 'UC-7Q4M2K9T1B';
/** A case as `POST /cases` takes it. */
export const OPENING = {
  channel: 'app',
  reason: 'other',
  merchant: {
    merchantNumber: 'M1',
    contactName: '林晓',
    phone: '13800138000',
    locale: 'zh-CN',
  },
  terminals: [{ serialNumber: 'SN1' }],
  closeAccount: false,
};
const AT = '2026-11-24T03:00:00.000Z';

/** A notice of which nobody knows whether it left. */
export const NOTICE = {
  noticeId: 'n_1',
  kind: 'approved',
  occurrence: 1,
  channel: 'sms',
  generation: 1,
  state: 'unknown',
  plannedAt: AT,
  changedAt: AT,
};

export function receipt(status = 'awaiting-identity', revision = 1): object {
  return { caseId: CASE, status, revision };
}

export function summary(change: Partial<CaseSummary> = {}): CaseSummary {
  return {
    caseId: CASE,
    teamId: 'team-1',
    status: 'awaiting-review',
    statusSince: AT,
    openedAt: AT,
    changedAt: AT,
    channel: 'hotline',
    reason: 'business-ended',
    waitsFor: 'reviewer',
    overdue: false,
    held: false,
    partial: false,
    revision: 2,
    latestRevision: 2,
    terminals: 1,
    offers: [],
    ...change,
  };
}

type View = CaseAnswer['view'];

export function caseAnswer(change: Partial<CaseAnswer> = {}, view: Partial<View> = {}): CaseAnswer {
  const status = view.status ?? 'awaiting-review';
  return {
    caseId: CASE,
    teamId: 'team-1',
    status,
    latestRevision: 2,
    openedAt: AT,
    changedAt: AT,
    people: { s_agent: '林晓 Lin Xiao' },
    offers: [],
    workingHours: { areOn: true, changesAt: AT },
    data: {
      contact: {
        merchantNumber: 'M1',
        contactName: '王*',
        phone: '+86138****8000',
        locale: 'zh-CN',
        timeZone: 'Asia/Shanghai',
      },
      terminals: [{ terminalId: 't_0000000001', serialNumber: 'SN***23' }],
      application: {
        merchantName: '上海**店',
        document: { kind: 'uscc', number: '9131****' },
        phone: '+86138****8000',
        terminals: [{ serialNumber: 'SN***23' }],
        deposits: [],
        payee: { kind: 'original-payment' },
        closeAccount: true,
      },
    },
    view: {
      caseId: CASE,
      status,
      statusSince: AT,
      openedAt: AT,
      openedBy: 's_agent',
      channel: 'hotline',
      reason: 'business-ended',
      closeAccount: true,
      revision: 2,
      waitsFor: 'reviewer',
      overdue: false,
      held: false,
      partial: false,
      pointOfNoReturn: false,
      refundReopened: false,
      stepUp: [],
      warnings: [],
      requestedFields: [],
      terminals: [{ terminalId: 't_0000000001', state: 'waiting', generation: 1, since: AT }],
      deposits: [
        {
          depositId: 'd_0000000001',
          terminalId: 't_0000000001',
          kind: 'refundable-deposit',
          amountMinor: 20_050,
          currency: 'CNY',
          refund: 'waiting',
          generation: 1,
          since: AT,
        },
      ],
      closure: { state: 'waiting', generation: 1, since: AT },
      reviewClockMs: 0,
      ...view,
    },
    ...change,
  };
}

export function timeline(...events: readonly string[]): Timeline {
  return {
    items: events.map((event, index) => ({
      position: index + 1,
      at: AT,
      event,
      by: { principalId: 's_agent', role: 'agent' as const },
      facts: {},
      hash: '0'.repeat(64),
    })),
    people: { s_agent: '林晓 Lin Xiao' },
  };
}

export function proposal(): object {
  return {
    caseId: CASE,
    number: 17,
    by: { principalId: 's_operator', role: 'operator' },
    at: AT,
    lapsesAt: AT,
    repair: { repair: 'end' },
    noteId: 'note_1',
    state: 'open',
  };
}
