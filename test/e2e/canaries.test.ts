/**
 * No personal data in Temporal, logs and metrics: lives of every kind are played through the real
 * system, with words of people and with requests and refusals that repeat a merchant's data, and then
 * everything is read. test/canaries shows that what is planted there is found.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { createCaller } from '../api/caller';
import { canariesOfMails } from '../canaries/of-people';
import { type FoundIn, findIn, type Place } from '../canaries/places';
import { searchFor } from '../canaries/search';
import { eventually } from './eventually';
import {
  applicationOf,
  approve,
  openCase,
  repairWithApproval,
  proveIdentityAndConsent,
  submitApplication,
  untilCase,
  untilEnd,
  untilParked,
} from './play';
import { HOOK_LIMIT_MS, startSystem, type System } from './system';

let system: System;
let merchants: Readonly<Record<string, FreshMerchant>>;
let caseIds: readonly string[];
let places: readonly Place[];
let found: readonly FoundIn[];

beforeAll(async () => {
  // Whatever is said at all, by the libraries too.
  system = await startSystem({ env: { UNBIND_LOG_LEVEL: 'trace' } });
  const names = ['paidTwice', 'rejected', 'byHand', 'withdrawn'] as const;
  const fresh: (readonly [string, FreshMerchant])[] = [];
  // One after the other, as the search numbers them.
  for (const name of names) fresh.push([name, await system.simulator.freshMerchant()]);
  const [paidTwice, rejected, byHand, withdrawn] = fresh.map(([, merchant]) => merchant);
  merchants = Object.fromEntries(fresh);
  caseIds = await Promise.all([
    playPaidTwice(paidTwice!),
    playRejected(rejected!),
    playSettledByHand(byHand!),
    playWithdrawnUnheard(withdrawn!),
  ]);
  await rudely(withdrawn!);
  places = await system.places();
  found = findIn(searchFor(system.canaries()), places);
}, HOOK_LIMIT_MS);
afterAll(() => system.stop(), HOOK_LIMIT_MS);

/** Words as a person writes them, searched for from now on. */
function words(label: string): string {
  const value = `${label}：王女士，${randomBytes(6).toString('hex')}`;
  system.watchFor({ label, kind: 'text', value });
  return value;
}

/** The merchant consents by link, is paid to a bank account, and once more after the money came back. */
async function playPaidTwice(merchant: FreshMerchant): Promise<string> {
  const { agent, reviewer } = system.staff;
  const caseId = await openCase({ agent }, merchant);
  await agent.post(`/cases/${caseId}/verify-identity`, {
    method: 'callback',
    documents: [{ kind: 'resident-id' }],
    evidence: words('evidence of the identity'),
  });
  await consentByLink(merchant);
  const payee = { application: { payee: merchant.bankAccount }, closeAccount: false };
  const application = applicationOf(merchant, payee);
  const revision = await submitApplication({ agent }, caseId, application);
  await reviewer.post(`/cases/${caseId}/claim`, { revision });
  await reviewer.post(`/cases/${caseId}/approve`, { revision, comment: words('comment') });
  await system.temporal.client.workflow.getHandle(caseId).result();
  const [refund] = (await system.simulator.ledger(merchant)).refunds;
  await system.simulator.change(`refunds/${refund?.refundId ?? ''}/return`, {});
  await untilParked(agent, caseId);
  const reason = words('reason of a retry');
  const again = { step: 'refund-deposit', reason };
  await repairWithApproval(system.staff, caseId, 'retry', again);
  await untilCase(agent, caseId, 'is paid again', ({ deposits }) =>
    deposits.some(({ generation, refund: state }) => generation === 2 && state === 'succeeded'),
  );
  return caseId;
}

async function consentByLink(merchant: FreshMerchant): Promise<void> {
  const token = await eventually('the link has come', async () => {
    const texts = system.mail.list({ to: merchant.email }).map(({ text }) => text);
    return /\/m\/#([\w-]{20,})/.exec(texts.join('\n'))?.[1];
  });
  const session = await createCaller(system.apiUrl).post('/merchant/session', { token });
  const [cookie = ''] = session.headers.getSetCookie();
  const door = createCaller(system.apiUrl, { cookie: cookie.split(';', 1)[0] ?? '' });
  const shown = (await door.get('/merchant/case')).body as {
    terms: { version: string; hash: string };
    itemisation: { hash: string };
  };
  const answer = await door.post('/merchant/consent', {
    termsVersion: shown.terms.version,
    termsHash: shown.terms.hash,
    itemisationHash: shown.itemisation.hash,
  });
  expect(answer.status).toBe(200);
}

/** Wrong in every field first, then asked about, answered, and rejected in words. */
async function playRejected(merchant: FreshMerchant): Promise<string> {
  const { agent, reviewer } = system.staff;
  const caseId = await openCase({ agent }, merchant);
  await expect(openCase({ agent }, merchant)).rejects.toMatchObject({
    code: 'UNBIND_TERMINAL_HAS_OPEN_CASE',
  });
  await proveIdentityAndConsent({ agent }, caseId);
  const right = applicationOf(merchant);
  const draft = await agent.put<{ revision: number }>(`/cases/${caseId}/application`, {
    ...right,
    merchantName: words('wrong name'),
    document: { kind: 'resident-id', number: words('wrong document') },
    phone: words('wrong phone'),
    email: words('wrong e-mail'),
    terminals: [{ serialNumber: words('wrong terminal') }],
    payee: { kind: 'bank-account', accountName: words('wrong payee'), accountNumber: '1' },
  });
  const { revision } = draft;
  await expect(agent.post(`/cases/${caseId}/submit`, { revision })).rejects.toMatchObject({
    code: 'UNBIND_APPLICATION_INVALID',
  });
  const first = await submitApplication({ agent }, caseId, right);
  await reviewer.post(`/cases/${caseId}/claim`, { revision: first });
  await reviewer.post(`/cases/${caseId}/request-information`, {
    revision: first,
    fields: ['phone'],
    message: words('question to the merchant'),
  });
  await agent.post(`/cases/${caseId}/notes`, { text: words('note') });
  const second = await submitApplication({ agent }, caseId, right);
  await reviewer.post(`/cases/${caseId}/claim`, { revision: second });
  const text = words('reason of the rejection');
  await reviewer.post(`/cases/${caseId}/reject`, { revision: second, reasonCode: 'other', text });
  await untilEnd(agent, caseId);
  return caseId;
}

/** Parked at the acquirer, settled by hand with evidence and a file. */
async function playSettledByHand(merchant: FreshMerchant): Promise<string> {
  const { agent } = system.staff;
  const match = { serialNumber: merchant.terminals[0]?.serialNumber ?? '' };
  const refusal = { operation: 'unbind', kind: 'refuse', code: 'TERMINAL_LOCKED', times: null };
  await system.simulator.fault({ ...refusal, match });
  const caseId = await openCase({ agent }, merchant);
  await proveIdentityAndConsent({ agent }, caseId);
  const revision = await submitApplication({ agent }, caseId, applicationOf(merchant));
  await approve(system.staff, caseId, revision);
  await untilParked(agent, caseId);
  const file = new FormData();
  file.set('file', new Blob([words('content of a file')]), `${words('name of a file')}.txt`);
  const door = createCaller(system.apiUrl, { authorization: `Bearer ${system.keys.operator}` });
  const kept = await door.post(`/cases/${caseId}/attachments`, file);
  await repairWithApproval(system.staff, caseId, 'resolve', {
    step: 'unbind-terminals',
    outcome: 'left-bound',
    evidence: words('evidence of the operator'),
    attachmentIds: [kept.body['attachmentId']],
  });
  await untilEnd(agent, caseId);
  return caseId;
}

/** Withdrawn, and neither channel takes the notice: both providers repeat the address in what they say. */
async function playWithdrawnUnheard(merchant: FreshMerchant): Promise<string> {
  const { agent } = system.staff;
  await system.simulator.fault({
    operation: 'sms',
    kind: 'refuse',
    code: '21614',
    match: { to: merchant.phone },
    times: null,
  });
  system.mail.fault({ kind: 'refuse', code: 550, to: merchant.email, times: null });
  const caseId = await openCase({ agent }, merchant);
  const reason = words('reason of the withdrawal');
  await agent.post(`/cases/${caseId}/withdraw`, { reason }, `withdraw-${merchant.phone}`);
  await eventually('an operator is told', async () => {
    const rows = await system.record.attention.list(200);
    return rows.some((row) => row.caseId === caseId) || undefined;
  });
  return caseId;
}

/** A merchant's data where a client should never put it. */
async function rudely(merchant: FreshMerchant): Promise<void> {
  const { phone, email, contactName, document, terminals } = merchant;
  const rude = createCaller(system.apiUrl, {
    authorization: `Bearer ${system.keys.agent}`,
    'user-agent': email,
    referer: `http://example.com/?phone=${encodeURIComponent(phone)}`,
  });
  const number = encodeURIComponent(phone);
  await rude.get(`/cases?q=${terminals[0]?.serialNumber ?? ''}`);
  await rude.get(`/cases?phone=${number}`);
  await rude.get(`/cases/${number}`);
  await rude.get(`/nothing/${encodeURIComponent(contactName)}?email=${encodeURIComponent(email)}`);
  await rude.post(`/cases/${number}/submit`, { revision: 1 });
  await rude.post('/cases/search', { phone });
  await rude.post('/cases/search', { documentNumber: document.number });
  await rude.call('POST', '/cases', {
    body: `{"phone": "${phone}", "email": "${email}" oops`,
    headers: { 'content-type': 'application/json' },
  });
  await rude.call('POST', `/webhooks/twilio/${number}`, {
    body: `To=${number}&MessageStatus=delivered`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  await rude.call('POST', '/webhooks/acquirer', { body: { merchantName: contactName, phone } });
  await createCaller(system.apiUrl, { authorization: `Bearer ${phone}` }).get('/cases');
  await brokenOff(
    `GET /api/v1/cases HTTP/1.1\r\nAuthorization: Bearer ${system.keys.agent}\r\n${phone}`,
  );
}

/** Something that is not HTTP; settles when the API has closed the line. */
async function brokenOff(text: string): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(system.apiUrl).port) });
  socket.on('error', () => undefined); // The API may hang up first.
  socket.resume();
  socket.write(`${text}\r\n\r\n`);
  await once(socket, 'close');
}

test('nothing of a merchant, no word of a person, no key and no link lies in Temporal, logs or metrics', () => {
  const said = found.map(({ place, canary, form }) => `${place}: ${canary} as ${form}`);
  expect(said).toEqual([]);
});

test('what was read is all there is: every case in each place, every log, all metrics', () => {
  const named = (begin: string) => places.filter(({ name }) => name.startsWith(begin));
  for (const caseId of caseIds) {
    expect(named(`history of ${caseId}: `).length).toBeGreaterThan(10);
    expect(named(`visibility of ${caseId}`)).not.toEqual([]);
    expect(named(`current details of ${caseId}`)[0]?.text).toMatch(/currentDetails\n.{20}/);
  }
  expect(named(`history of ${caseIds[0] ?? ''}:refund:`)).not.toEqual([]);
  for (const log of ['api.log', 'worker.log', 'simulator.log']) {
    expect(named(`log ${log}`)[0]?.text).toContain('ready');
  }
  // The Temporal server only speaks when something is wrong.
  expect(named('log server.log')).toHaveLength(1);
  expect(named('metrics ').map(({ text }) => text)).toEqual([
    expect.stringContaining('unbind_api_request_seconds'),
    expect.stringContaining('unbind_worker_effect_points_total'),
  ]);
});

test('the same search finds the same merchants where they belong', async () => {
  const merchant = merchants['paidTwice']!;
  const ledger = JSON.stringify(await system.simulator.ledger(merchant));
  const mails = JSON.stringify(system.mail.list({ to: merchant.email }));
  const names = (text: string) =>
    searchFor(system.canaries())
      .in(text)
      .map(({ canary }) => canary);
  expect(names(ledger)).toEqual(
    expect.arrayContaining(
      ['phone', 'account number', 'serial number'].map((of) => `${of} of merchant 1`),
    ),
  );
  // Links are numbered as the mails of all cases came in, and any case may be the quicker one.
  const links = canariesOfMails(system.mail.list({ to: merchant.email }));
  expect(links).not.toEqual([]);
  const numbered = system.canaries().filter(({ value }) => links.some((l) => l.value === value));
  const labels = ['e-mail of merchant 1', ...numbered.map(({ label }) => label)];
  expect(labels).toHaveLength(1 + links.length);
  expect(names(mails)).toEqual(expect.arrayContaining(labels));
});
