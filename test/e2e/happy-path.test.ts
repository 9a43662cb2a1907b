/** Whole cases through every process of the product, with the simulator's ledger as the auditor. */
import { compileClient, generateClientTypes } from '../support/generated-client';
import { untilEnd, workUpToApproval } from './play';
import { HOOK_LIMIT_MS, startSystem, type System } from './system';

let system: System;

beforeAll(async () => {
  // The window in which notices gather is the product's own; the end of a case closes it.
  system = await startSystem({ policy: { noticeWindowMs: 120_000 } });
}, HOOK_LIMIT_MS);
afterAll(() => system.stop(), HOOK_LIMIT_MS);

test('a case ends with the terminal unbound, the deposit refunded and the account closed, each once', async () => {
  const merchant = await system.simulator.freshMerchant();
  const caseId = await workUpToApproval(system.staff, merchant);
  const view = await untilEnd(system.staff.agent, caseId);
  // The workflow ends once everybody is told.
  const handle = system.temporal.client.workflow.getHandle(caseId);
  await handle.result();
  expect(view).toMatchObject({ status: 'completed', closure: { state: 'closed' } });

  const ledger = await system.simulator.ledger(merchant);
  expect(ledger.unbinds.map(({ executed }) => executed)).toEqual([1]);
  expect(ledger.refunds.map(({ executed }) => executed)).toEqual([1]);
  expect(ledger.closures.map(({ executed }) => executed)).toEqual([1]);
  expect(ledger.anomalies).toEqual([]);
  expect(ledger.sms.length).toBeGreaterThan(0);
  const subjects = system.mail.list({ to: merchant.email }).map(({ subject }) => subject);
  expect(new Set(subjects).size).toBe(subjects.length);

  const { historyLength, historySize, staticSummary } = await handle.describe();
  expect(await staticSummary()).toBe('business-ended by hotline: 1 terminal and the account');
  process.stdout.write(`a happy case: ${historyLength} events, ${historySize} bytes of history\n`);
  expect(historyLength).toBeLessThanOrEqual(100);
  expect(historySize).toBeLessThanOrEqual(60 * 1024);
});

describe('a client that was generated from docs/openapi.json', () => {
  beforeAll(generateClientTypes);

  test('compiles, and plays a case to its end', async () => {
    const { problems, file } = compileClient();
    expect(problems).toEqual([]);
    const { playCase } = (await import(file)) as {
      playCase: (apiUrl: string, keys: System['keys'], merchant: object) => Promise<object>;
    };
    const merchant = await system.simulator.freshMerchant();
    expect(await playCase(system.apiUrl, system.keys, merchant)).toMatchObject({
      status: 'completed',
      view: { closure: { state: 'closed' } },
    });
  });

  test.each([
    ['a reason that there is not', "'business-ended'", "'bad-mood'"],
    ['an address that there is not', "'/api/v1/terms/current'", "'/api/v1/terms'"],
    ['a body without what it needs', 'termsVersion: terms.version,', ''],
  ])('does not compile with %s', (_what, right, wrong) => {
    expect(compileClient((source) => source.replace(right, wrong)).problems).not.toEqual([]);
  });
});
