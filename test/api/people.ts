/** Cases for the tests of the API, brought by the ordinary way to where a test begins. */
import type { FreshMerchant, FreshOptions } from '../../local/simulator/acquirer/seed';
import { createDeskClient, type DeskClient } from '../e2e/desk-client';
import {
  applicationOf,
  openCase,
  proveIdentityAndConsent,
  submitApplication,
  type People,
  type Repairers,
  type Wishes,
} from '../e2e/play';
import type { Terms } from '../../wire/cases/consent-answers';
import type { Stage } from './stage';

/** Agent, reviewer and operator as the helpers of the end-to-end tests want them. */
export function peopleOf({
  url,
  keys,
}: Stage): People & Repairers & { readonly reviewer2: DeskClient } {
  const as = (name: keyof typeof keys) => createDeskClient(url, keys[name]);
  return {
    agent: as('agent'),
    reviewer: as('reviewer'),
    reviewer2: as('reviewer2'),
    operator: as('operator'),
    operator2: as('operator2'),
  };
}

export interface Begun {
  readonly caseId: string;
  readonly merchant: FreshMerchant;
  /** Path of the case below `/api/v1`. */
  readonly path: string;
  /** What the agent types, without a mistake. */
  readonly application: object;
}

/** A case that waits for its identity. */
export async function opened(
  stage: Stage,
  wishes: Wishes & { merchant?: Partial<FreshOptions> } = {},
): Promise<Begun> {
  const merchant = await stage.simulator.freshMerchant(wishes.merchant ?? {});
  const caseId = await openCase(peopleOf(stage), merchant, wishes);
  const application = applicationOf(merchant, wishes);
  return { caseId, merchant, path: `/cases/${caseId}`, application };
}

/** A case that waits for its application. */
export async function consented(
  stage: Stage,
  wishes: Parameters<typeof opened>[1] = {},
): Promise<Begun> {
  const begun = await opened(stage, wishes);
  await proveIdentityAndConsent(peopleOf(stage), begun.caseId);
  return begun;
}

/** What is shown before a consent, separate ones too, as the body of a consent names it. */
export async function shownBeforeConsent(
  { staff: { agent } }: Stage,
  { path }: Begun,
  locale: string,
) {
  const terms = (await agent.get(`/terms/current?locale=${locale}`)).body as unknown as Terms;
  const { hash } = (await agent.get(`${path}/itemisation`)).body;
  return {
    termsVersion: terms.version,
    termsHash: terms.hash,
    itemisationHash: hash,
    locale,
    separate: terms.separate.map(({ kind, version, hash: termsHash }) => ({
      kind,
      termsVersion: version,
      termsHash,
    })),
  };
}

/** A case that waits for its review. */
export async function submitted(
  stage: Stage,
  wishes: Parameters<typeof opened>[1] = {},
): Promise<Begun & { readonly revision: number }> {
  const begun = await consented(stage, wishes);
  const { caseId, application } = begun;
  const revision = await submitApplication(peopleOf(stage), caseId, application);
  return { ...begun, revision };
}
