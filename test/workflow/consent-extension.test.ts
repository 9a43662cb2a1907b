/** What an application needs beyond the consent is asked of the merchant, and of it alone. */
import * as messages from '../../workflows/contract/messages';
import type { Actor } from '../../workflows/contract/messages';
import { AGENT, DAY_MS, MERCHANT, OPERATOR, REVIEWER, startHarness, walkTo } from './harness';
import type { Harness, RunningCase } from './harness';
import { failure, passing } from './scripted-activities';
import type { Script } from './scripted-activities';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
});
afterAll(async () => {
  await desk.stop();
});

const beyond = (...paths: readonly string[]) =>
  passing({ problems: paths.map((path) => ({ path, code: 'CONSENT_NOT_COVERING' })) });
const WRONG = passing({ problems: [{ path: 'phone', code: 'PHONE_INVALID' }] });

/** A case whose submissions are checked as the list says, and the first of them. */
async function submitted(...check: Script['check']): Promise<RunningCase> {
  const running = await desk.open({ script: { check } });
  await walkTo(running, 'awaiting-application');
  expect(await submit(running)).toBe('APPLICATION_INVALID');
  return running;
}

const submit = (running: RunningCase, by: Actor = AGENT) =>
  running.decide(messages.submit, { by, revision: 2 });

function agree(running: RunningCase, changes: Partial<messages.ExtendConsent> = {}) {
  const extension = { by: MERCHANT, method: 'link', consentId: 'c_2', revision: 2 } as const;
  return running.decide(messages.extendConsent, { ...extension, ...changes });
}

const count = ({ trace }: RunningCase, event: string) =>
  trace.ledger.filter((row) => row.event === event).length;
const planned = ({ trace }: RunningCase, kind: string) =>
  trace.planned.filter((notice) => notice.kind === kind).length;

test('a submission beyond the consent asks the merchant once, however often it is sent', async () => {
  const running = await submitted(beyond('terminals[1].serialNumber', 'closeAccount'));
  expect(running.trace.view).toMatchObject({
    status: 'awaiting-application',
    waitsFor: 'merchant',
    consentExtension: { paths: ['terminals[1].serialNumber', 'closeAccount'], revision: 2 },
  });
  await submit(running);
  expect(planned(running, 'consent-extension-requested')).toBe(1);
});

test('another difference is asked for anew', async () => {
  const running = await submitted(beyond('closeAccount'), beyond('payee.kind'));
  await submit(running);
  expect(running.trace.view?.consentExtension?.paths).toEqual(['payee.kind']);
  expect(planned(running, 'consent-extension-requested')).toBe(2);
});

test('nothing is asked of the merchant while something else is wrong, and it is taken back', async () => {
  const both = passing({ problems: [...beyond('closeAccount').problems, ...WRONG.problems] });
  const running = await submitted(both, beyond('closeAccount'), WRONG);
  expect(running.trace.view?.consentExtension).toBeUndefined();
  await submit(running);
  expect(running.trace.view?.consentExtension).toBeDefined();
  await submit(running);
  expect(running.trace.view?.consentExtension).toBeUndefined();
  expect(count(running, 'consent-extension-dropped')).toBe(1);
});

test('once the merchant agrees, the application goes to its review, and both consents bind it', async () => {
  const running = await submitted(beyond('closeAccount'), passing());
  expect(await agree(running)).toBe('awaiting-review');
  expect(running.trace.ledger.at(-1)).toMatchObject({
    event: 'consent-extended',
    by: MERCHANT,
    facts: { consentId: 'c_2', to: 'awaiting-review', revision: 2 },
  });
  expect(running.trace.view?.consents).toEqual([
    { kind: 'service', consentId: 'c1' },
    { kind: 'service', consentId: 'c_2' },
  ]);
  // Whoever had it submitted does not review it.
  expect(running.trace.view?.involved).toContain(AGENT.principalId);
  await running.decide(messages.claim, { by: REVIEWER, revision: 2 });
  const asked = { by: REVIEWER, revision: 2, fields: ['phone'] };
  await running.decide(messages.requestInformation, asked);
  expect(await submit(running)).toBe('awaiting-review');
});

test('what was added to a consent is taken back like the consent, and ends the case', async () => {
  const running = await submitted(beyond('closeAccount'), passing());
  await agree(running);
  const back = (consentId: string) =>
    running.decide(messages.withdraw, { by: MERCHANT, consentId });
  expect(await back('c_3')).toBe('CONSENT_NOT_IN_FORCE');
  expect(await back('c_2')).toBe('withdrawn');
  expect(running.trace.ledger.at(-1)).toMatchObject({
    event: 'consent-withdrawn',
    facts: { consentId: 'c_2', kind: 'service' },
  });
});

test.each<readonly [string, Partial<messages.ExtendConsent>, Script['check']]>([
  ['the draft has changed since', { revision: 3 }, []],
  ['the acquirer is out of reach', {}, [() => Promise.reject(failure('STEP_FAILED'))]],
  ['something is wrong with it by now', {}, [WRONG]],
])('what was agreed to is kept, and the application stays, where %s', async (_why, how, check) => {
  const running = await submitted(beyond('closeAccount'), ...check, passing());
  expect(await agree(running, how)).toBe('awaiting-application');
  expect(count(running, 'consent-extended')).toBe(1);
  expect(running.trace.view).toMatchObject({ waitsFor: 'agent' });
  expect(await submit(running)).toBe('awaiting-review');
});

test('a merchant agrees while the case is held, and nothing moves before its release', async () => {
  const running = await submitted(beyond('closeAccount'), passing());
  await running.decide(messages.hold, { by: OPERATOR });
  expect(await agree(running)).toBe('awaiting-application');
  await running.decide(messages.releaseHold, { by: OPERATOR });
  expect(await submit(running)).toBe('awaiting-review');
});

test('nobody agrees to what was not asked for, or to another difference than was shown', async () => {
  const running = await desk.open({
    script: {
      check: [beyond('closeAccount')],
      consent: [undefined, () => Promise.reject(failure('ITEMISATION_OUTDATED'))],
    },
  });
  await walkTo(running, 'awaiting-application');
  expect(await agree(running)).toBe('NOTHING_TO_AGREE');
  await submit(running);
  expect(await agree(running)).toBe('ITEMISATION_OUTDATED');
  expect(running.trace.view?.consentExtension).toBeDefined();
});

test('the merchant is reminded after 3 and 10 days; after 14 the team lead hears of it', async () => {
  const running = await submitted(beyond('closeAccount'));
  const since = Date.parse(running.trace.view?.consentExtension?.since ?? '');
  await running.skip(15 * DAY_MS);
  const view = await running.until((now) => now.consentExtension === undefined);
  expect(view).toMatchObject({ status: 'awaiting-application', overdue: true, waitsFor: 'agent' });
  const days = running.trace.ledger
    .filter(({ event, facts }) => event === 'consent-extension-lapsed' || 'about' in facts)
    .map(({ event, at }) => [event, Math.floor((Date.parse(at) - since) / DAY_MS)]);
  expect(days).toEqual([
    ['merchant-reminded', 3],
    ['merchant-reminded', 10],
    ['consent-extension-lapsed', 14],
  ]);
  expect(planned(running, 'consent-extension-reminder')).toBe(2);
  expect(planned(running, 'overdue')).toBe(1);
});
