/** Cases in different statuses, brought there by the API, so that the pages of the console have something to show. */
import type { FreshOptions } from '../../local/simulator/acquirer/seed';
import {
  applicationOf,
  openCase,
  proveIdentityAndConsent,
  submitApplication,
  untilEnd,
  untilParked,
  workUpToApproval,
  type Wishes,
} from '../e2e/play';
import type { System } from '../e2e/system';
import { awaitingConsent, awaitingCorrection, peopleOf } from './merchant-desk';

export type Stand =
  | 'identity'
  | 'consent'
  | 'draft'
  | 'review'
  | 'ready'
  | 'information'
  | 'parked'
  | 'completed'
  | 'withdrawn'
  | 'held';
export type CasesByStand = Readonly<Record<Stand, string>>;

const OTHER_PHONE = '+8613800138000';
const FAULTY = { merchantName: '另一家商户', phone: '12', email: 'nobody' };

/** Plays one case to each stand. */
export async function playCases(system: System): Promise<CasesByStand> {
  const people = peopleOf(system);
  const { agent, reviewer, operator } = people;
  const { simulator } = system;
  const fresh = (options: Partial<FreshOptions> = {}) => simulator.freshMerchant(options);
  const opened = async (options: Partial<FreshOptions> = {}, wishes: Wishes = {}) => {
    const merchant = await fresh(options);
    return { merchant, caseId: await openCase(people, merchant, wishes) };
  };

  const draft = await opened();
  await proveIdentityAndConsent(people, draft.caseId);
  const faulty = applicationOf(draft.merchant, { application: FAULTY });
  await agent.put(`/cases/${draft.caseId}/application`, faulty);

  const review = await opened({ terminals: 2 });
  await proveIdentityAndConsent(people, review.caseId);
  const changed = applicationOf(review.merchant, { application: { phone: OTHER_PHONE } });
  const revision = await submitApplication(people, review.caseId, changed);
  await reviewer.post(`/cases/${review.caseId}/claim`, { revision });
  await agent.post(`/cases/${review.caseId}/notes`, { text: '商户已致电确认更换了手机号码。' });

  const ready = await opened();
  await proveIdentityAndConsent(people, ready.caseId);
  const seen = await submitApplication(people, ready.caseId, applicationOf(ready.merchant));
  await reviewer.post(`/cases/${ready.caseId}/claim`, { revision: seen });

  const locked = await fresh({ terminals: 2 });
  const serialNumber = locked.terminals[1]?.serialNumber ?? '';
  const refusal = { operation: 'unbind', kind: 'refuse', code: 'TERMINAL_LOCKED' };
  await simulator.fault({ ...refusal, match: { serialNumber }, times: null });
  const parked = await workUpToApproval(people, locked);

  const completed = await workUpToApproval(people, await fresh({ terminals: 2 }));
  const withdrawn = await opened({}, { reason: 'terminal-replaced' });
  await agent.post(`/cases/${withdrawn.caseId}/withdraw`, { revision: 1 });
  const held = await opened({}, { reason: 'other' });
  await operator.post(`/ops/cases/${held.caseId}/hold`, { reason: '等待监管部门答复' });

  const asked = ['merchantName', 'document.number'];
  const byStand = {
    identity: (await opened()).caseId,
    consent: (await awaitingConsent(system)).caseId,
    draft: draft.caseId,
    review: review.caseId,
    ready: ready.caseId,
    information: (await awaitingCorrection(system, asked, '名称与执照不一致，请核对。')).caseId,
    parked,
    completed,
    withdrawn: withdrawn.caseId,
    held: held.caseId,
  };
  await untilParked(operator, parked);
  await untilEnd(agent, completed);
  await untilEnd(agent, withdrawn.caseId);
  return byStand;
}
