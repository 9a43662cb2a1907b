/** What a key signed that has retired since stays what people decided. */
import { createCaseStories } from '../../worker/rebuild/case-stories';
import { createReplays } from '../../worker/replays';
import { provenBy } from '../../temporal/signing/statements';
import { DECISIONS, decisionsOf, newPrivateKey } from '../support/decision-keys';
import { sharedBundle } from '../support/shared';
import { submitted } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

const NEW = decisionsOf(newPrivateKey());

async function storyOf(caseId: string, wasProven: ReturnType<typeof provenBy>) {
  const replays = createReplays({ bundle: await sharedBundle() });
  const stories = createCaseStories({ client: stage.temporal.client, replays, wasProven });
  const story = await stories.read(caseId, AbortSignal.timeout(30_000));
  return story?.runs.flatMap(({ changes }) => changes.flatMap(({ entries }) => entries)) ?? [];
}

test('a history that a retired key has signed replays, and counts for a rebuild whole', async () => {
  const { caseId } = await submitted(stage);
  const { body } = await stage.staff.operator.post(`/ops/cases/${caseId}/replay`);
  expect(body).toMatchObject({ replays: true });
  const rows = await stage.record.ledger.read(caseId);
  const retired = await storyOf(caseId, provenBy(new Map([...DECISIONS.keys, ...NEW.keys])));
  expect(retired.map(({ event }) => event)).toEqual(rows.map(({ event }) => event));
  // To whom the key was never known, nobody has opened the case.
  expect(await storyOf(caseId, NEW.isProven)).toEqual([]);
});
