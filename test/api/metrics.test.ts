/** What the API tells Prometheus: as things stand at the scrape, and nothing of what is not known. */
import { eventually } from '../e2e/eventually';
import { untilEnd, workUpToApproval } from '../e2e/play';
import { opened, peopleOf } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

async function scrape(): Promise<string> {
  const answer = await fetch(`${stage.url}/metrics`);
  expect(answer.status).toBe(200);
  return answer.text();
}

/** The value of one line of metrics, or undefined where there is none. */
function valueOf(text: string, series: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
}

test('counts of cases are as of the scrape, the first one too', async () => {
  await opened(stage);
  const first = await scrape();
  expect(valueOf(first, 'unbind_cases{status="awaiting-identity"}')).toBe(1);
  const { path } = await opened(stage);
  expect(valueOf(await scrape(), 'unbind_cases{status="awaiting-identity"}')).toBe(2);
  await stage.staff.agent.post(`${path}/withdraw`);
  const after = await scrape();
  expect(valueOf(after, 'unbind_cases{status="awaiting-identity"}')).toBe(1);
  expect(valueOf(after, 'unbind_cases{status="withdrawn"}')).toBe(1);
});

test('the last comparison shows its time and what differed, and before the first one nothing', async () => {
  const stamp = 'unbind_reconcile_last_run_timestamp_seconds';
  const before = await scrape();
  expect(before).toContain(`# TYPE ${stamp} gauge`);
  expect(valueOf(before, stamp)).toBeUndefined();
  expect(valueOf(before, 'unbind_reconcile_failed')).toBe(0);

  const merchant = await stage.simulator.freshMerchant();
  const caseId = await workUpToApproval(peopleOf(stage), merchant, { closeAccount: false });
  await untilEnd(peopleOf(stage).agent, caseId);
  await stage.temporal.client.workflow.getHandle(caseId).result();
  await stage.simulator.change(`terminals/${merchant.terminals[0]!.serialNumber}`, {
    merchantNumber: merchant.merchantNumber,
    status: 'bound',
  });
  const startedMs = Date.now();
  await stage.staff.operator.post('/ops/reconcile');
  const after = await eventually('the run is in the metrics', async () => {
    const text = await scrape();
    return valueOf(text, stamp) === undefined ? undefined : text;
  });
  expect(valueOf(after, stamp)! * 1_000).toBeGreaterThan(startedMs);
  expect(valueOf(after, 'unbind_reconcile_last_run_seconds')).toBeGreaterThan(0);
  expect(valueOf(after, 'unbind_reconcile_compared{what="cases"}')).toBeGreaterThan(0);
  const differs = 'unbind_reconcile_differences{code="UNBIND_TERMINAL_BOUND_AGAIN"}';
  expect(valueOf(after, differs)).toBe(1);
  expect(after).not.toContain(caseId);
});

test('while the record is away the counts of the last scrape stand', async () => {
  const counted = valueOf(await scrape(), 'unbind_cases{status="completed"}');
  stage.lines.record.cut();
  try {
    const away = await scrape();
    expect(valueOf(away, 'unbind_cases{status="completed"}')).toBe(counted);
    expect(valueOf(away, 'unbind_cases_parked')).toBe(0);
  } finally {
    stage.lines.record.mend();
  }
});
