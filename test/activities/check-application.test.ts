/** The activity that checks an application: what it answers, what it takes, and how it fails. */
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { AcquirerFailure } from '../../activities/acquirer/acquirer-port';
import { createCheckActivities } from '../../activities/check-application';
import type { CheckDeps } from '../../activities/check-application';
import { scopeToShow } from '../../checks/application/consent-scope';
import { RecordError } from '../../record/port/desk-record';
import type { ConsentRow } from '../../record/port/desk-record';
import type { CaseData, ConsentScope } from '../../workflows/contract/case-data';
import type { CheckResult } from '../../workflows/contract/ports';
import {
  BANK_ACCOUNT,
  MERCHANT_NAME,
  MERCHANT_NUMBER,
  OTHER_PHONE,
  PHONE,
  RESIDENT_IDS,
  acquirerSide,
  bound,
  caseData,
  caseWithoutApplication,
  consentRow,
} from '../checks/samples';

const CASE_ID = 'UC-0000000001';
const OTHER_CASE_ID = 'UC-0000000002';

/** Covers everything that the samples name, unless told otherwise. */
function consent(changes: Partial<ConsentScope> = {}): ConsentRow {
  const shown = scopeToShow(caseWithoutApplication(), acquirerSide().deposits, true);
  return consentRow(CASE_ID, { ...shown, ...changes });
}

interface Stage {
  readonly deps: CheckDeps;
  /** What was done to the record, in order. */
  readonly done: string[];
  /** Serial numbers that the gate was asked about. */
  readonly gateAsked: string[];
}

function stage(
  data: CaseData,
  acquirer: Partial<CheckDeps['acquirer']> = {},
  record: {
    readonly [Noun in keyof CheckDeps['record']]?: Partial<CheckDeps['record'][Noun]>;
  } = {},
): Stage {
  const side = acquirerSide();
  const done: string[] = [];
  const gateAsked: string[] = [];
  return {
    done,
    gateAsked,
    deps: {
      now: () => new Date('2026-11-24T03:00:00Z'),
      isProven: () => true,
      acquirer: {
        readMerchant: (merchantNumber) =>
          Promise.resolve(
            side.merchant.kind === 'found'
              ? {
                  kind: 'found',
                  value: { merchantNumber, accountState: 'active', ...side.merchant.value },
                }
              : side.merchant,
          ),
        listTerminals: () => Promise.resolve(side.listed),
        readTerminal: () => Promise.resolve({ kind: 'absent' }),
        readDeposits: () => Promise.resolve(side.deposits),
        readGate: ({ serialNumber }) => {
          gateAsked.push(serialNumber ?? '');
          return Promise.resolve({ kind: 'found', value: [] });
        },
        ...acquirer,
      },
      record: {
        cases: {
          read: () => Promise.resolve(undefined),
          reserveTerminals: (_caseId, terminals) => {
            done.push(`reserve ${terminals.map(({ terminalId }) => terminalId).join(' ')}`);
            return Promise.resolve({ taken: true });
          },
          ...record.cases,
        },
        revisions: {
          read: (caseId, revision = 3) =>
            Promise.resolve({ caseId, revision, author: 's_agent', at: new Date(0), data }),
          authors: () => Promise.resolve(['s_agent', 'merchant']),
          inForce: (caseId) =>
            Promise.resolve({ caseId, revision: 1, author: 's_agent', at: new Date(0), data }),
          ...record.revisions,
        },
        consents: {
          read: (consentId) => Promise.resolve(consentId === 'k_1' ? consent() : undefined),
          inForce: () => Promise.resolve(['k_1']),
          ...record.consents,
        },
        ledger: {
          read: () => Promise.resolve([]),
          audit: ({ caseId, event }) => {
            done.push(`tell ${caseId} ${event}`);
            return Promise.resolve();
          },
        },
        attention: {
          raise: ({ code, subject }) => {
            done.push(`raise ${code} ${subject}`);
            return Promise.resolve();
          },
          clear: () => Promise.resolve(),
        },
      },
    },
  };
}

async function run({ deps }: Stage, asked: object = {}): Promise<CheckResult> {
  const { checkApplication } = createCheckActivities(deps);
  const environment = new MockActivityEnvironment(
    { startToCloseTimeoutMs: 20_000 },
    { logger: new DefaultLogger('ERROR') },
  );
  const result: unknown = await environment.run(checkApplication, {
    caseId: CASE_ID,
    revision: 3,
    consentId: 'k_1',
    openedToClose: true,
    ...asked,
  });
  return result as CheckResult;
}

async function failureOf(on: Stage): Promise<ApplicationFailure> {
  const error: unknown = await run(on).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApplicationFailure)) throw new Error('no ApplicationFailure');
  return error;
}

test('an application that passes gives ids, amounts and authors, and takes its terminals', async () => {
  const on = stage(caseData());
  expect(await run(on)).toEqual({
    problems: [],
    warnings: [],
    stepUp: [],
    terminals: [
      { terminalId: 't_0000000001', alreadyUnbound: false },
      { terminalId: 't_0000000002', alreadyUnbound: false },
    ],
    deposits: [
      {
        depositId: 'd_0000000001',
        terminalId: 't_0000000001',
        kind: 'refundable-deposit',
        amountMinor: 20_000,
        currency: 'CNY',
      },
      {
        depositId: 'd_0000000002',
        terminalId: 't_0000000001',
        kind: 'service-fee',
        amountMinor: 6_000,
        currency: 'CNY',
      },
    ],
    closeAccount: true,
    authors: ['s_agent', 'merchant'],
  });
  expect(on.done).toEqual(['reserve t_0000000001 t_0000000002']);
});

test('an application with problems names those of form and record, and takes nothing', async () => {
  const on = stage(caseData({ merchantName: '杭州青和贸易有限公司', phone: '1', email: 'x' }));
  const { problems, deposits } = await run(on);
  expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
    'phone PHONE_INVALID',
    'email EMAIL_INVALID',
    'merchantName MERCHANT_NAME_MISMATCH',
  ]);
  expect({ deposits, done: on.done, gate: on.gateAsked }).toEqual({
    deposits: [],
    done: [],
    gate: [],
  });
});

test('a revision without an application is refused by its required fields', async () => {
  const { problems } = await run(stage(caseWithoutApplication()));
  expect(problems.map(({ code }) => code)).toContain('FIELD_REQUIRED');
});

test('a terminal of another open case is a problem of its field', async () => {
  const conflicts = [{ terminalId: 't_0000000002', otherCaseId: OTHER_CASE_ID }];
  const on = stage(
    caseData({ terminals: [{ serialNumber: 'sn10000001' }, { serialNumber: ' sn10000002' }] }),
    {},
    { cases: { reserveTerminals: () => Promise.resolve({ taken: false, conflicts }) } },
  );
  const result = await run(on);
  expect(result.problems).toEqual([
    { path: 'terminals[1].serialNumber', code: 'TERMINAL_HAS_OPEN_CASE' },
  ]);
  expect(JSON.stringify(result)).not.toContain(OTHER_CASE_ID);
  expect(on.done).toEqual([`tell ${OTHER_CASE_ID} second-request-refused`]);
});

test('a terminal of another merchant is a problem and an alert to reviewers', async () => {
  const on = stage(caseData(), {
    listTerminals: () => Promise.resolve({ kind: 'found', value: [bound('SN10000001')] }),
    readTerminal: (serialNumber) =>
      Promise.resolve({ kind: 'found', value: bound(serialNumber, 'M999') }),
  });
  expect((await run(on)).problems).toEqual([
    { path: 'terminals[1].serialNumber', code: 'TERMINAL_BOUND_ELSEWHERE' },
  ]);
  expect(on.done).toEqual(['raise TERMINAL_BOUND_ELSEWHERE t_0000000002']);
});

test('a terminal that is unbound while its deposit is held passes and is not asked of the gate', async () => {
  const on = stage(caseData(), {
    listTerminals: () => Promise.resolve({ kind: 'found', value: [bound('SN10000002')] }),
    readTerminal: (serialNumber) =>
      Promise.resolve({
        kind: 'found',
        value: { serialNumber, state: 'unbound', lastMerchantNumber: MERCHANT_NUMBER },
      }),
  });
  const { problems, warnings, terminals } = await run(on);
  expect(problems).toEqual([]);
  expect(warnings.map(({ code }) => code)).toEqual(['TERMINAL_ALREADY_UNBOUND']);
  expect(terminals.map(({ alreadyUnbound }) => alreadyUnbound)).toEqual([true, false]);
  expect(on.gateAsked).toEqual(['SN10000002']);
});

test('a changed phone marks the case and a closed gate is advice; neither is a problem', async () => {
  const on = stage(caseData({ phone: OTHER_PHONE }), {
    readGate: ({ serialNumber }) =>
      Promise.resolve({
        kind: 'found',
        value: serialNumber === 'SN10000001' ? ['BALANCE_NOT_ZERO'] : [],
      }),
  });
  const { problems, stepUp, warnings } = await run(on);
  expect({ problems, stepUp, warnings }).toEqual({
    problems: [],
    stepUp: ['PHONE_CHANGED'],
    warnings: [{ path: 'terminals[0].serialNumber', code: 'BALANCE_NOT_ZERO' }],
  });
});

test('an acquirer that cannot tell anything leaves warnings, passes and wants a second proof', async () => {
  const cannot = () => Promise.resolve({ kind: 'cannot' as const });
  const on = stage(caseData(), {
    readMerchant: cannot,
    listTerminals: cannot,
    readTerminal: cannot,
    readDeposits: cannot,
    readGate: cannot,
  });
  const { problems, warnings, stepUp } = await run(on);
  expect(problems).toEqual([]);
  expect(stepUp).toEqual(['MERCHANT_UNREADABLE']);
  expect(new Set(warnings.map(({ code }) => code))).toEqual(new Set(['ACQUIRER_NOT_READABLE']));
});

test.each([
  ['passes', {}],
  ['fails every comparison', { merchantName: '陈青禾的店', phone: OTHER_PHONE, deposits: [] }],
  ['fails by its form', { merchantName: '陈', terminals: [{ serialNumber: '?陈' }] }],
])('the answer holds no personal data of an application that %s', async (_how, changes) => {
  const payee = { ...BANK_ACCOUNT, accountName: '陈青禾' } as typeof BANK_ACCOUNT;
  const document = { kind: 'resident-id', number: RESIDENT_IDS[0] };
  const data = caseData({ document, payee, ...changes });
  const text = JSON.stringify(await run(stage(data)));
  const secrets = ['陈', MERCHANT_NAME, RESIDENT_IDS[0], PHONE, OTHER_PHONE, '6222', 'SN1', '@'];
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});

test.each([
  ['unknown', 'UNBIND_ACQUIRER_UNAVAILABLE', true],
  ['busy', 'UNBIND_ACQUIRER_BUSY', true],
  ['misconfigured', 'UNBIND_PROVIDER_MISCONFIGURED', false],
] as const)('an acquirer whose answer is %s fails as %s', async (kind, type, isRetried) => {
  const on = stage(caseData(), {
    readDeposits: () => Promise.reject(new AcquirerFailure(kind, 'no answer')),
  });
  const failure = await failureOf(on);
  expect(failure.type).toBe(type);
  expect(failure.nonRetryable).toBe(!isRetried);
  expect(on.done).toEqual([]);
});

test.each([
  ['RECORD_UNAVAILABLE', true],
  ['CASE_NOT_FOUND', false],
] as const)('a record that answers %s fails by that code', async (code, isRetried) => {
  const on = stage(
    caseData(),
    {},
    {
      revisions: { read: () => Promise.reject(new RecordError(code, 'no')) },
    },
  );
  const failure = await failureOf(on);
  expect(failure.type).toBe(`UNBIND_${code}`);
  expect(failure.nonRetryable).toBe(!isRetried);
});

test('a terminal without an id stops the check rather than being left out', async () => {
  const data = caseData();
  const failure = await failureOf(stage({ ...data, terminals: data.terminals.slice(0, 1) }));
  expect(failure.type).toBe('UNBIND_STEP_FAILED');
  expect(failure.nonRetryable).toBe(true);
});

describe('an application that goes beyond the consent', () => {
  const held = (changes: Partial<ConsentScope>) => ({
    consents: { read: () => Promise.resolve(consent(changes)) },
  });
  const found = async (on: Stage, asked: object = {}) =>
    (await run(on, asked)).problems.map(({ path, code }) => `${path} ${code}`);

  test('is refused at each field that was not agreed to, and takes no terminal', async () => {
    const { terminals } = caseData();
    const changes = { terminals: terminals.slice(0, 1), items: [], closeAccount: false };
    const on = stage(caseData(), {}, held(changes));
    expect(await found(on)).toEqual([
      'terminals[1].serialNumber CONSENT_NOT_COVERING',
      'deposits[0].kind CONSENT_NOT_COVERING',
      'deposits[1].kind CONSENT_NOT_COVERING',
      'closeAccount CONSENT_NOT_COVERING',
    ]);
    expect(on.done).toEqual([]);
  });

  test('is held to the consent that the case names, and to that of the ledger in an older task', async () => {
    const on = stage(caseData(), {}, { consents: { inForce: () => Promise.resolve([]) } });
    expect(await found(on)).toEqual([]);
    expect(await found(on, { consentId: undefined })).toEqual(['consent CONSENT_NOT_COVERING']);
  });

  test('is refused as a whole where the evidence of the consent is lost', async () => {
    const on = stage(caseData(), {}, { consents: { read: () => Promise.resolve(undefined) } });
    expect(await found(on)).toEqual(['consent CONSENT_NOT_COVERING']);
  });
});
