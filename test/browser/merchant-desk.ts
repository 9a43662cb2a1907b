/** Cases for the tests of the merchant's page, brought by the API to where a page begins. */
import { EXAMPLE_TERMS } from '../../local/example-case/example-terms';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { eventually } from '../e2e/eventually';
import {
  applicationOf,
  openCase,
  proveIdentityAndConsent,
  submitApplication,
  untilParked,
  workUpToApproval,
  type People,
} from '../e2e/play';
import { startSystem, type System } from '../e2e/system';

export async function startDesk(): Promise<System> {
  const system = await startSystem({ signs: true });
  await system.record.terms.publish(EXAMPLE_TERMS);
  return system;
}

export function peopleOf({ staff }: System): People {
  return { agent: staff.agent, reviewer: staff.reviewer, operator: staff.operator };
}

/** The link of the mail that tells a merchant this; a newer mail would take its place. */
export async function linkIn({ mail }: System, to: string, subject: RegExp): Promise<string> {
  return eventually(`a mail ${String(subject)} arrives`, async () => {
    const mails = mail.list({ to }).filter((one) => subject.test(one.subject));
    return mails.flatMap(({ text }) => /\/m\/#[\w-]+/.exec(text)?.[0] ?? []).at(-1);
  });
}

/** The newest code on a phone, once there are more than `seen`. */
export async function codeOn({ simulator }: System, phone: string, seen = 0): Promise<string> {
  return eventually(`a code arrives at ${phone}`, async () => {
    const texts = await simulator.texts(phone);
    const codes = texts.flatMap(({ body }) =>
      /验证码|your code/.test(body) ? (/\b\d{6}\b/.exec(body) ?? []) : [],
    );
    return codes.length > seen ? codes.at(-1) : undefined;
  });
}

export interface Played {
  readonly caseId: string;
  readonly merchant: FreshMerchant;
}

export async function awaitingConsent(
  system: System,
  change: { readonly timeZone?: string } = {},
): Promise<Played> {
  const merchant = { ...(await system.simulator.freshMerchant()), ...change };
  const caseId = await openCase(peopleOf(system), merchant);
  const proof = { method: 'callback', documents: [], evidence: 'The number answered.' };
  await system.staff.agent.post(`/cases/${caseId}/verify-identity`, proof);
  return { caseId, merchant };
}

/** Consented to; `by` works on it. */
export async function awaitingApplication(
  { simulator, staff }: System,
  by: 'agent' | 'agent2' = 'agent',
): Promise<Played> {
  const merchant = await simulator.freshMerchant();
  const agent = staff[by];
  const caseId = await openCase({ agent }, merchant);
  await proveIdentityAndConsent({ agent }, caseId);
  return { caseId, merchant };
}

/** Submitted, so that a reviewer may begin; `by` has worked on it. */
export async function awaitingReview(
  system: System,
  by: 'agent' | 'agent2' = 'agent',
): Promise<Played & { readonly revision: number }> {
  const { caseId, merchant } = await awaitingApplication(system, by);
  const agent = system.staff[by];
  const revision = await submitApplication({ agent }, caseId, applicationOf(merchant));
  return { caseId, merchant, revision };
}

/** Reviewed as far as a request for information about some fields. */
export async function awaitingCorrection(
  system: System,
  fields: readonly string[],
  message: string,
): Promise<Played & { readonly revision: number }> {
  const { reviewer } = system.staff;
  const played = await awaitingReview(system);
  const { caseId, revision } = played;
  await reviewer.post(`/cases/${caseId}/claim`, { revision });
  const body = { revision, fields, message };
  await reviewer.post(`/cases/${caseId}/request-information`, body);
  return played;
}

/** Parked: the acquirer refuses to unbind its terminal. */
export async function awaitingRepair(system: System): Promise<Played> {
  const merchant = await system.simulator.freshMerchant();
  await system.simulator.fault({
    operation: 'unbind',
    kind: 'refuse',
    code: 'TERMINAL_LOCKED',
    match: { merchantNumber: merchant.merchantNumber },
    times: null,
  });
  const people = peopleOf(system);
  const caseId = await workUpToApproval(people, merchant);
  await untilParked(people.agent, caseId);
  return { caseId, merchant };
}
