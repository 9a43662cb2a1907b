/** Workflows that a stranger starts, and reports that a stranger makes, move nothing that is not so. */
import { WorkflowFailedError } from '@temporalio/client';
import {
  packWorkflowId,
  refundReopeningId,
  resendWorkflowId,
} from '../../workflows/contract/identifiers';
import { WORKFLOW_TYPES } from '../../workflows/contract/identifiers';
import * as messages from '../../workflows/contract/messages';
import type { OpenCaseInput } from '../../workflows/contract/messages';
import { bulkWorkflowId } from '../../workflows/contract/operations';
import { saidIn } from '../../workflows/contract/signing/statements';
import { eventually } from '../e2e/eventually';
import { untilCase, untilEnd, workUpToApproval } from '../e2e/play';
import { DECISIONS } from '../support/decision-keys';
import { newCaseId } from '../workflow/harness';
import { AGENT, leftOf, OPERATOR, signedByStranger, startForged, toldOf } from './forging';
import { type Begun, peopleOf } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
/** Has ended; its money was paid back and its account is closed. */
let ended: Begun;
beforeAll(async () => {
  stage = await startStage();
  ended = await played();
});
afterAll(() => stage.stop());

async function played(): Promise<Begun> {
  const merchant = await stage.simulator.freshMerchant({ depositKinds: ['refundable-deposit'] });
  const caseId = await workUpToApproval(peopleOf(stage), merchant);
  await stage.temporal.client.workflow.getHandle(caseId).result();
  return { caseId, merchant, path: `/cases/${caseId}`, application: {} };
}

/** The code that a forged start ends with, or `ended` where it ran to its end. */
async function startsTo(type: string, workflowId: string, input: object): Promise<string> {
  try {
    await startForged(stage, type, workflowId, input);
    return 'ended';
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const causes = causesOf(error).flatMap((one) => ('type' in one ? [String(one.type)] : []));
    return causes.at(-1) ?? 'failed';
  }
}

function causesOf(error: Error): Error[] {
  return error.cause instanceof Error ? [error, ...causesOf(error.cause)] : [error];
}

const UNPROVEN = 'UNBIND_DECISION_UNPROVEN';

function openingOf(caseId: string): OpenCaseInput {
  return {
    caseId,
    revision: 1,
    channel: 'hotline',
    reason: 'business-ended',
    closeAccount: true,
    terminalIds: ['t_0000000001'],
    openedBy: AGENT,
    calendarVersion: 'cn-2026',
  };
}

/** Each start where it would do what it does, were it the API's. */
const FORGERIES: Readonly<Record<keyof typeof WORKFLOW_TYPES, () => Promise<void>>> = {
  async unbindCase() {
    const caseId = newCaseId();
    const result = await startForged(stage, WORKFLOW_TYPES.unbindCase, caseId, openingOf(caseId));
    expect(result).toMatchObject({ opened: false });
    expect(await stage.record.ledger.read(caseId)).toEqual([]);
    expect(await toldOf(stage, caseId)).toEqual(['DECISION_UNPROVEN start:unbindCase']);
  },
  async reopenRefund() {
    const row = await stage.record.cases.read(ended.caseId);
    const [deposit] = row?.view.deposits ?? [];
    const { depositId = '', generation = 0 } = deposit ?? {};
    const id = refundReopeningId(ended.caseId, depositId, generation);
    const input = {
      view: { ...row?.view, revision: 1 },
      depositId,
      returnedGeneration: generation,
      calendarVersion: 'cn-2026',
    };
    expect(await startsTo(WORKFLOW_TYPES.reopenRefund, id, input)).toBe(UNPROVEN);
    expect(await toldOf(stage, ended.caseId)).toEqual(['DECISION_UNPROVEN start:reopenRefund']);
  },
  async resendNotice() {
    const [told] = await stage.record.notices.list(ended.caseId);
    const { noticeId } = await stage.record.notices.planResend(told?.noticeId ?? '', 's_agent');
    const { caseId } = ended;
    const id = resendWorkflowId(caseId, noticeId);
    const input = { caseId, noticeId, bulkRun: 'bulk-forged', by: OPERATOR };
    expect(await startsTo(WORKFLOW_TYPES.resendNotice, id, input)).toBe(UNPROVEN);
    expect((await stage.record.notices.get(noticeId))?.state).toBe('planned');
  },
  async sendCode() {
    const { codeId } = await stage.record.codes.ask({
      purpose: 'session',
      caseId: ended.caseId,
      locale: 'en',
      ttlMs: 60_000,
    });
    const id = `code:${codeId}`;
    expect(await startsTo(WORKFLOW_TYPES.sendCode, id, { codeId })).toBe(UNPROVEN);
    expect((await stage.record.codes.read(codeId))?.state).toBe('asked');
  },
  async rebuildCase() {
    const { caseId } = ended;
    const input = { caseId, by: OPERATOR, dryRun: false };
    const id = `${caseId}:rebuild`;
    expect(await startsTo(WORKFLOW_TYPES.rebuildCase, id, input)).toBe(UNPROVEN);
  },
  async bulkRepair() {
    const runId = 'bulk-forged';
    const id = bulkWorkflowId(runId);
    expect(await startsTo(WORKFLOW_TYPES.bulkRepair, id, { runId })).toBe('UNBIND_NOT_FOUND');
  },
  async reconcileDesk() {
    expect(await startsTo(WORKFLOW_TYPES.reconcileDesk, 'reconcile-forged', {})).toBe('ended');
  },
  async verifyLedgers() {
    expect(await startsTo(WORKFLOW_TYPES.verifyLedgers, 'verify-forged', {})).toBe('ended');
  },
  async makePack() {
    const { caseId } = ended;
    const id = packWorkflowId(caseId, 'pack_forged');
    const input = { caseId, packId: 'pack_forged' };
    expect(await startsTo(WORKFLOW_TYPES.makePack, id, input)).toBe('UNBIND_NOT_FOUND');
  },
  async replayCase() {
    const id = `${ended.caseId}:replay`;
    const input = { workflowId: ended.caseId };
    expect(await startsTo(WORKFLOW_TYPES.replayCase, id, input)).toBe('ended');
  },
};

test.each(Object.entries(FORGERIES))(
  'a forged start of %s lets nothing leave',
  async (_type, start) => {
    const before = await leftOf(stage, ended);
    const texts = await stage.simulator.texts(ended.merchant.phone);
    await start();
    expect(await leftOf(stage, ended)).toEqual(before);
    expect(await stage.simulator.texts(ended.merchant.phone)).toEqual(texts);
  },
);

test('a start that the API has signed for another opener opens nothing', async () => {
  const caseId = newCaseId();
  const input = openingOf(caseId);
  const about = { kind: 'start', to: caseId, name: WORKFLOW_TYPES.unbindCase, id: '' } as const;
  const openedBy = { principalId: 's_agent2', role: 'agent' } as const;
  const signed = DECISIONS.sign(saidIn(about, { ...input, openedBy } as object).statement);
  const result = await startForged(stage, WORKFLOW_TYPES.unbindCase, caseId, { ...input, signed });
  expect(result).toMatchObject({ opened: false });
  expect(await stage.record.ledger.read(caseId)).toEqual([]);
});

test('a refused start keeps nobody from the same by the API', async () => {
  const merchant = await stage.simulator.freshMerchant({ depositKinds: ['refundable-deposit'] });
  const caseId = await workUpToApproval(peopleOf(stage), merchant);
  const { deposits } = await untilEnd(peopleOf(stage).agent, caseId);
  const { depositId, generation } = deposits[0]!;
  const id = refundReopeningId(caseId, depositId, generation);
  const view = (await stage.record.cases.read(caseId))?.view;
  const input = { view, depositId, returnedGeneration: generation, calendarVersion: 'cn-2026' };
  expect(await startsTo(WORKFLOW_TYPES.reopenRefund, id, input)).toBe(UNPROVEN);
  const { refunds } = await stage.simulator.ledger(merchant);
  await stage.simulator.change(`refunds/${refunds[0]!.refundId}/return`, {});
  await untilCase(
    peopleOf(stage).agent,
    caseId,
    'the refund is reopened',
    ({ refundReopened }) => refundReopened,
  );
});

/** What a stranger reports of a case that waits for its closure: its refund is back, its notices are lost. */
const REPORTS: Readonly<Record<string, (depositId: string) => readonly object[]>> = {
  [messages.refundReturned.name]: (depositId) => [{ depositId, generation: 1 }],
  [messages.noticeFailed.name]: () =>
    (['email', 'sms'] as const).map((channel) => ({ kind: 'approved', occurrence: 1, channel })),
};

test('each signal that the contract defines is forged here', () => {
  const defined = Object.values(messages).flatMap((one) =>
    typeof one === 'object' && one.type === 'signal' ? [one.name] : [],
  );
  expect(defined.sort()).toEqual(Object.keys(REPORTS).sort());
});

test.each(Object.keys(REPORTS))(
  'a forged %s moves nothing, as it is read back first',
  async (name) => {
    const merchant = await stage.simulator.freshMerchant({ depositKinds: ['refundable-deposit'] });
    const match = { merchantNumber: merchant.merchantNumber };
    const fault = { operation: 'closure', kind: 'refuse', code: 'REFUSED', match, times: null };
    await stage.simulator.fault(fault);
    const caseId = await workUpToApproval(peopleOf(stage), merchant);
    const people = peopleOf(stage);
    const { deposits } = await untilCase(
      people.agent,
      caseId,
      'the closure waits for an operator',
      ({ parked }) => parked?.step === 'close-account',
    );
    const begun: Begun = { caseId, merchant, path: `/cases/${caseId}`, application: {} };
    const before = await leftOf(stage, begun);
    const told = await toldOf(stage, caseId);
    const handle = stage.temporal.client.workflow.getHandle(caseId);
    const reports = REPORTS[name]?.(deposits[0]!.depositId) ?? [];
    for (const report of reports) {
      const about = { kind: 'signal', to: caseId, name, id: '' } as const;
      await handle.signal(name, signedByStranger(about, report));
    }
    const readBy = name === messages.refundReturned.name ? 'readReturned' : 'reportUndelivered';
    await eventually('it was read back', async () => {
      const { events } = await handle.fetchHistory();
      const asked = events?.find(
        ({ activityTaskScheduledEventAttributes: task }) => task?.activityType?.name === readBy,
      );
      return events?.some(
        ({ activityTaskCompletedEventAttributes: done }) =>
          done?.scheduledEventId?.toString() === asked?.eventId?.toString(),
      );
    });
    expect(await leftOf(stage, begun)).toEqual(before);
    expect(await toldOf(stage, caseId)).toEqual(told);
    const { view } = (await stage.staff.agent.get(`/cases/${caseId}`)).body;
    expect(view).toMatchObject({ refundReopened: false, deposits: [{ refund: 'succeeded' }] });
  },
);
