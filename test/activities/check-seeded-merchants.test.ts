/** The check of an application through the http adapter against a running acquirer. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { createHttpAcquirer } from '../../activities/acquirer/http-adapter';
import { createCheckActivities } from '../../activities/check-application';
import { terminalsFor } from '../../checks/application/case-content';
import { scopeToShow } from '../../checks/application/consent-scope';
import { seededMerchants } from '../../local/simulator/acquirer/seed';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { startSimulator } from '../../local/simulator/simulator';
import type { Simulator } from '../../local/simulator/simulator';
import type { ApplicationData, CaseData, ConsentScope } from '../../workflows/contract/case-data';
import type { CheckResult } from '../../workflows/contract/ports';
import { consentRow } from '../checks/samples';

const merchants = seededMerchants().map((merchant) => [merchant.merchantName, merchant] as const);
const CASE_ID = 'UC-0000000001';
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

/** What an agent enters who makes no mistake. */
function dataOf(merchant: FreshMerchant, changes: Partial<ApplicationData> = {}): CaseData {
  const { merchantNumber, contactName, merchantName, document, phone, email, locale } = merchant;
  const serialNumbers = merchant.terminals.map(({ serialNumber }) => serialNumber);
  return {
    contact: { merchantNumber, contactName, phone, email, locale, timeZone: merchant.timeZone },
    terminals: serialNumbers.map((serialNumber, index) => ({
      terminalId: `t_${String(index).padStart(10, '0')}`,
      serialNumber,
    })),
    application: {
      merchantName,
      document,
      phone,
      email,
      terminals: serialNumbers.map((serialNumber) => ({ serialNumber })),
      deposits: merchant.deposits.map(({ serialNumber, kind, amountMinor, currency }, index) => ({
        depositId: `d_${String(index).padStart(10, '0')}`,
        serialNumber,
        kind,
        amountMinor,
        currency,
      })),
      payee: merchant.bankAccount,
      closeAccount: true,
      ...changes,
    },
  };
}

/** Whatever the application names was agreed to. */
function everythingIn(data: CaseData): ConsentScope {
  const terminals = terminalsFor(
    data.terminals,
    (data.application?.terminals ?? []).map(({ serialNumber }) => serialNumber),
    () => 't_0000000099',
  );
  return scopeToShow({ ...data, terminals }, { kind: 'cannot' }, true);
}

async function check(data: CaseData): Promise<CheckResult> {
  const { checkApplication } = createCheckActivities({
    isProven: () => true,
    acquirer: createHttpAcquirer({
      baseUrl: `${simulator.url}/acquirer/v1`,
      apiKey: simulator.credentials.acquirerKey,
      webhookSecret: '',
    }),
    record: {
      cases: {
        read: () => Promise.resolve(undefined),
        reserveTerminals: () => Promise.resolve({ taken: true }),
      },
      revisions: {
        read: (caseId, revision = 1) =>
          Promise.resolve({ caseId, revision, author: 's_agent', at: new Date(0), data }),
        authors: () => Promise.resolve(['s_agent']),
        inForce: (caseId) => Promise.reject(new Error(caseId)),
      },
      consents: {
        inForce: () => Promise.resolve(['k_1']),
        read: () => Promise.resolve(consentRow(CASE_ID, everythingIn(data))),
      },
      ledger: { read: () => Promise.resolve([]), audit: () => Promise.resolve() },
      attention: { raise: () => Promise.resolve(), clear: () => Promise.resolve() },
    },
  });
  const environment = new MockActivityEnvironment({ startToCloseTimeoutMs: 20_000 });
  const result: unknown = await environment.run(checkApplication, {
    caseId: CASE_ID,
    revision: 1,
  });
  return result as CheckResult;
}

test.each(merchants)('what is true of %s passes', async (_name, merchant) => {
  const { problems, stepUp, terminals, deposits } = await check(dataOf(merchant));
  expect({ problems, stepUp }).toEqual({ problems: [], stepUp: [] });
  expect(terminals).toHaveLength(merchant.terminals.length);
  expect(deposits).toHaveLength(merchant.deposits.length);
});

test.each(merchants)('one character off the name of %s fails', async (name, merchant) => {
  const merchantName = `${name.slice(0, 1)}某${name.slice(2)}`;
  const { problems } = await check(dataOf(merchant, { merchantName }));
  expect(problems).toContainEqual({ path: 'merchantName', code: 'MERCHANT_NAME_MISMATCH' });
});

test('a closed gate is told as advice', async () => {
  const blocked = await Promise.all(
    merchants.map(async ([, merchant]) => (await check(dataOf(merchant))).warnings),
  );
  expect(new Set(blocked.flat().map(({ code }) => code))).toEqual(
    new Set([
      'BALANCE_NOT_ZERO',
      'FUNDS_PENDING',
      'FEES_UNPAID',
      'COMPLAINT_OPEN',
      'RISK_HOLD',
      'OFFLINE_TRANSACTIONS',
    ]),
  );
});

test('the terminal of another merchant and an unknown one are told apart', async () => {
  const [[, mine], [, other]] = [merchants[0]!, merchants[1]!];
  const serialNumbers = [
    mine.terminals[0]!.serialNumber,
    other.terminals[0]!.serialNumber,
    'SN00000000',
  ];
  const terminals = serialNumbers.map((serialNumber) => ({ serialNumber }));
  expect((await check(dataOf(mine, { terminals }))).problems).toEqual([
    { path: 'terminals[1].serialNumber', code: 'TERMINAL_BOUND_ELSEWHERE' },
    { path: 'terminals[2].serialNumber', code: 'TERMINAL_NOT_FOUND' },
  ]);
});

test('an account stays open while a terminal that is not named stays bound', async () => {
  const merchant = merchants.find(([, { terminals }]) => terminals.length > 1)![1];
  const [named] = merchant.terminals;
  const changes = {
    terminals: [{ serialNumber: named!.serialNumber }],
    deposits: dataOf(merchant).application!.deposits.filter(
      ({ serialNumber }) => serialNumber === named!.serialNumber,
    ),
  };
  expect((await check(dataOf(merchant, changes))).problems).toEqual([
    { path: 'closeAccount', code: 'CLOSURE_BLOCKED' },
  ]);
  const open = dataOf(merchant, { ...changes, closeAccount: false });
  expect((await check(open)).problems).toEqual([]);
});
