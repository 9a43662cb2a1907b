/** What the API has signed stands in a history for whoever reads it, and is good for nothing else than it said. */
import * as messages from '../../workflows/contract/messages';
import { sayUpdate, untilTold } from './forging';
import { opened } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

interface Captured {
  readonly eventId: number;
  readonly updateId: string;
  readonly input: messages.Decision;
}

/** A case that an operator holds, and the decision as it stands in its history. */
async function held(): Promise<{ readonly caseId: string; readonly hold: Captured }> {
  const { caseId } = await opened(stage);
  const answer = await stage.staff.operator.post(`/ops/cases/${caseId}/hold`, { reason: 'r' });
  expect(answer.status).toBe(200);
  const { events } = await stage.temporal.client.workflow.getHandle(caseId).fetchHistory();
  for (const { eventId, workflowExecutionUpdateAcceptedEventAttributes: update } of events ?? []) {
    const { meta, input } = update?.acceptedRequest ?? {};
    const [payload] = input?.args?.payloads ?? [];
    if (input?.name !== messages.hold.name || !payload?.data) continue;
    const read = JSON.parse(Buffer.from(payload.data).toString()) as messages.Decision;
    expect(read.signed).toBeDefined();
    const hold = { eventId: Number(eventId), updateId: meta?.updateId ?? '', input: read };
    return { caseId, hold };
  }
  throw new Error('no such decision');
}

/** Takes the case back to before the decision. */
async function takenBack(caseId: string, { eventId }: Captured, repeat: boolean) {
  const { operator } = stage.staff;
  const { points } = (await operator.get(`/ops/cases/${caseId}/reset-points`)).body as {
    points: { eventId: number }[];
  };
  const point = points.findLast((one) => one.eventId < eventId)?.eventId;
  return operator.post(`/ops/cases/${caseId}/reset`, {
    point,
    reason: 'r',
    ...(repeat && { repeat: [eventId] }),
  });
}

test('said to another case it has that case stand still', async () => {
  const { hold } = await held();
  const other = await opened(stage);
  await sayUpdate(stage, other.caseId, messages.hold, hold.input, hold.updateId);
  await untilTold(stage, other.caseId);
});

test('said again after a reset with other arguments it has the case stand still', async () => {
  const { caseId, hold } = await held();
  expect((await takenBack(caseId, hold, false)).status).toBe(200);
  const changed = { ...hold.input, noteId: 'another' };
  await sayUpdate(stage, caseId, messages.hold, changed, hold.updateId);
  await untilTold(stage, caseId);
});

test('applied again after a reset by an operator it counts as before', async () => {
  const { caseId, hold } = await held();
  const { body } = await takenBack(caseId, hold, true);
  expect(body).toMatchObject({ reset: { repeated: [{ name: 'hold', outcome: 'applied' }] } });
  const { view } = (await stage.staff.agent.get(`/cases/${caseId}`)).body;
  expect(view).toMatchObject({ held: true });
});
