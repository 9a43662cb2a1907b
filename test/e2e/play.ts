/** One case as people work it: agent, reviewer and operator through the API. */
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import type { CaseView } from '../../workflows/contract/case-view';
import { isEnd } from '../../workflows/contract/lifecycle';
import { type DeskClient, Refused } from './desk-client';
import { eventually } from './eventually';

export interface People {
  readonly agent: DeskClient;
  readonly reviewer: DeskClient;
  readonly operator: DeskClient;
}

export interface Repairers {
  readonly operator: DeskClient;
  readonly operator2: DeskClient;
}

export interface Receipt {
  readonly caseId: string;
  readonly status: string;
  readonly revision: number;
}

export interface CaseAnswer {
  readonly view: CaseView;
  readonly latestRevision: number;
}

/** What is asked for beyond the ordinary. */
export interface Wishes {
  readonly closeAccount?: boolean;
  readonly reason?: string;
  /** Overwrites fields of the application as the agent types them. */
  readonly application?: object;
}

export function applicationOf(merchant: FreshMerchant, wishes: Wishes = {}): object {
  return {
    merchantName: merchant.merchantName,
    document: merchant.document,
    phone: merchant.phone,
    email: merchant.email,
    terminals: merchant.terminals.map(({ serialNumber }) => ({ serialNumber })),
    deposits: merchant.deposits.map(({ serialNumber, kind, amountMinor, currency }) => ({
      serialNumber,
      kind,
      amountMinor,
      currency,
    })),
    payee: { kind: 'original-payment' },
    closeAccount: wishes.closeAccount ?? true,
    ...wishes.application,
  };
}

export async function openCase(
  { agent }: Pick<People, 'agent'>,
  merchant: FreshMerchant,
  wishes: Wishes = {},
): Promise<string> {
  const { merchantNumber, contactName, phone, email, locale, timeZone } = merchant;
  const { caseId } = await agent.post<Receipt>('/cases', {
    channel: 'hotline',
    reason: wishes.reason ?? 'business-ended',
    merchant: { merchantNumber, contactName, phone, email, locale, timeZone },
    terminals: merchant.terminals.map(({ serialNumber }) => ({ serialNumber })),
    closeAccount: wishes.closeAccount ?? true,
  });
  return caseId;
}

export async function proveIdentityAndConsent(
  { agent }: Pick<People, 'agent'>,
  caseId: string,
): Promise<void> {
  await proveIdentity({ agent }, caseId);
  await recordConsent({ agent }, caseId);
}

export async function proveIdentity(
  { agent }: Pick<People, 'agent'>,
  caseId: string,
): Promise<void> {
  await agent.post(`/cases/${caseId}/verify-identity`, {
    method: 'callback',
    documents: [],
    evidence: 'The number answered.',
  });
}

/** Of what was read out on the telephone; an invitation that has not left by then never does. */
export async function recordConsent(
  { agent }: Pick<People, 'agent'>,
  caseId: string,
): Promise<void> {
  const terms = await agent.get<{ version: string; hash: string }>('/terms/current?locale=zh-CN');
  const { hash } = await agent.get<{ hash: string }>(`/cases/${caseId}/itemisation`);
  await agent.post(`/cases/${caseId}/consent`, {
    termsVersion: terms.version,
    termsHash: terms.hash,
    itemisationHash: hash,
    method: 'recorded-call',
    evidence: 'call 0001',
  });
}

/**
 * Saves and submits the application; answers with the revision under review. What it needs beyond the consent is agreed
 * to on the telephone, which sends it to its review.
 */
export async function submitApplication(
  { agent }: Pick<People, 'agent'>,
  caseId: string,
  application: object,
): Promise<number> {
  const { revision } = await agent.put<{ revision: number }>(
    `/cases/${caseId}/application`,
    application,
  );
  try {
    await agent.post(`/cases/${caseId}/submit`, { revision });
  } catch (error) {
    const isBeyondConsent =
      error instanceof Refused &&
      error.problems.length > 0 &&
      error.problems.every(({ code }) => code === 'UNBIND_CONSENT_NOT_COVERING');
    if (!isBeyondConsent) throw error;
    await agreeToMore({ agent }, caseId);
  }
  return revision;
}

/** The merchant agrees on the telephone to what the submitted application needs beyond the consent. */
async function agreeToMore({ agent }: Pick<People, 'agent'>, caseId: string): Promise<void> {
  const shown = await agent.get<{
    revision: number;
    hash: string;
    terms: { version: string; hash: string };
  }>(`/cases/${caseId}/consent-extension`);
  await agent.post(`/cases/${caseId}/extend-consent`, {
    revision: shown.revision,
    termsVersion: shown.terms.version,
    termsHash: shown.terms.hash,
    itemisationHash: shown.hash,
    method: 'recorded-call',
    evidence: 'call 0002',
  });
}

/** Everything up to the moment at which the machine goes on by itself. */
export async function workUpToApproval(
  people: People,
  merchant: FreshMerchant,
  wishes: Wishes = {},
): Promise<string> {
  const caseId = await openCase(people, merchant, wishes);
  await proveIdentityAndConsent(people, caseId);
  const revision = await submitApplication(people, caseId, applicationOf(merchant, wishes));
  await approve(people, caseId, revision);
  return caseId;
}

export async function approve(
  { reviewer }: Pick<People, 'reviewer'>,
  caseId: string,
  revision: number,
): Promise<void> {
  await reviewer.post(`/cases/${caseId}/claim`, { revision });
  await reviewer.post(`/cases/${caseId}/approve`, { revision });
}

/** A repair that a second person has to approve: asked for by one operator, approved by the other. */
export async function repairWithApproval(
  { operator, operator2 }: Repairers,
  caseId: string,
  repair: string,
  body: object,
): Promise<void> {
  const { proposal } = await operator.post<{ proposal: { number: number } }>(
    `/ops/cases/${caseId}/${repair}`,
    body,
  );
  const path = `/ops/cases/${caseId}/proposals/${proposal.number}/approve`;
  const decided = await operator2.post<{ proposal: { state: string; code?: string } }>(path);
  const { state, code } = decided.proposal;
  if (state !== 'carried-out' && state !== 'taken')
    throw new Error(`${repair} is ${state}: ${code ?? ''}`);
}

export async function viewOf(desk: DeskClient, caseId: string): Promise<CaseView> {
  return (await desk.get<CaseAnswer>(`/cases/${caseId}`)).view;
}

/** Waits until the record shows what is asked for. */
export function untilCase(
  desk: DeskClient,
  caseId: string,
  what: string,
  holds: (view: CaseView) => boolean,
): Promise<CaseView> {
  return eventually(`${caseId} ${what}`, async () => {
    const view = await viewOf(desk, caseId).catch(() => undefined);
    return view && holds(view) ? view : undefined;
  });
}

export function untilEnd(desk: DeskClient, caseId: string): Promise<CaseView> {
  return untilCase(desk, caseId, 'ends', ({ status }) => isEnd(status));
}

export function untilParked(desk: DeskClient, caseId: string): Promise<CaseView> {
  return untilCase(desk, caseId, 'is parked', ({ parked }) => parked !== undefined);
}
