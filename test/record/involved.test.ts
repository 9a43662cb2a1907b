/** Who is involved in a case stands in its row: written with each change, and found for rows that are older. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeskRecord } from '../../record/port/desk-record';
import { startTestRecord, type TestRecord } from '../support/record';
import { entry, openedCase, query, sampleChange, sampleData, sampleView } from './samples';

let test: TestRecord;
let record: DeskRecord;
beforeAll(async () => {
  test = await startTestRecord();
  record = test.record;
});
afterAll(() => test.stop());

const MIGRATION = join(
  ...[__dirname, '..', '..', 'record', 'postgres', 'store', 'migrations'],
  '0009_involved.sql',
);

async function involvedIn(caseId: string): Promise<readonly string[]> {
  const row = await record.cases.read(caseId);
  const listed = (await record.cases.list({ found: { caseId } })).items[0];
  expect(listed?.involved).toEqual(row?.involved);
  return [...(row?.involved ?? [])].sort();
}

it('is what the last change says, in the case and in the list', async () => {
  const { caseId } = await openedCase(record, { view: { involved: ['s_AGENT'] } });
  expect(await involvedIn(caseId)).toEqual(['s_AGENT']);
  const view = sampleView(caseId, { involved: ['s_AGENT', 's_OTHER'] });
  await record.cases.change(sampleChange(caseId, { entries: [entry(2)], view }));
  expect(await involvedIn(caseId)).toEqual(['s_AGENT', 's_OTHER']);
});

it('is at least who opened the case, where an older worker wrote the view', async () => {
  const { caseId } = await openedCase(record);
  expect(await involvedIn(caseId)).toEqual(['s_AGENT']);
});

it('is found by the migration from the ledger and the authors of what was submitted', async () => {
  const submitted = await openedCase(record);
  const draft = await openedCase(record);
  for (const { caseId } of [submitted, draft]) {
    await record.revisions.add({ caseId, author: 's_AUTHOR', expected: 1, data: sampleData() });
  }
  const by = (principalId: string) => ({ principalId, role: 'agent' }) as const;
  const { caseId } = submitted;
  await record.cases.change(
    sampleChange(caseId, {
      entries: [
        entry(2, { event: 'identity-verified', by: by('s_PROVER') }),
        entry(3, { event: 'application-submitted', by: by('s_SENDER') }),
        entry(4, { event: 'case-claimed', by: by('s_REVIEWER') }),
      ],
      view: sampleView(caseId, { revision: 2 }),
    }),
  );
  const [backfill = ''] = readFileSync(MIGRATION, 'utf8').split('--> statement-breakpoint');
  await query(test.databaseUrl, backfill);
  expect(await involvedIn(caseId)).toEqual(['s_AGENT', 's_AUTHOR', 's_PROVER', 's_SENDER']);
  expect(await involvedIn(draft.caseId)).toEqual(['s_AGENT']);
});
