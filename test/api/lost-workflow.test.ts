/**
 * A case whose workflow is over or gone says so first, with what heals it; decisions say so too.
 * @long
 */
import { temporal } from '@temporalio/proto';
import { type OpenSentence, closedSentence } from '../../checks/problems/open-sentence';
import { workflowNowOf } from '../../temporal/workflow-now';
import { eventually } from '../e2e/eventually';
import { approve, untilCase, untilEnd, workUpToApproval } from '../e2e/play';
import { peopleOf, submitted } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { policy: { noticeWindowMs: 300 } } });
});
afterAll(() => stage.stop());

interface Diagnosis {
  readonly lost?: string;
  readonly sentences: readonly OpenSentence[];
  readonly trying: readonly object[];
  readonly repairs: readonly { action: string; recommended: boolean }[];
  readonly remedy?: string;
}

async function diagnosisOf(caseId: string, language = 'en') {
  const answer = await stage.staff.operator.call('GET', `/ops/cases/${caseId}/diagnosis`, {
    headers: { 'accept-language': language },
  });
  const found = answer.body as unknown as Diagnosis;
  const said = found.sentences.map((one) => closedSentence(one, ({ value }) => value));
  return { ...found, said };
}

const handleOf = (caseId: string) => stage.temporal.client.workflow.getHandle(caseId);

async function deleteHistory(workflowId: string): Promise<void> {
  const { client } = stage.temporal;
  const { namespace } = client.options;
  await client.workflowService.deleteWorkflowExecution({
    namespace,
    workflowExecution: { workflowId },
  });
  await eventually('the history is deleted', () =>
    handleOf(workflowId)
      .describe()
      .then(
        () => undefined,
        () => true,
      ),
  );
}

test('a case whose workflow was terminated says so first, and a reset to its latest point heals it', async () => {
  const { operator, reviewer } = stage.staff;
  const { caseId, path, revision } = await submitted(stage);
  await handleOf(caseId).terminate('a test');
  const refused = await reviewer.post(`${path}/claim`, { revision });
  expect(refused.body).toMatchObject({ status: 409, code: 'UNBIND_WORKFLOW_MISSING' });
  expect(refused.body['title']).toMatch(/An operator heals it/);

  const english = await diagnosisOf(caseId);
  expect(english).toMatchObject({ lost: 'terminated', trying: [] });
  expect(english.said[0]).toMatch(/^No workflow carries this case: somebody terminated it/);
  expect(english.said.join(' ')).not.toContain('The next thing happens by itself');
  expect(english.repairs).toEqual([
    { action: 'reset', what: expect.any(String) as string, recommended: true },
  ]);
  expect(english.remedy).toMatch(/never open a second case/);
  const chinese = await diagnosisOf(caseId, 'zh-CN');
  expect(chinese.said[0]).toMatch(/^没有流程在处理此工单：流程已被人强制终止/);

  const { points } = (await operator.get(`/ops/cases/${caseId}/reset-points`)).body as unknown as {
    points: { eventId: number }[];
  };
  const point = points.at(-1)?.eventId ?? 0;
  const wish = { repair: 'reset', point };
  const plan = (await operator.post(`/ops/cases/${caseId}/dry-run`, wish)).body as unknown as {
    later: { eventId: number }[];
  };
  const repeat = plan.later.map(({ eventId }) => eventId);
  const healed = await operator.post(`/ops/cases/${caseId}/reset`, {
    point,
    repeat,
    reason: 'terminated by mistake',
  });
  expect(healed.status).toBe(200);
  await untilCase(peopleOf(stage).agent, caseId, 'is in review again', (view) => {
    return view.status === 'awaiting-review';
  });
  expect(await diagnosisOf(caseId)).not.toHaveProperty('lost');
  await approve(peopleOf(stage), caseId, revision);
  expect(await untilEnd(peopleOf(stage).agent, caseId)).toMatchObject({ status: 'completed' });
});

test('a case whose history is gone says that no repair of the desk brings it back', async () => {
  const { operator, reviewer } = stage.staff;
  const { caseId, path, revision } = await submitted(stage);
  await deleteHistory(caseId);
  const refused = await reviewer.post(`${path}/claim`, { revision });
  expect(refused.body).toMatchObject({ status: 409, code: 'UNBIND_WORKFLOW_MISSING' });
  const { lost, said, repairs } = await diagnosisOf(caseId);
  expect(lost).toBe('gone');
  expect(said[0]).toContain('only a restore of Temporal brings it back');
  expect(repairs).toEqual([]);
  const points = await operator.get(`/ops/cases/${caseId}/reset-points`);
  expect(points.body).toMatchObject({ status: 409, code: 'UNBIND_WORKFLOW_MISSING' });
});

test('an ended case is not lost, whether its history is still there or not', async () => {
  const merchant = await stage.simulator.freshMerchant();
  const caseId = await workUpToApproval(peopleOf(stage), merchant);
  await untilEnd(peopleOf(stage).agent, caseId);
  await handleOf(caseId).result();
  expect(await diagnosisOf(caseId)).not.toHaveProperty('lost');
  await deleteHistory(caseId);
  expect(await diagnosisOf(caseId)).not.toHaveProperty('lost');
  const late = await stage.staff.reviewer.post(`/cases/${caseId}/claim`, { revision: 2 });
  expect(late.body).toMatchObject({ status: 409, code: 'UNBIND_CASE_ENDED' });
});

const { WorkflowExecutionStatus: Status } = temporal.api.enums.v1;

test.each([
  ['failed', Status.WORKFLOW_EXECUTION_STATUS_FAILED],
  ['terminated', Status.WORKFLOW_EXECUTION_STATUS_TERMINATED],
  ['canceled', Status.WORKFLOW_EXECUTION_STATUS_CANCELED],
  ['timed-out', Status.WORKFLOW_EXECUTION_STATUS_TIMED_OUT],
  ['completed', Status.WORKFLOW_EXECUTION_STATUS_COMPLETED],
])('a workflow that has %s is at work on nothing, whatever it had begun', (end, status) => {
  const pendingActivities = [
    { activityId: '7', activityType: { name: 'sendNotices' }, attempt: 4 },
  ];
  const described = (now: unknown) =>
    workflowNowOf({ workflowExecutionInfo: { status: now }, pendingActivities });
  expect(described(status)).toEqual({ end, pending: [] });
  const running = described(Status.WORKFLOW_EXECUTION_STATUS_RUNNING);
  expect(running).toMatchObject({ pending: [{ activityType: 'sendNotices', attempt: 4 }] });
  expect(running).not.toHaveProperty('end');
});
