/** Whoever reaches Temporal can say anything to a case; what the API has not signed moves nothing and is told. */
import type { DecisionName } from '../../workflows/contract/lifecycle';
import * as messages from '../../workflows/contract/messages';
import { saidIn } from '../../workflows/contract/signing/statements';
import { approve, proveIdentity, untilEnd, untilParked } from '../e2e/play';
import { DECISIONS } from '../support/decision-keys';
import {
  AGENT,
  leftOf,
  OPERATOR,
  REVIEWER,
  sayUpdate,
  signedByStranger,
  STRANGER,
  toldOf,
  untilTold,
} from './forging';
import { type Begun, consented, opened, peopleOf, submitted } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

type Standing = Begun & { readonly revision: number };

const justOpened = async (): Promise<Standing> => ({ ...(await opened(stage)), revision: 1 });

async function identified(): Promise<Standing> {
  const begun = await opened(stage);
  await proveIdentity(peopleOf(stage), begun.caseId);
  return { ...begun, revision: 1 };
}

async function drafted(): Promise<Standing> {
  const begun = await consented(stage);
  const { body } = await stage.staff.agent.put(`${begun.path}/application`, begun.application);
  return { ...begun, revision: Number(body['revision']) };
}

/** The application closes the account, which nobody has agreed to yet. */
async function askedForMore(): Promise<Standing> {
  const begun = await consented(stage, { closeAccount: false });
  const application = { ...begun.application, closeAccount: true };
  const { body } = await stage.staff.agent.put(`${begun.path}/application`, application);
  const revision = Number(body['revision']);
  await stage.staff.agent.post(`${begun.path}/submit`, { revision });
  return { ...begun, revision };
}

/** Waits for its review, claimed by the reviewer. */
async function claimed(): Promise<Standing> {
  const begun = await submitted(stage);
  const { path, revision } = begun;
  expect((await stage.staff.reviewer.post(`${path}/claim`, { revision })).status).toBe(200);
  return begun;
}

async function held(): Promise<Standing> {
  const begun = await submitted(stage);
  const answer = await stage.staff.operator.post(`/ops/cases/${begun.caseId}/hold`, {
    reason: 'r',
  });
  expect(answer.status).toBe(200);
  return begun;
}

/** Approved, and parked before the first request: the account got another number meanwhile. */
async function parked(): Promise<Standing> {
  const begun = await submitted(stage);
  const { merchantNumber } = begun.merchant;
  await stage.simulator.change(`merchants/${merchantNumber}/renumber`, {
    to: `${merchantNumber}9`,
  });
  await approve(peopleOf(stage), begun.caseId, begun.revision);
  await untilParked(peopleOf(stage).agent, begun.caseId);
  return begun;
}

const by = { agent: { by: AGENT }, reviewer: { by: REVIEWER }, operator: { by: OPERATOR } };
const STEP = { step: 'unbind-terminals' } as const;
const CONSENT = { method: 'recorded-call', consentId: 'forged' } as const;

/** Each decision where the rules allow it to whom it names, so that nothing but its signature is in the way. */
const FORGERIES: Readonly<
  Record<DecisionName, readonly [begin: () => Promise<Standing>, input: object]>
> = {
  verifyIdentity: [justOpened, { ...by.agent, method: 'callback' }],
  withdraw: [justOpened, by.agent],
  amendContact: [justOpened, { ...by.agent, revision: 7 }],
  hold: [justOpened, by.operator],
  end: [justOpened, by.operator],
  recordConsent: [identified, { ...by.agent, ...CONSENT }],
  submit: [drafted, by.agent],
  extendConsent: [askedForMore, { ...by.agent, ...CONSENT }],
  claim: [() => submitted(stage), by.reviewer],
  release: [claimed, by.reviewer],
  approve: [claimed, by.reviewer],
  reject: [claimed, { ...by.reviewer, reasonCode: 'other' }],
  requestInformation: [claimed, { ...by.reviewer, fields: ['phone'] }],
  releaseHold: [held, by.operator],
  retry: [parked, { ...by.operator, ...STEP, payments: [] }],
  resolve: [parked, { ...by.operator, ...STEP, outcome: 'effective' }],
  correctReference: [parked, { ...by.operator, reference: 'merchant-number', revision: 3 }],
  sendBack: [parked, by.operator],
};

const NAMES = Object.keys(FORGERIES) as DecisionName[];

test('each update that the contract defines is forged here', () => {
  const defined = Object.values(messages).flatMap((one) =>
    typeof one === 'object' && one.type === 'update' ? [one.name] : [],
  );
  // What is sent with the start says nothing of its own.
  expect(defined.filter((name) => name !== messages.open.name).sort()).toEqual([...NAMES].sort());
});

test.each(NAMES)(
  'a forged %s has the case stand still where it was, tells operators, and nothing leaves',
  async (name) => {
    const [begin, plain] = FORGERIES[name];
    const begun = await begin();
    const { caseId, path, revision } = begun;
    const before = (await stage.staff.agent.get(path)).body;
    const left = await leftOf(stage, begun);
    const about = { kind: 'update', to: caseId, name, id: `forged-${name}` } as const;
    const input = signedByStranger(about, { by: OPERATOR, revision, ...plain });
    await sayUpdate(stage, caseId, messages.updateOf(name), input);
    await untilTold(stage, caseId);
    expect((await stage.staff.agent.get(path)).body).toEqual(before);
    expect(await leftOf(stage, begun)).toEqual(left);
  },
);

describe('an approval', () => {
  const about = { kind: 'update', name: 'approve', id: 'forged' } as const;
  test.each<[string, (input: messages.SeenDecision, to: string) => messages.SeenDecision]>([
    ['without a signature', (input) => input],
    [
      'with a signature that says nothing',
      (input) => ({ ...input, signed: { keyId: STRANGER.keyId, signature: '' } }),
    ],
    [
      'with a signature for another case',
      (input) => signed({ ...about, to: 'UC-0000000000' }, input, input),
    ],
    [
      'with a signature for another decision',
      (input, to) => signed({ ...about, to, name: 'claim' }, input, input),
    ],
    [
      'with a signature for another update id',
      (input, to) => signed({ ...about, to, id: 'other' }, input, input),
    ],
    [
      'with a signature for another revision',
      (input, to) => signed({ ...about, to }, input, { ...input, revision: 1 }),
    ],
    [
      'with a signature for another actor',
      (input, to) =>
        signed({ ...about, to }, input, {
          ...input,
          by: { principalId: 's_reviewer2', role: 'reviewer' },
        }),
    ],
    [
      'with a signature for a report of this name',
      (input, to) => signed({ ...about, to, kind: 'signal' }, input, input),
    ],
  ])('%s approves nothing', async (_what, forge) => {
    const begun = await claimed();
    const { caseId, revision } = begun;
    const left = await leftOf(stage, begun);
    const input = forge({ by: REVIEWER, revision }, caseId);
    await sayUpdate(stage, caseId, messages.approve, input, 'forged');
    await untilTold(stage, caseId);
    expect(await leftOf(stage, begun)).toEqual(left);
  });

  /** By the key of the API, for something else that it said. */
  function signed(
    said: Parameters<typeof saidIn>[0],
    input: messages.SeenDecision,
    saidInput: messages.SeenDecision,
  ): messages.SeenDecision {
    return { ...input, signed: DECISIONS.sign(saidIn(said, saidInput).statement) };
  }
});

test('a reset to before it heals the case, which the diagnosis advises; what nobody signed cannot be applied again', async () => {
  const begun = await claimed();
  const { caseId, path, revision } = begun;
  const { operator, auditor, reviewer } = stage.staff;
  await sayUpdate(stage, caseId, messages.approve, { by: REVIEWER, revision });
  await untilTold(stage, caseId);

  const diagnosis = (await auditor.get(`/ops/cases/${caseId}/diagnosis`)).body;
  const [advised] = diagnosis['repairs'] as {
    action: string;
    what: string;
    recommended: boolean;
  }[];
  expect(advised).toMatchObject({ action: 'reset', recommended: true });
  expect(advised?.what).toContain('the review approved it');
  const point = Number(/event (\d+)/.exec(advised?.what ?? '')?.[1]);
  const plan = { repair: 'reset', point };
  const { later } = (await operator.post(`/ops/cases/${caseId}/dry-run`, plan)).body as {
    later: { eventId: number; name: string; isProven: boolean }[];
  };
  expect(later).toMatchObject([{ name: 'approve', isProven: false }]);
  const lent = await operator.post(`/ops/cases/${caseId}/reset`, {
    point,
    repeat: [later[0]?.eventId],
    reason: 'as it was',
  });
  expect(lent).toMatchObject({ status: 409, body: { code: 'UNBIND_DECISION_UNPROVEN' } });

  const reset = await operator.post(`/ops/cases/${caseId}/reset`, { point, reason: 'forged' });
  expect(reset).toMatchObject({ status: 200, body: { status: 'awaiting-review' } });
  expect(await toldOf(stage, caseId)).toEqual([]);
  expect((await reviewer.post(`${path}/approve`, { revision })).status).toBe(200);
  await untilEnd(peopleOf(stage).agent, caseId);
  const approvals = (await stage.record.ledger.read(caseId)).filter(
    ({ event }) => event === 'case-approved',
  );
  expect(approvals).toHaveLength(1);
});
