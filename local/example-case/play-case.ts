/**
 * Plays one case by the API as its people would: looks where the case stands, does what that status waits
 * for, and looks again. So a case that was cut off anywhere is gone on with by playing it again.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type Place, closedSentence } from '../../checks/problems/open-sentence';
import { createClock } from '../../client/cli/text/moments';
import type { StaffName } from '../../client/cli/example-staff';
import type { Credentials } from './example-staff';
import { awaitedNotices } from './awaited-notices';
import type { ExampleCase } from './case-file';
import { ApiRefusal, type Call, type DeskApi } from './desk-api';
import type { Narrator } from './narrator';
import type { Providers } from './providers';
import { SCENARIO, type Scenario } from './scenarios';
import type { CaseAnswer, DraftAnswer } from '../../wire/cases/case-answers';
import { FORMS, type Form } from '../../wire/forms';
import { lineOf } from '../../wire/routes';

export interface Stage {
  readonly api: DeskApi;
  readonly providers: Providers;
  readonly credentials: Credentials;
  readonly narrator: Narrator;
  readonly signal: AbortSignal;
}

const LOOK_MS = 300;
/** A case whose providers answer takes seconds; a machine under load gets more. */
const LIMIT_MS = 5 * 60_000;
const ENDS = ['completed', 'rejected', 'withdrawn', 'expired'];

interface Play extends Stage {
  readonly example: ExampleCase;
  readonly caseId: string;
  readonly scenario: Scenario;
  readonly as: <T>(who: StaffName, form: Form<T>, call: Call) => Promise<T>;
  /** Of one request of this case; the same for the same name. */
  readonly keyFor: (name: string) => string;
}

function applicationBody({ example, scenario }: Play, merchantName: string): object {
  const { merchant } = example;
  return {
    merchantName,
    document: merchant.document,
    phone: merchant.phone,
    email: merchant.email,
    terminals: merchant.terminals.map(({ serialNumber }) => ({ serialNumber })),
    deposits: merchant.deposits,
    payee: { kind: 'original-payment' },
    closeAccount: scenario.closeAccount,
  };
}

/** Opens the case, or finds the one that an earlier try has opened. */
export async function openExampleCase(stage: Stage, example: ExampleCase): Promise<string> {
  const { merchant, locale, keyPrefix, scenario } = example;
  const who = `${merchant.contactName} of ${merchant.merchantName}`;
  stage.narrator.person('agent', `opens a case for ${who}, who calls the hotline`);
  const { caseId } = await stage.api.call(stage.credentials.agent.apiKey, FORMS.receipt, {
    line: lineOf('openCase'),
    idempotencyKey: `${keyPrefix}-open`,
    body: {
      channel: 'hotline',
      reason: 'business-ended',
      closeAccount: SCENARIO[scenario].closeAccount,
      merchant: {
        merchantNumber: merchant.merchantNumber,
        contactName: merchant.contactName,
        phone: merchant.phone,
        email: merchant.email,
        locale,
        timeZone: merchant.timeZone,
      },
      terminals: merchant.terminals.map(({ serialNumber }) => ({ serialNumber })),
    },
  });
  stage.narrator.line(`It is case ${caseId}.`);
  return caseId;
}

async function proveIdentity(play: Play): Promise<void> {
  play.narrator.person('agent', 'calls the bound number back: it is the merchant');
  await play.as('agent', FORMS.receipt, {
    line: lineOf('verifyIdentity', play),
    idempotencyKey: play.keyFor('identity'),
    body: {
      method: 'callback',
      documents: [{ kind: play.example.merchant.document.kind }],
      evidence: 'Called the bound number back; the merchant answered.',
    },
  });
}

async function takeConsent(play: Play): Promise<void> {
  const { locale } = play.example;
  play.narrator.person('agent', 'reads terms and deposit items out; the merchant agrees');
  const current = await play.as('agent', FORMS.terms, {
    line: lineOf('readTerms'),
    query: { locale },
  });
  const items = await play.as('agent', FORMS.itemisation, {
    line: lineOf('readItemisation', play),
  });
  await play.as('agent', FORMS.receipt, {
    line: lineOf('recordConsent', play),
    idempotencyKey: play.keyFor('consent'),
    body: {
      method: 'recorded-call',
      evidence: 'Recording of this call.',
      termsVersion: current.version,
      termsHash: current.hash,
      itemisationHash: items.hash,
      locale,
    },
  });
}

function saveDraft(play: Play, merchantName: string): Promise<DraftAnswer> {
  return play.as('agent', FORMS.draft, {
    line: lineOf('saveApplication', play),
    body: applicationBody(play, merchantName),
  });
}

async function submitDraft(play: Play, revision: number): Promise<void> {
  await play.as('agent', FORMS.receipt, {
    line: lineOf('submitCase', play),
    idempotencyKey: play.keyFor(`submit-${revision}`),
    body: { revision },
  });
}

async function tryMistypedName(play: Play, name: string): Promise<void> {
  const { narrator } = play;
  narrator.person('agent', `types the application, with the merchant name "${name}"`);
  const saved = await saveDraft(play, name);
  for (const { path, code, message } of saved.problems) {
    narrator.line(`found: ${path}: ${code}: ${message}`);
  }
  for (const { path, entered, acquirer } of saved.differences) {
    narrator.line(`${path}: entered "${entered}", the acquirer has "${acquirer}"`);
  }
  try {
    await submitDraft(play, saved.revision);
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    narrator.line(`submitting it is refused with ${error.code}; nothing entered is lost`);
  }
}

async function submitApplication(play: Play): Promise<void> {
  const { merchantName } = play.example.merchant;
  const mistyped = play.scenario.mistypedName?.(merchantName);
  if (mistyped !== undefined) await tryMistypedName(play, mistyped);
  const verb = mistyped === undefined ? 'fills in' : 'corrects';
  play.narrator.person('agent', `${verb} the application and submits it: every check passes`);
  const { revision } = await saveDraft(play, merchantName);
  await submitDraft(play, revision);
}

async function review(play: Play, { view, latestRevision }: CaseAnswer): Promise<void> {
  const body = { revision: latestRevision };
  if (view.claim === undefined) {
    play.narrator.person('reviewer', 'claims the review; the agent may not decide it');
    await play.as('reviewer', FORMS.receipt, {
      line: lineOf('claimCase', play),
      idempotencyKey: play.keyFor(`claim-${latestRevision}`),
      body,
    });
  }
  play.narrator.person('reviewer', 'compares application and acquirer, and approves');
  await play.as('reviewer', FORMS.receipt, {
    line: lineOf('approveCase', play),
    idempotencyKey: play.keyFor(`approve-${latestRevision}`),
    body,
  });
}

async function repair(play: Play, parked: { step: string; code: string }): Promise<void> {
  const { narrator, caseId } = play;
  narrator.person('operator', `finds the case parked with ${parked.code} and asks why`);
  const { sentences } = await play.as('operator', FORMS.diagnosis, {
    line: lineOf('diagnoseCase', { caseId }),
  });
  const clock = createClock(undefined, new Date());
  const shown = ({ kind, value }: Place): string => (kind === 'moment' ? clock.full(value) : value);
  for (const sentence of sentences) narrator.line(closedSentence(sentence, shown));
  narrator.person('operator', 'the cause is gone at the acquirer; retries the step');
  const asked = await play.as('operator', FORMS.repairedOrProposed, {
    line: lineOf('retryStep', { caseId }),
    body: { step: parked.step, reason: 'The acquirer has confirmed that the cause is gone.' },
  });
  if (!('proposal' in asked)) return;
  narrator.person(
    'operator2',
    'looks at it too and approves: the money is paid under a new number',
  );
  await play.as('operator2', FORMS.decided, {
    line: lineOf('approveProposal', { caseId, number: String(asked.proposal.number) }),
  });
}

/** Has the money come back once, after the case has completed. */
async function returnRefund({ providers, example, narrator }: Play): Promise<void> {
  const { refunds } = await providers.ledgerOf(example.merchant);
  const paid = refunds.find(({ state }) => state === 'succeeded');
  if (paid === undefined) throw new Error('There is no refund that could come back.');
  narrator.person('bank', `returns refund ${paid.refundId}: the account does not take it`);
  await providers.returnRefund(paid.refundId);
}

/** Does what the case waits for a person to do; true where somebody did something. */
async function act(play: Play, answer: CaseAnswer, done: Set<string>): Promise<boolean> {
  const { status, revision, parked } = answer.view;
  // A decision that is in the ledger shows in the view a moment later: never twice for one wait.
  const generations = answer.view.deposits.map(({ generation }) => generation).join(',');
  const wait = parked
    ? `${parked.step} ${parked.code} ${generations}`
    : `${status} ${revision} ${answer.latestRevision}`;
  if (done.has(wait)) return false;
  done.add(wait);
  if (parked) await repair(play, parked);
  else if (status === 'awaiting-identity') await proveIdentity(play);
  else if (status === 'awaiting-consent') await takeConsent(play);
  else if (['awaiting-application', 'awaiting-information'].includes(status))
    await submitApplication(play);
  else if (status === 'awaiting-review') await review(play, answer);
  else return false;
  return true;
}

function paidAgain({ view }: CaseAnswer): boolean {
  return view.deposits.some(
    ({ refund, generation }) => generation > 1 && ['succeeded', 'paid'].includes(refund),
  );
}

/** True once the scenario has nothing left to show. */
async function isOver(play: Play, answer: CaseAnswer, done: Set<string>): Promise<boolean> {
  const { view } = answer;
  if (!ENDS.includes(view.status) || view.parked) return false;
  if (play.scenario.returnsRefund && view.status === 'completed' && !paidAgain(answer)) {
    if (!done.has('returned') && !view.refundReopened) {
      done.add('returned');
      await returnRefund(play);
    }
    return false;
  }
  const { items } = await play.as('agent', FORMS.notices, {
    line: lineOf('listNotices', play),
  });
  const { isOver: settled, held } = awaitedNotices(items, Date.now());
  if (settled && held !== undefined) play.narrator.line(held);
  return settled;
}

async function show(play: Play): Promise<void> {
  const { narrator, providers, example } = play;
  narrator.ledger(
    await play.as('agent', FORMS.timeline, {
      line: lineOf('readTimeline', play),
    }),
  );
  const [ledger, mails] = await Promise.all([
    providers.ledgerOf(example.merchant),
    providers.mailsTo(example.merchant),
  ]);
  narrator.received(ledger, mails);
}

/** Plays an open case to its end. Throws `ApiRefusal`, or says where the case stands after five minutes. */
export async function playToEnd(stage: Stage, example: ExampleCase, caseId: string): Promise<void> {
  const { api, credentials, signal } = stage;
  const play: Play = {
    ...stage,
    example,
    caseId,
    scenario: SCENARIO[example.scenario],
    as: (who, form, call) => api.call(credentials[who].apiKey, form, call),
    keyFor: (name) => `${example.keyPrefix}-${name}`,
  };
  const deadline = Date.now() + LIMIT_MS;
  const done = new Set<string>();
  for (;;) {
    const answer = await play.as('agent', FORMS.case, { line: lineOf('readCase', { caseId }) });
    const acted = await act(play, answer, done);
    await show(play);
    if (!acted && (await isOver(play, answer, done))) break;
    if (Date.now() > deadline) {
      const { status, waitsFor } = answer.view;
      throw new Error(`Case ${caseId} is still ${status} and waits for ${waitsFor}.`);
    }
    await delay(LOOK_MS, undefined, { signal });
  }
  await show(play);
}
