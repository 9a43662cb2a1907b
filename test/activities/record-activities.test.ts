/** The activities on the record: idempotent writes, the check of a consent, the point of no return. */
import type { AcquirerPort } from '../../activities/acquirer/acquirer-port';
import { createManualAcquirer } from '../../activities/acquirer/manual-adapter';
import { createRecordActivities } from '../../activities/record-activities';
import { scopeHash, scopeToShow } from '../../checks/application/consent-scope';
import { sha256Hex } from '../../base/sha256';
import type { NoticeState } from '../../workflows/contract/notices';
import type { CaseChange } from '../../workflows/contract/ports';
import { failureOf, startStage, viewOf } from './stage';
import type { OpenedCase, Stage } from './stage';

let stage: Stage;
const text = 'Terms of unbinding';
const TERMS = { version: '2026-01', locale: 'en', text, hash: sha256Hex(text) } as const;
const NEWER = { version: '2026-02', locale: 'en', text: `${text} 2`, hash: sha256Hex(`${text} 2`) };

beforeAll(async () => {
  stage = await startStage();
  const inForceFrom = new Date('2026-01-01T00:00:00Z');
  await stage.record.terms.publish([{ ...TERMS, kind: 'service', inForceFrom }]);
});
afterAll(() => stage.stop());
afterEach(() => stage.clearFaults());

function activities(acquirer: AcquirerPort = stage.http) {
  return createRecordActivities({ record: stage.record, acquirer, isProven: () => true });
}

async function shownHash({ data, merchant }: OpenedCase): Promise<string> {
  const value = merchant.deposits.map((line) => ({ ...line, refundedMinor: 0 }));
  return scopeHash(scopeToShow(data, { kind: 'found', value }, true));
}

function asked({ caseId }: OpenedCase, consentId: string) {
  return { caseId, consentId, openedToClose: true };
}

async function consentOf(one: OpenedCase, change: object = {}): Promise<string> {
  const row = await stage.record.consents.add({
    caseId: one.caseId,
    kind: 'service',
    termsVersion: TERMS.version,
    termsHash: TERMS.hash,
    itemisationHash: await shownHash(one),
    method: 'recorded-call',
    locale: 'zh-CN',
    by: 's_8H2K5N1W00',
    ...change,
  });
  return row.consentId;
}

/** A consent that the database dates at a moment or later. */
async function consentSince(one: OpenedCase, since: Date): Promise<string> {
  for (;;) {
    const consentId = await consentOf(one);
    const row = await stage.record.consents.read(consentId);
    if (row !== undefined && row.at >= since) return consentId;
  }
}

describe('a consent', () => {
  test('to the terms and items in force passes', async () => {
    const one = await stage.openCase();
    const consentId = await consentOf(one);
    const checked = activities().checkConsent(asked(one, consentId));
    await expect(checked).resolves.toBeUndefined();
  });

  test.each([
    ['an unknown version', { termsVersion: '2025-12' }],
    ['another text', { termsHash: sha256Hex('another text') }],
  ])('to %s of the terms is outdated', async (_how, change) => {
    const one = await stage.openCase();
    const consentId = await consentOf(one, change);
    const failed = await failureOf(activities().checkConsent(asked(one, consentId)));
    expect(failed).toMatchObject({ type: 'UNBIND_TERMS_OUTDATED', nonRetryable: true });
  });

  test('to items that are not those of the acquirer is outdated', async () => {
    const one = await stage.openCase();
    const consentId = await consentOf(one, { itemisationHash: sha256Hex('other items') });
    const failed = await failureOf(activities().checkConsent(asked(one, consentId)));
    expect(failed).toMatchObject({ type: 'UNBIND_ITEMISATION_OUTDATED', nonRetryable: true });
  });

  test('of another case is not found', async () => {
    const [one, other] = [await stage.openCase(), await stage.openCase()];
    const consentId = await consentOf(other);
    const failed = await failureOf(activities().checkConsent(asked(one, consentId)));
    expect(failed).toMatchObject({ type: 'UNBIND_NOT_FOUND', nonRetryable: true });
  });

  test('where the acquirer cannot tell is compared with the application', async () => {
    const one = await stage.openCase({ merchant: { depositKinds: ['refundable-deposit'] } });
    const { checkConsent } = activities(createManualAcquirer());
    const consentId = await consentOf(one);
    await expect(checkConsent(asked(one, consentId))).resolves.toBeUndefined();
    const wrong = await consentOf(one, { itemisationHash: sha256Hex('') });
    const failed = await failureOf(checkConsent(asked(one, wrong)));
    expect(failed.type).toBe('UNBIND_ITEMISATION_OUTDATED');
  });

  test('is answered at once, not for ever, while the acquirer is out of reach', async () => {
    const one = await stage.openCase();
    const consentId = await consentOf(one);
    await stage.fault({ operation: 'deposits', kind: 'outage' });
    const failed = await failureOf(activities().checkConsent(asked(one, consentId)));
    expect(failed).toMatchObject({ type: 'UNBIND_ACQUIRER_UNAVAILABLE', nonRetryable: true });
  });

  test('given before new terms came into force stands; one given after does not', async () => {
    const one = await stage.openCase();
    const before = await consentOf(one);
    const givenAtMs = (await stage.record.consents.read(before))?.at.getTime() ?? 0;
    const inForceFrom = new Date(givenAtMs + 1);
    await stage.record.terms.publish([{ ...NEWER, kind: 'service', locale: 'en', inForceFrom }]);
    const after = await consentSince(one, inForceFrom);
    const checked = activities().checkConsent(asked(one, before));
    await expect(checked).resolves.toBeUndefined();
    const failed = await failureOf(activities().checkConsent(asked(one, after)));
    expect(failed.type).toBe('UNBIND_TERMS_OUTDATED');
  });
});

function changeOf(one: OpenedCase, event: string): CaseChange {
  return {
    caseId: one.caseId,
    runId: 'run-1',
    entries: [
      {
        sequence: 1,
        at: '2026-11-23T02:00:00Z',
        event,
        by: { principalId: 's_8H2K5N1W00', role: 'agent' },
        facts: {},
      },
    ],
    view: viewOf(one.caseId),
    notices: [],
    freeTerminals: false,
    task: { historyLength: 3, atMs: 1_000 },
  };
}

test('a change is written once however often it is recorded', async () => {
  const one = await stage.openCase();
  await activities().openCase(changeOf(one, 'case-opened'));
  await activities().openCase(changeOf(one, 'case-opened'));
  await activities().recordChange(changeOf(one, 'case-opened'));
  expect(await stage.record.ledger.read(one.caseId)).toHaveLength(1);
});

test('another change under the same number is a conflict', async () => {
  const one = await stage.openCase();
  await activities().openCase(changeOf(one, 'case-opened'));
  const failed = await failureOf(activities().recordChange(changeOf(one, 'case-closed')));
  expect(failed).toMatchObject({ type: 'UNBIND_LEDGER_CONFLICT', nonRetryable: true });
});

test('what stops a case stands on the list for operators until the case goes on', async () => {
  const one = await stage.openCase();
  const { caseId } = one;
  await activities().openCase(changeOf(one, 'case-opened'));
  await failureOf(activities().recordChange(changeOf(one, 'case-closed')));
  const listed = async () =>
    (await stage.record.attention.list(100)).filter((row) => row.caseId === caseId);
  expect(await listed()).toMatchObject([{ code: 'LEDGER_CONFLICT', subject: 'write-ledger' }]);
  const change = { ...changeOf(one, 'case-opened'), wasStuck: 'LEDGER_CONFLICT' as const };
  await activities().recordChange(change);
  expect(await listed()).toEqual([]);
});

test('a second case of a terminal is refused with the id of the first', async () => {
  const one = await stage.openCase();
  await activities().openCase(changeOf(one, 'case-opened'));
  const caseId = one.caseId.replace(/.$/, (last) => (last === 'Z' ? 'Y' : 'Z'));
  const author = 's_8H2K5N1W00';
  const terminals = one.data.terminals.map((item) => ({ ...item, terminalId: 't_0000000000' }));
  const data = { ...one.data, terminals };
  await stage.record.cases.create({ caseId, teamId: 'team-1', author, data, view: viewOf(caseId) });
  const change = { ...changeOf(one, 'case-opened'), caseId, view: viewOf(caseId) };
  const failed = await failureOf(activities().openCase(change));
  expect(failed).toMatchObject({ type: 'UNBIND_TERMINAL_HAS_OPEN_CASE', nonRetryable: true });
  expect(failed.details).toEqual([one.caseId]);
});

test('a second request leaves one row in the ledger of the case that holds the terminal', async () => {
  const one = await stage.openCase();
  await activities().openCase(changeOf(one, 'case-opened'));
  const caseId = one.caseId.replace(/.$/, (last) => (last === 'Z' ? 'Y' : 'Z'));
  const author = 's_8H2K5N1W00';
  const terminals = one.data.terminals.map((item) => ({ ...item, terminalId: 't_0000000000' }));
  const data = { ...one.data, terminals };
  await stage.record.cases.create({ caseId, teamId: 'team-1', author, data, view: viewOf(caseId) });
  for (let tried = 0; tried < 2; tried += 1)
    await failureOf(activities().takeTerminals({ caseId }));
  const told = (await stage.record.ledger.read(one.caseId)).filter(
    ({ event }) => event === 'second-request-refused',
  );
  expect(told).toMatchObject([{ by: { role: 'system' }, facts: { caseId } }]);
});

test('whether an unbinding was attempted is told by the intents', async () => {
  const one = await stage.openCase();
  const { caseId } = one;
  expect(await activities().unbindWasAttempted({ caseId })).toBe(false);
  await stage.effects().requestUnbind(one.unbind);
  expect(await activities().unbindWasAttempted({ caseId })).toBe(true);
});

test('after a reset the record names the mandatory notices that nobody has, each with its generation', async () => {
  const one = await stage.openCase();
  const { caseId } = one;
  const kinds = ['approved', 'unbound', 'refunded', 'closed', 'rejected', 'gate-blocked'] as const;
  const notices = kinds.map((kind) => ({ kind, occurrence: 1 }));
  await activities().openCase({ ...changeOf(one, 'case-opened'), notices });
  const { notices: store } = stage.record;
  const stand = async (kind: (typeof kinds)[number], ...states: NoticeState[]) => {
    const rows = await store.rowsOf(caseId, { kind, occurrence: 1 }, ['sms', 'email']);
    for (const [index, state] of states.entries())
      await store.rank(rows[index]!.noticeId, { state });
  };
  await stand('unbound', 'failed', 'undelivered');
  await stand('refunded', 'failed', 'delivered');
  await stand('closed', 'failed', 'attempting');
  await stand('rejected', 'failed', 'unknown');
  await stand('gate-blocked', 'failed', 'failed');
  const { untold } = await activities().afterReset({ caseId });
  expect([...(untold ?? [])].sort((a, b) => a.kind.localeCompare(b.kind))).toEqual([
    { kind: 'approved', occurrence: 1, generation: 1 },
    { kind: 'closed', occurrence: 1, generation: 1 },
    { kind: 'unbound', occurrence: 1, generation: 2 },
  ]);
});

test('a record that is out of reach is tried again', async () => {
  const { record, stop } = await startStage();
  const broken = createRecordActivities({
    record,
    acquirer: createManualAcquirer(),
    isProven: () => true,
  });
  await stop();
  const failed = await failureOf(broken.unbindWasAttempted({ caseId: 'UC-0000000000' }));
  expect(failed).toMatchObject({ type: 'UNBIND_RECORD_UNAVAILABLE', nonRetryable: false });
});
