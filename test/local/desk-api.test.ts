/** The example case shows the keys of its people to the desk of its data folder, and to nobody else. */
import { createDeskApi } from '../../local/example-case/desk-api';
import { FORMS } from '../../wire/forms';
import { CASE, receipt } from '../cli/samples';
import { type StandIn, startStandIn } from '../cli/stand-in';
import { lineOf } from '../../wire/routes';

let listener: StandIn;
beforeEach(async () => {
  listener = await startStandIn();
  listener.answers(`POST /cases/${CASE}/claim`, { body: receipt() });
});
afterEach(async () => listener.stop());

const PROOF_KEY = 'key-of-the-data-folder';
const { signal } = new AbortController();

function claim(proofKey?: string): Promise<unknown> {
  const running = { apiUrl: listener.url, ...(proofKey === undefined ? {} : { proofKey }) };
  const call = { line: lineOf('claimCase', { caseId: CASE }), body: { revision: 1 } };
  return createDeskApi(running, signal).call('the-key', FORMS.receipt, call);
}

const keysSeen = () => listener.asked.flatMap(({ headers }) => headers.authorization ?? []);

test('shows a key to the desk that proves itself', async () => {
  listener.provesBy(PROOF_KEY);
  await expect(claim(PROOF_KEY)).resolves.toMatchObject({ caseId: CASE });
  expect(keysSeen()).toEqual(['Bearer the-key']);
});

test.each<[who: string, proves: () => void, key: string | undefined]>([
  ['that proves nothing', () => undefined, PROOF_KEY],
  ['that has another key', () => listener.provesBy('another key'), PROOF_KEY],
  ['that hands on a proof for another port', () => listener.provesBy(PROOF_KEY, 1), PROOF_KEY],
  ['where the folder has no key to ask by', () => listener.provesBy(PROOF_KEY), undefined],
])('shows no key to a program %s', async (_, proves, key) => {
  proves();
  await expect(claim(key)).rejects.toThrow('is not the desk of this data folder: no key was sent');
  expect(keysSeen()).toEqual([]);
});

test('asks again who listens where nobody answered', async () => {
  listener.provesBy(PROOF_KEY);
  listener.answers(`POST /cases/${CASE}/claim`, { cut: true }, { body: receipt() });
  await expect(claim(PROOF_KEY)).resolves.toMatchObject({ caseId: CASE });
  expect(listener.asked.map(({ url }) => url.includes('desk-proof'))).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
