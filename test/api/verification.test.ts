/** A ledger that somebody has changed with the rights of the database's owner is found, named and shown. */
import { Client as PgClient } from 'pg';
import { submitted } from './people';
import { type Stage, startStage } from './stage';
import { runOver } from './sweep-run';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
jest.setTimeout(120_000);

interface Run {
  readonly id: string;
  readonly state: string;
  readonly report: {
    readonly cases: number;
    readonly rows: number;
    readonly brokenCases: number;
    readonly broken: readonly { caseId: string; position: number; check: string }[];
  };
}

async function verifyAll(): Promise<Run> {
  const started = await stage.staff.auditor.post('/ops/verify');
  expect(started.status).toBe(202);
  return runOver<Run>(stage.staff.operator, `/ops/verify/${String(started.body['id'])}`);
}

/** Subjects under which the case is on the operators' list as broken. */
async function listed(caseId: string): Promise<string[]> {
  const { body } = await stage.staff.operator.get('/ops/attention');
  const other = body['other'] as { caseId: string; code: string; subject: string }[];
  return other
    .filter((row) => row.caseId === caseId && row.code === 'UNBIND_LEDGER_BROKEN')
    .map(({ subject }) => subject);
}

/** As the owner of the database, who may change everything in it. */
async function asOwner(statement: string, values: readonly string[]): Promise<void> {
  const client = new PgClient({ connectionString: stage.databaseUrl });
  await client.connect();
  try {
    await client.query(statement, [...values]);
  } finally {
    await client.end();
  }
}

test('finds every chain whole where nobody has changed a row', async () => {
  const { caseId } = await submitted(stage);
  const { state, report } = await verifyAll();
  expect(state).toBe('finished');
  expect(report).toMatchObject({ brokenCases: 0, broken: [] });
  expect(report.cases).toBeGreaterThanOrEqual(1);
  const { status, body } = await stage.staff.agent.get(`/cases/${caseId}/ledger`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    caseId,
    rows: (await stage.record.ledger.read(caseId, 'whole')).length,
  });
  expect(body).not.toHaveProperty('broken');
});

test('names the case and the row that the owner of the database has changed, until it is as it was', async () => {
  const { caseId } = await submitted(stage);
  const rows = await stage.record.ledger.read(caseId);
  const { position, by } = rows.find(({ event }) => event === 'consent-recorded')!;
  const change = 'update ledger set by_principal = $2 where case_id = $1 and position = $3';
  await asOwner(change, [caseId, 's_FORGED', String(position)]);

  const found = { position, check: 'content' };
  const { report } = await verifyAll();
  expect(report).toMatchObject({ brokenCases: 1, broken: [{ caseId, ...found }] });
  const { body } = await stage.staff.agent.get(`/cases/${caseId}/ledger`);
  expect(body).toMatchObject({ caseId, broken: found });
  expect(await listed(caseId)).toEqual([`row ${position}`]);
  const diagnosis = await stage.staff.operator.get(`/ops/cases/${caseId}/diagnosis`);
  const sentences = diagnosis.body['sentences'] as { text: string }[];
  expect(sentences[0]?.text).toContain(
    `The ledger was changed: row ${position} says something else`,
  );

  await asOwner(change, [caseId, by.principalId, String(position)]);
  expect((await verifyAll()).report.brokenCases).toBe(0);
  expect(await listed(caseId)).toEqual([]);
});

test.each([
  {
    what: 'an amount that pages show',
    forge: `update cases set view = jsonb_set(view, '{deposits,0,amountMinor}', '1990000') where case_id = $1`,
    check: 'view',
    table: undefined,
    said: 'has the case otherwise than pages or lists show it',
  },
  {
    what: 'the terms of a consent',
    forge: `update consents set terms_version = 'forged' where case_id = $1`,
    check: 'paper-changed',
    table: 'consents',
    said: 'commits to what lies beside the ledger, and that was changed (consents ',
  },
  {
    what: 'the latest revision',
    forge: `update cases set latest_revision = 1 where case_id = $1`,
    check: 'revision',
    table: undefined,
    said: 'has another latest revision of the application after it than the case says',
  },
])('shows $what as broken wherever the case is seen', async ({ forge, check, table, said }) => {
  const { caseId } = await submitted(stage);
  await asOwner(forge, [caseId]);
  const { report } = await verifyAll();
  const found = report.broken.find((one) => one.caseId === caseId);
  expect(found).toMatchObject({ check });
  const { body } = await stage.staff.agent.get(`/cases/${caseId}/ledger`);
  expect(body).toMatchObject({ broken: { check } });
  const subjects = await listed(caseId);
  expect(subjects).toHaveLength(1);
  expect(subjects[0]).toContain(table ?? `row ${found!.position}`);
  const diagnosis = await stage.staff.operator.get(`/ops/cases/${caseId}/diagnosis`);
  const sentences = diagnosis.body['sentences'] as { text: string }[];
  expect(sentences[0]?.text).toContain(said);
});

test('reads no other workflow, and no case of a team that one does not belong to', async () => {
  const { caseId } = await submitted(stage);
  for (const id of [caseId, 'verify-none', `reconcile-${caseId}`]) {
    expect((await stage.staff.operator.get(`/ops/verify/${id}`)).status).toBe(404);
  }
  expect((await stage.staff.agent.post('/ops/verify')).status).toBe(403);
  const { status } = await stage.staff.agent.get('/cases/UC-0000000000/ledger');
  expect(status).toBe(404);
  const { body } = await stage.staff.auditor.get('/ops/verify');
  expect((body['items'] as object[]).length).toBeGreaterThan(0);
});
