/** Proposals of repairs: rows of the ledger that a second person decides on, each once. */
import type { DeskRecord } from '../../record/port/desk-record';
import { startTestRecord, type TestRecord } from '../support/record';
import { openedCase } from './samples';

let store: TestRecord;
let record: DeskRecord;
beforeAll(async () => {
  store = await startTestRecord();
  ({ record } = store);
});
afterAll(() => store.stop());

const PROPOSER = { principalId: 's_operator', role: 'operator' } as const;
const SECOND = { principalId: 's_operator2', role: 'operator' } as const;
const IN_AN_HOUR = () => new Date(Date.now() + 3_600_000);

async function proposed(lapsesAt = IN_AN_HOUR()) {
  const { caseId } = await openedCase(record);
  const repair = { repair: 'reset', point: 31, repeat: ['40'], noteId: 'note_1' };
  return record.proposals.propose({ caseId, by: PROPOSER, repair, lapsesAt });
}

const events = async (caseId: string) =>
  (await record.ledger.read(caseId))
    .map(({ event }) => event)
    .filter((e) => e.startsWith('repair-'));

describe('a proposal', () => {
  it('waits on the list until it is approved by somebody else and carried out, and the chain stays whole', async () => {
    const { caseId, number, repair } = await proposed();
    expect(repair).toEqual({ repair: 'reset', point: 31, repeat: ['40'], noteId: 'note_1' });
    const mine = async () =>
      (await record.proposals.waiting(100)).filter((one) => one.caseId === caseId);
    expect(await mine()).toMatchObject([{ number, state: 'open', by: PROPOSER }]);
    await expect(record.proposals.approve(caseId, number, PROPOSER)).rejects.toMatchObject({
      code: 'FOUR_EYES',
    });
    expect(await record.proposals.approve(caseId, number, SECOND)).toMatchObject({
      state: 'approved',
      decidedBy: SECOND,
    });
    expect(await mine()).toMatchObject([{ state: 'approved' }]);
    await record.proposals.conclude(caseId, number, SECOND);
    expect(await mine()).toEqual([]);
    expect(await record.proposals.get(caseId, number)).toMatchObject({ state: 'carried-out' });
    expect(await events(caseId)).toEqual([
      'repair-proposed',
      'repair-approved',
      'repair-carried-out',
    ]);
    expect((await record.ledger.verify(caseId)).broken).toBeUndefined();
  });

  it('that is approved by two at once is approved once', async () => {
    const { caseId, number } = await proposed();
    const third = { principalId: 's_admin', role: 'admin' } as const;
    await Promise.all([
      record.proposals.approve(caseId, number, SECOND),
      record.proposals.approve(caseId, number, third),
    ]);
    expect(await events(caseId)).toEqual(['repair-proposed', 'repair-approved']);
  });

  it('that was declined or has failed is closed, and says why it failed', async () => {
    const declined = await proposed();
    await record.proposals.decline(declined.caseId, declined.number, PROPOSER, 'note_2');
    await expect(
      record.proposals.approve(declined.caseId, declined.number, SECOND),
    ).rejects.toMatchObject({ code: 'PROPOSAL_CLOSED' });
    const { caseId, number } = await proposed();
    await record.proposals.approve(caseId, number, SECOND);
    await record.proposals.conclude(caseId, number, SECOND, 'NOT_PARKED');
    expect(await record.proposals.get(caseId, number)).toMatchObject({
      state: 'failed',
      code: 'NOT_PARKED',
    });
    await expect(record.proposals.decline(caseId, number, SECOND, 'note_3')).rejects.toMatchObject({
      code: 'PROPOSAL_CLOSED',
    });
  });

  it('lapses, is approved no more, and leaves the list', async () => {
    const { caseId, number } = await proposed(new Date(Date.now() - 1));
    await expect(record.proposals.approve(caseId, number, SECOND)).rejects.toMatchObject({
      code: 'PROPOSAL_CLOSED',
    });
    const waiting = await record.proposals.waiting(100);
    expect(waiting.filter((one) => one.caseId === caseId)).toEqual([]);
    expect((await record.attention.list(100)).filter((row) => row.caseId === caseId)).toEqual([]);
    expect(await record.proposals.get(caseId, number)).toMatchObject({ state: 'lapsed' });
  });

  it('is looked for only in its own case', async () => {
    const { number } = await proposed();
    const other = (await openedCase(record)).caseId;
    expect(await record.proposals.get(other, number)).toBeUndefined();
    await expect(record.proposals.approve(other, number, SECOND)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
