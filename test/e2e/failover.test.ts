/**
 * The record is read-only for a while, as during a failover, at several moments in the life of cases: each
 * waits where it is, nothing is lost, no workflow fails, and every merchant is told.
 * @long
 */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { publicCode } from '../../workflows/contract/errors';
import { createCaller } from '../api/caller';
import { expectAllOnce } from './all-once';
import { eventually } from './eventually';
import {
  applicationOf,
  approve,
  openCase,
  proveIdentity,
  proveIdentityAndConsent,
  submitApplication,
  untilEnd,
  viewOf,
} from './play';
import { HOOK_LIMIT_MS, startSystem, type System } from './system';

const READ_ONLY = publicCode('RECORD_READ_ONLY');
/** Pauses between tries of a write that are timers of the server, s. */
const PAUSES_S: readonly number[] = [8, 16, 32, 60];

let system: System;
jest.setTimeout(240_000);

beforeAll(async () => {
  // A case that waits for consent when the record becomes read-only has to write while it is.
  const policy = { consentFirstReminderMs: 6_000 };
  system = await startSystem({ cuttable: true, policy });
}, HOOK_LIMIT_MS);
afterAll(() => system.stop(), HOOK_LIMIT_MS);

/** For every session that begins from now on; those of API and worker begin anew. */
async function makeReadOnly(value: 'on' | 'off'): Promise<void> {
  const url = new URL(system.env['DATABASE_URL'] ?? '');
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query('set default_transaction_read_only = off');
  await client.query(
    `alter database ${url.pathname.slice(1)} set default_transaction_read_only = ${value}`,
  );
  await client.end();
  system.lines.record.cut();
  system.lines.record.mend();
}

async function faultsAt(url: string): Promise<unknown> {
  const answer = await fetch(url);
  const { faults } = (await answer.json()) as { faults?: readonly string[] };
  return { status: answer.status, faults };
}

async function reviewable(merchant: FreshMerchant) {
  const { agent, reviewer } = system.staff;
  const caseId = await openCase({ agent }, merchant);
  await proveIdentityAndConsent({ agent }, caseId);
  const revision = await submitApplication({ agent }, caseId, applicationOf(merchant));
  await reviewer.post(`/cases/${caseId}/claim`, { revision });
  return { caseId, revision };
}

/** An activity of the case has met the read-only record, or a write of it waits for its next try by a timer. */
async function untilHeldUp(caseId: string): Promise<void> {
  const handle = system.temporal.client.workflow.getHandle(caseId);
  await eventually(`${caseId} has met the read-only record`, async () => {
    const { raw } = await handle.describe();
    const met = (raw.pendingActivities ?? []).some(
      ({ lastFailure }) => lastFailure?.applicationFailureInfo?.type === READ_ONLY,
    );
    const last = (await handle.fetchHistory()).events?.at(-1)?.timerStartedEventAttributes;
    return met || PAUSES_S.includes(Number(last?.startToFireTimeout?.seconds)) || undefined;
  });
}

test('cases at every stage outlast a record that is read-only for a while, and everybody is told', async () => {
  const { agent, operator } = system.staff;
  const merchants = [];
  for (let count = 0; count < 5; count += 1) merchants.push(await system.simulator.freshMerchant());
  const [toOpen, toConsent, toReview, toUnbind, toRefund] = merchants as [
    FreshMerchant,
    FreshMerchant,
    FreshMerchant,
    FreshMerchant,
    FreshMerchant,
  ];

  // Before: one waits for its review, one has money on its way, one is about to unbind, one waits for consent.
  await system.simulator.change('settings', { refundDelayMs: 3_000 });
  const review = await reviewable(toReview);
  const unbind = await reviewable(toUnbind);
  const refund = await reviewable(toRefund);
  await approve(system.staff, refund.caseId, refund.revision);
  await eventually('money is on its way', async () => {
    const { status } = await viewOf(agent, refund.caseId);
    return status === 'refunding-deposit' || undefined;
  });
  const consent = await openCase({ agent }, toConsent);
  await proveIdentity({ agent }, consent);
  system.lines.providers.cut();
  await approve(system.staff, unbind.caseId, unbind.revision);

  // Meanwhile: read, and not written.
  await makeReadOnly('on');
  system.lines.providers.mend();
  const keyed = (name: 'agent' | 'reviewer') =>
    createCaller(system.apiUrl, { authorization: `Bearer ${system.keys[name]}` });
  const { merchantNumber, contactName, phone, email, locale, timeZone } = toOpen;
  const opening = {
    channel: 'hotline',
    reason: 'business-ended',
    merchant: { merchantNumber, contactName, phone, email, locale, timeZone },
    terminals: toOpen.terminals.map(({ serialNumber }) => ({ serialNumber })),
    closeAccount: true,
  };
  const { revision } = review;
  const [openKey, approveKey] = [randomUUID(), randomUUID()];
  const open = () => keyed('agent').post('/cases', opening, openKey);
  const decide = () =>
    keyed('reviewer').post(`/cases/${review.caseId}/approve`, { revision }, approveKey);
  for (const send of [open, decide]) {
    await eventually('it is refused by the class of the fault', async () => {
      const answer = await send();
      expect(answer.status).toBe(503);
      return answer.body['code'] === READ_ONLY || undefined;
    });
  }
  for (const url of [`${system.apiUrl}/readyz`, system.workerReadyUrl]) {
    await eventually('readiness names it', async () => {
      const { status, faults } = (await faultsAt(url)) as { status: number; faults?: string[] };
      return (status === 503 && faults?.includes(READ_ONLY)) || undefined;
    });
  }
  for (const caseId of [unbind.caseId, refund.caseId, consent]) await untilHeldUp(caseId);
  const { groups } = await operator.get<{ groups: { name: string; cases: number }[] }>(
    '/ops/attention',
  );
  expect(groups).toContainEqual(
    expect.objectContaining({ name: `out-of-order:${READ_ONLY}`, cases: 4 }),
  );

  // After: everything goes on by itself, and what was refused passes under its key.
  await makeReadOnly('off');
  const passes = (send: typeof open) =>
    eventually('it passes', async () => {
      const answer = await send();
      return answer.status === 503 ? undefined : answer;
    });
  expect((await passes(open)).status).toBe(201);
  expect((await passes(decide)).status).toBe(200);
  const ended = [
    [review.caseId, toReview],
    [unbind.caseId, toUnbind],
    [refund.caseId, toRefund],
  ] as const;
  for (const [caseId, merchant] of ended) {
    expect(await untilEnd(agent, caseId)).toMatchObject({ status: 'completed' });
    await expectAllOnce(system, caseId, merchant);
  }
  await eventually('the reminder is told', async () => {
    const rows = await system.record.notices.list(consent);
    return rows.some(({ kind, state }) => kind === 'consent-reminder' && state !== 'planned')
      ? true
      : undefined;
  });
  await agent.post(`/cases/${consent}/withdraw`, {});
  expect(await untilEnd(agent, consent)).toMatchObject({ status: 'withdrawn' });
  await system.temporal.client.workflow.getHandle(consent).result();
  expect(await system.record.cases.listParked(100)).toEqual([]);
  const failed = system.temporal.client.workflow.list({ query: `ExecutionStatus = 'Failed'` });
  for await (const { workflowId } of failed) throw new Error(`${workflowId} has failed`);
  await eventually('both are ready again', async () => {
    const ready = await Promise.all(
      [`${system.apiUrl}/readyz`, system.workerReadyUrl].map(async (url) => (await fetch(url)).ok),
    );
    return ready.every(Boolean) || undefined;
  });
});
