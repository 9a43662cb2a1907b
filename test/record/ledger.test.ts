/** The ledger of a case: one chain, written once, and the view that goes with it. */
import type { DeskRecord } from '../../record/port/desk-record';
import { chainHash, contentHash, GENESIS_HASH } from '../../record/heads/ledger-hash';
import type { BrokenLedger } from '../../workflows/contract/verification';
import { startTestRecord, type TestRecord } from '../support/record';
import {
  draftCase,
  entry,
  newCaseId,
  openedCase,
  query as queryIn,
  sampleChange,
  sampleView,
  statusChange,
} from './samples';

let test: TestRecord;
let record: DeskRecord;
beforeAll(async () => {
  test = await startTestRecord();
  record = test.record;
});
afterAll(() => test.stop());

/** All chains of the record, page by page. */
async function allPages(): Promise<{ cases: number; rows: number; broken: BrokenLedger[] }> {
  const all = { cases: 0, rows: 0, broken: [] as BrokenLedger[] };
  let after: string | undefined;
  do {
    const page = await record.ledger.verifyPage(after);
    all.cases += page.caseIds.length;
    all.rows += page.rows;
    all.broken.push(...page.broken);
    after = page.next;
  } while (after !== undefined);
  return all;
}

const query = (text: string, values: readonly unknown[] = []): Promise<unknown[]> =>
  queryIn(test.databaseUrl, text, values);

describe('a change', () => {
  it('writes its rows, the view, the planned notices and their order in one step', async () => {
    const { caseId } = await openedCase(record);
    await record.cases.change(
      statusChange(caseId, 2, 'awaiting-consent', {
        entries: [entry(2), entry(3)],
        notices: [{ kind: 'consent-requested', occurrence: 1 }],
      }),
    );
    const rows = await record.ledger.read(caseId);
    expect(rows.map((row) => [row.position, row.sequence])).toEqual([
      [2, 1],
      [3, 2],
      [4, 3],
    ]);
    expect(rows[1]).toMatchObject({ ...entry(2), runId: 'run-1' });
    expect((await record.cases.read(caseId))?.view.status).toBe('awaiting-consent');
    expect(await query('select kind from notice_plans where case_id = $1', [caseId])).toEqual([
      { kind: 'consent-requested' },
    ]);
    expect((await record.ledger.verify(caseId)).broken).toBeUndefined();
  });

  it('changes nothing when it comes a second time', async () => {
    const { caseId } = await openedCase(record);
    const change = statusChange(caseId, 2, 'awaiting-consent');
    await record.cases.change(change);
    const before = await record.ledger.read(caseId);
    await record.cases.change(change);
    await record.cases.open(sampleChange(caseId));
    expect(await record.ledger.read(caseId)).toEqual(before);
    expect((await record.cases.read(caseId))?.view.status).toBe('awaiting-consent');
  });

  it('is written once when two workers send it at the same moment', async () => {
    const { caseId } = await openedCase(record);
    const change = statusChange(caseId, 2, 'awaiting-consent');
    await Promise.all(Array.from({ length: 6 }, () => record.cases.change(change)));
    expect(await record.ledger.read(caseId)).toHaveLength(2);
    expect((await record.ledger.verify(caseId)).broken).toBeUndefined();
  });

  it('is refused with LEDGER_CONFLICT where another row has its number, and writes nothing', async () => {
    const { caseId } = await openedCase(record);
    await record.cases.change(statusChange(caseId, 2, 'awaiting-consent'));
    const other = statusChange(caseId, 2, 'rejected', { entries: [entry(3), entry(2)] });
    await expect(record.cases.change(other)).rejects.toMatchObject({ code: 'LEDGER_CONFLICT' });
    expect(await record.ledger.read(caseId)).toHaveLength(2);
    expect((await record.cases.read(caseId))?.view.status).toBe('awaiting-consent');
  });

  it('that was overtaken adds its row and leaves the newer view', async () => {
    const { caseId } = await openedCase(record);
    await record.cases.change(statusChange(caseId, 3, 'awaiting-application'));
    await record.cases.change(statusChange(caseId, 2, 'awaiting-consent'));
    expect((await record.cases.read(caseId))?.view.status).toBe('awaiting-application');
    expect((await record.ledger.read(caseId)).map((row) => row.sequence)).toEqual([1, 3, 2]);
    expect((await record.ledger.verify(caseId)).broken).toBeUndefined();
  });

  it('of an unknown case is refused with CASE_NOT_FOUND', async () => {
    await expect(record.cases.change(sampleChange(newCaseId()))).rejects.toMatchObject({
      code: 'CASE_NOT_FOUND',
    });
  });

  it('keeps what lists need beside the view', async () => {
    const { caseId } = await openedCase(record);
    const view = sampleView(caseId, {
      status: 'unbinding',
      overdue: true,
      nextDueAt: '2026-04-01T00:00:00.000Z',
      claim: { by: 's_REVIEWER', until: '2999-04-01T00:00:00.000Z' },
      parked: {
        step: 'unbind-terminals',
        code: 'UNBIND_REFUSED',
        subjects: [],
        since: '2026-03-03T00:00:00.000Z',
        actions: ['retry'],
      },
    });
    await record.cases.change(sampleChange(caseId, { entries: [entry(2)], view }));
    expect(await record.cases.read(caseId)).toMatchObject({ assignee: 's_REVIEWER', view });
    expect((await record.cases.listParked(10)).map((row) => row.caseId)).toContain(caseId);
    await record.cases.change(sampleChange(caseId, { entries: [entry(4)] }));
    expect((await record.cases.listParked(10)).map((row) => row.caseId)).not.toContain(caseId);
    expect((await record.cases.read(caseId))?.assignee).toBeUndefined();
  });
});

describe('a run that follows a reset', () => {
  it('first writes a row that names the run it supersedes', async () => {
    const { caseId } = await openedCase(record);
    const change = statusChange(caseId, 2, 'awaiting-consent', { runId: 'run-2' });
    await Promise.all([record.cases.change(change), record.cases.change(change)]);
    const rows = await record.ledger.read(caseId);
    expect(rows.map((row) => [row.runId, row.event])).toEqual([
      ['run-1', 'case-opened'],
      ['run-2', 'history-reset'],
      ['run-2', 'status-changed'],
    ]);
    expect(rows[1]?.facts).toEqual({ supersededRun: 'run-1' });
    expect((await record.ledger.verify(caseId)).broken).toBeUndefined();
  });

  it('and one that still runs write one whole chain, in which nothing follows the reset but the new run', async () => {
    const { caseId } = await openedCase(record);
    const write = (runId: string, sequence: number): Promise<void> =>
      record.cases.change(
        statusChange(caseId, sequence, 'awaiting-consent', {
          runId,
          entries: [entry(sequence, { facts: { run: runId } })],
        }),
      );
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        write(index % 2 === 0 ? 'run-1' : 'run-2', 2 + Math.floor(index / 2)),
      ),
    );
    const rows = await record.ledger.read(caseId);
    const resets = rows.filter((row) => row.event === 'history-reset');
    expect(resets).toHaveLength(1);
    const later = rows.slice(rows.findIndex((row) => row.event === 'history-reset'));
    expect(new Set(later.map((row) => row.runId))).toEqual(new Set(['run-2']));
    results.forEach((result, index) => {
      if (result.status === 'fulfilled') return;
      expect(index % 2).toBe(0);
      expect(result.reason).toMatchObject({ code: 'LEDGER_CONFLICT' });
    });
    const written = results.filter((result) => result.status === 'fulfilled').length;
    expect(rows).toHaveLength(1 + resets.length + written);
    expect((await record.ledger.verify(caseId)).broken).toBeUndefined();
  });

  it('leaves the superseded run its old rows and refuses new ones', async () => {
    const { caseId } = await openedCase(record);
    await record.cases.change(statusChange(caseId, 2, 'awaiting-consent', { runId: 'run-2' }));
    await record.cases.change(sampleChange(caseId));
    await expect(record.cases.change(statusChange(caseId, 2, 'expired'))).rejects.toMatchObject({
      code: 'LEDGER_CONFLICT',
    });
    expect((await record.cases.read(caseId))?.view.status).toBe('awaiting-consent');
  });

  it('writes no such row where a refund is reopened after the end', async () => {
    const { caseId } = await openedCase(record);
    await record.cases.change(statusChange(caseId, 2, 'completed', { freeTerminals: true }));
    const reopening = { runId: 'run-refund', view: sampleView(caseId, { status: 'completed' }) };
    await record.cases.change(
      sampleChange(caseId, { ...reopening, entries: [entry(1, { event: 'refund-reopened' })] }),
    );
    await record.cases.change(sampleChange(caseId, { ...reopening, entries: [entry(2)] }));
    const events = (await record.ledger.read(caseId)).map((row) => row.event);
    expect(events).toEqual(['case-opened', 'status-changed', 'refund-reopened', 'status-changed']);
  });
});

describe('the chain', () => {
  it('takes rows of the API between those of the workflow', async () => {
    const { caseId } = await openedCase(record);
    const by = { principalId: 's_AUDIT', role: 'auditor' as const };
    await Promise.all([
      record.ledger.audit({ caseId, event: 'data-revealed', by, facts: { fields: ['phone'] } }),
      record.cases.change(statusChange(caseId, 2, 'awaiting-consent')),
      record.ledger.audit({ caseId, event: 'data-revealed', by, facts: { fields: ['email'] } }),
    ]);
    const events = (await record.ledger.read(caseId)).map((row) => row.event);
    expect(events.filter((event) => event === 'data-revealed')).toHaveLength(2);
    expect((await record.ledger.verify(caseId)).broken).toBeUndefined();
    await expect(
      record.ledger.audit({ caseId: newCaseId(), event: 'x', by, facts: {} }),
    ).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
  });

  it.each([
    [
      'a changed fact',
      `update ledger set facts = '{"to":"completed"}' where case_id = $1 and position = 3`,
      { position: 3, check: 'content' },
    ],
    [
      'another person',
      `update ledger set by_principal = 's_X' where case_id = $1 and position = 2`,
      { position: 2, check: 'content' },
    ],
    [
      'another content under its own hash',
      `update ledger set content_hash = repeat('1', 64) where case_id = $1 and position = 3`,
      { position: 3, check: 'content' },
    ],
    [
      'a removed row',
      `delete from ledger where case_id = $1 and position = 3`,
      { position: 3, check: 'order' },
    ],
    [
      'another hash',
      `update ledger set hash = repeat('1', 64) where case_id = $1 and position = 3`,
      { position: 3, check: 'order' },
    ],
    [
      'a removed end',
      `delete from ledger where case_id = $1 and position = 4`,
      { position: 4, check: 'end' },
    ],
    [
      'another end of the case',
      `update cases set ledger_position = 3 where case_id = $1`,
      { position: 4, check: 'end' },
    ],
    [
      'exchanged rows',
      `update ledger set sequence = 9 - sequence, at = '2026-03-02T01:00:05.000Z' where case_id = $1 and position > 2`,
      { position: 3, check: 'content' },
    ],
  ])('shows %s by its position and check', async (_what, statement, fault) => {
    const { caseId } = await openedCase(record);
    await record.cases.change(statusChange(caseId, 2, 'awaiting-consent'));
    await record.cases.change(statusChange(caseId, 3, 'awaiting-application'));
    expect((await record.ledger.verify(caseId)).broken).toBeUndefined();
    await query(statement, [caseId]);
    const { broken: shown } = await record.ledger.verify(caseId);
    expect(shown).toEqual({ caseId, ...fault });
    expect((await allPages()).broken).toContainEqual(shown);
  });

  it('is hashed alike by the database, by the record and by whoever checks it', async () => {
    const { caseId } = await openedCase(record);
    await record.cases.change(statusChange(caseId, 2, 'awaiting-consent'));
    const by = { principalId: 's_AUDIT', role: 'auditor' as const };
    await record.ledger.audit({ caseId, event: 'data-revealed', by, facts: { fields: ['电话'] } });
    const rows = await record.ledger.read(caseId, 'whole');
    let previous = GENESIS_HASH;
    for (const row of rows) {
      previous = chainHash(previous, row.position, contentHash(caseId, row.runId, row), row);
      expect(row.hash).toBe(previous);
    }
    expect(rows).toHaveLength(4);
  });
});

describe('a check of the chain', () => {
  it('raises no alarm while rows are being written', async () => {
    const { caseId } = await openedCase(record);
    const writing = Array.from({ length: 30 }, (_, index) =>
      record.cases.change(statusChange(caseId, index + 2, 'awaiting-consent')),
    );
    const checks = Array.from({ length: 30 }, () => record.ledger.verify(caseId));
    const broken = (await Promise.all(checks)).map((checked) => checked.broken);
    expect(new Set(broken)).toEqual(new Set([undefined]));
    await Promise.all(writing);
  });

  it('of all cases reaches each of them, drafts too, over all pages', async () => {
    const drafts = [];
    while (drafts.length <= 100) drafts.push(await draftCase(record));
    const counted = await query(
      'select (select count(*)::int from cases) as cases, (select count(*)::int from ledger) as rows',
    );
    const { cases, rows } = await allPages();
    expect([{ cases, rows }]).toEqual(counted);
    expect(cases).toBeGreaterThan(100);
  });

  it('of an unknown case is CASE_NOT_FOUND', async () => {
    const checked = record.ledger.verify(newCaseId());
    await expect(checked).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
  });
});

describe('opening', () => {
  it('is refused while another case holds a terminal, names that case, and stays refused', async () => {
    const first = await openedCase(record);
    const second = await draftCase(record, {
      data: {
        ...first.data,
        terminals: [...first.data.terminals, { terminalId: 't_NEW', serialNumber: 'SNFREE1' }],
      },
    });
    const open = () => record.cases.open(sampleChange(second.caseId));
    const refusal = { code: 'TERMINAL_HAS_OPEN_CASE', detail: first.caseId };
    await expect(open()).rejects.toMatchObject(refusal);
    await record.cases.change(statusChange(first.caseId, 2, 'withdrawn', { freeTerminals: true }));
    await expect(open()).rejects.toMatchObject(refusal);
    expect(await record.ledger.read(second.caseId)).toEqual([]);
    expect(await record.cases.read(second.caseId)).toBeUndefined();
    expect(await record.cases.findByTerminal('SNFREE1')).toBeUndefined();
    // Once the first has ended, a new case may name the terminal.
    const third = await openedCase(record, { data: first.data });
    const serial = first.data.terminals[0]?.serialNumber ?? '';
    expect(await record.cases.findByTerminal(serial)).toBe(third.caseId);
  });

  it('gives a terminal to exactly one of several cases that open at once', async () => {
    const first = await draftCase(record);
    const others = await Promise.all(
      Array.from({ length: 5 }, () => draftCase(record, { data: first.data })),
    );
    const opened = await Promise.allSettled(
      [first, ...others].map(({ caseId }) => record.cases.open(sampleChange(caseId))),
    );
    expect(opened.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of opened) {
      if (result.status === 'rejected') {
        expect(result.reason).toMatchObject({ code: 'TERMINAL_HAS_OPEN_CASE' });
      }
    }
  });

  it('lists the case only from then on', async () => {
    const { caseId, data } = await draftCase(record);
    const q = data.contact.merchantNumber;
    expect((await record.cases.list({ found: { 'merchant-number': q } })).items).toEqual([]);
    await record.cases.open(sampleChange(caseId));
    expect(
      (await record.cases.list({ found: { 'merchant-number': q } })).items.map((row) => row.caseId),
    ).toEqual([caseId]);
  });
});
