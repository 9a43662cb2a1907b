/** One whole case by the command line alone, against the real API, workflow and simulated providers. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Stage, type StaffName, startStage } from '../api/stage';
import { applicationOf } from '../e2e/play';
import { type CommandLine, commandLineFor, type Ran, type Surroundings } from './command-line';

let stage: Stage;
let line: CommandLine;
beforeAll(async () => {
  stage = await startStage({
    settings: { temporalUi: { url: 'https://temporal.example', namespace: 'default' } },
  });
  line = commandLineFor(stage.url);
});
afterAll(async () => {
  line.remove();
  await stage.stop();
});

function as(name: StaffName, words: readonly string[], more: Surroundings = {}): Promise<Ran> {
  return line.run(words, { ...more, env: { UNBIND_API_KEY: stage.keys[name], ...more.env } });
}

async function done(name: StaffName, ...words: readonly string[]): Promise<string> {
  const ran = await as(name, words);
  expect(ran).toMatchObject({ code: 0, err: '' });
  return ran.out;
}

function caseIdIn(text: string): string {
  return (JSON.parse(text) as { caseId: string }).caseId;
}

async function openCase(): Promise<{ caseId: string; application: object; phone: string }> {
  const merchant = await stage.simulator.freshMerchant();
  const { merchantNumber, contactName, phone, email, terminals } = merchant;
  const out = await done(
    'agent',
    ...['open', '--json', '--merchant-number', merchantNumber, '--contact-name', contactName],
    ...['--phone', phone, '--email', email, '--reason', 'business-ended', '--close-account'],
    ...terminals.flatMap(({ serialNumber }) => ['--serial', serialNumber]),
  );
  return { caseId: caseIdIn(out), application: applicationOf(merchant), phone };
}

test('a case goes from the first call to the closed account', async () => {
  const { caseId, application, phone } = await openCase();
  await done('agent', 'verify-identity', caseId, '--method', 'callback', '--document', 'passport');
  expect(await done('agent', 'terms', '--locale', 'zh-CN')).toContain('押金');
  expect(await done('agent', 'itemisation', caseId)).toMatch(/CNY \d+\.\d\d/);
  await done('agent', 'consent', caseId, '--method', 'recorded-call', '--evidence', 'R17');

  const wrong = await as('agent', ['application', caseId, '--merchant-name', '别家']);
  expect(wrong.code).toBe(1);
  expect(wrong.out).toContain('UNBIND_MERCHANT_NAME_MISMATCH');
  expect(wrong.out).toContain('UNBIND_FIELD_REQUIRED');
  const early = await as('agent', ['submit', caseId]);
  expect(early.code).toBe(1);
  expect(early.err).toContain('merchantName');

  writeFileSync(join(line.folder, 'application.json'), JSON.stringify(application));
  await done('agent', 'application', caseId, '--file', 'application.json');
  await done('agent', 'submit', caseId);
  await done('agent', 'note', caseId, '--text', '商户已确认');
  writeFileSync(join(line.folder, 'proof.txt'), 'proof');
  await done('agent', 'attach', caseId, 'proof.txt');
  expect(await done('reviewer', 'attachments', caseId)).toContain('proof.txt');

  const own = await as('agent', ['approve', caseId, '--yes']);
  expect(own.code).toBe(4);
  expect(await done('reviewer', 'show', caseId)).toContain('awaiting-review');
  const unclaimed = await as('reviewer', ['approve', caseId, '--yes']);
  expect(unclaimed).toMatchObject({ code: 1 });
  expect(unclaimed.err).toContain(`unbind claim ${caseId}`);
  await done('reviewer', 'claim', caseId);
  await done('reviewer', 'approve', caseId, '--comment', 'ok', '--yes');

  const watched = await as('agent', ['watch', caseId], { onPause: async () => delay(100) });
  expect(watched.code).toBe(0);
  expect(watched.out).toContain('case-approved');
  expect(watched.out.trimEnd()).toMatch(/= completed$/);

  expect(await done('agent', 'show', caseId)).not.toContain(phone);
  const why = ['--reason', 'the merchant asks'];
  expect(await done('agent', 'reveal', caseId, '--field', 'contact', ...why)).toContain(phone);
  expect(await done('agent', 'timeline', caseId)).toContain('personal-data-revealed');
  expect(await done('agent', 'notices', caseId)).toMatch(/approved +sms/);
  const diagnosis = await done('operator', 'ops', 'diagnosis', caseId);
  expect(diagnosis).toContain('completed');
  expect(diagnosis).toContain(`https://temporal.example/namespaces/default/workflows/${caseId}`);
  expect(await done('operator', 'ops', 'attention', '--json')).toContain('parked');
});

test('a case is found by list and by phone, and not by a stranger', async () => {
  const { caseId, phone } = await openCase();
  expect(await done('agent', 'list', '--query', caseId, '--status', 'open')).toContain(caseId);
  expect(await done('agent', 'list', '--from', '2026-01-01', '--limit', '5')).toContain('UC-');
  const found = await as('agent', ['search'], { stdin: `${phone}\n` });
  expect(found.out).toContain(caseId);
  const strange = await as('stranger', ['show', caseId]);
  expect(strange.code).toBe(3);
  const badKey = await line.run(['show', caseId]);
  expect(badKey.code).toBe(4);
});

test('a second case for a terminal names the first', async () => {
  const merchant = await stage.simulator.freshMerchant();
  const words = [
    ...['open', '--merchant-number', merchant.merchantNumber, '--contact-name', 'W'],
    ...['--phone', merchant.phone, '--reason', 'other'],
    ...['--serial', merchant.terminals[0]?.serialNumber ?? ''],
  ];
  const first = caseIdIn(await done('agent', ...words, '--json'));
  const second = await as('agent', words);
  expect(second.code).toBe(1);
  expect(second.err).toContain(`unbind show ${first}`);
  await done('agent', 'withdraw', first, '--reason', 'again', '--yes');
  expect((await as('agent', words)).code).toBe(0);
});

test('a request sent again under its key opens one case', async () => {
  const merchant = await stage.simulator.freshMerchant();
  const words = [
    ...['open', '--merchant-number', merchant.merchantNumber, '--contact-name', 'W', '--json'],
    ...['--phone', merchant.phone, '--reason', 'other', '--idempotency-key', 'k-1'],
    ...['--serial', merchant.terminals[0]?.serialNumber ?? ''],
  ];
  expect(await done('agent', ...words)).toBe(await done('agent', ...words));
});

test('Temporal out of reach is told as an outage, and nothing is lost', async () => {
  const { caseId } = await openCase();
  const words = ['verify-identity', caseId, '--method', 'callback', '--evidence', 'answered'];
  stage.lines.temporal.cut();
  const out = await as('agent', words);
  expect(out.code).toBe(5);
  expect(out.err).toContain('--idempotency-key');
  stage.lines.temporal.mend();
  const again = await as('agent', words, { onPause: async (ms) => delay(ms) });
  expect(again.code).toBe(0);
});

test('every address of the API that is for staff has its command', async () => {
  const words = [
    ...['--help', 'audit --help'],
    ...['ops --help', 'ops bulk --help', 'ops bulk retry --help'],
  ];
  const ran = await Promise.all(words.map(async (text) => line.run(text.split(' '))));
  const [help = '', auditHelp = '', ...ofOps] = ran.map(({ out }) => out);
  const opsHelp = [auditHelp, ...ofOps].join('\n');
  /** Addresses whose last word is not the verb. */
  const named: Readonly<Record<string, string>> = {
    'POST /cases': 'open',
    'GET /cases': 'list',
    'GET /cases/:caseId': 'show',
    'POST /cases/:caseId/notes': 'note',
    'POST /cases/:caseId/attachments': 'attach',
    'GET /cases/:caseId/attachments/:attachmentId': 'download',
    'GET /terms/current': 'terms',
    'GET /ops/cases/:caseId/proposals/:number': 'proposal',
    'GET /ops/attention/cases': 'attention',
    'GET /ops/bulk/:runId': 'show',
    'GET /ops/bulk/:runId/cases': 'show',
    'GET /ops/reconcile/:id': 'reconcile',
    'GET /ops/verify/:id': 'verify',
    'POST /ops/verify/rows': 'verify',
    'GET /cases/:caseId/ledger': 'audit',
    'GET /cases/:caseId/ledger/proof': 'proof',
    'POST /cases/:caseId/evidence-packs': 'pack',
    'POST /cases/:caseId/evidence-packs/whole': 'pack',
    'GET /cases/:caseId/evidence-packs/:packId': 'pack',
    'POST /cases/:caseId/notices/:noticeId/resend/dry-run': 'resend',
  };
  /** What only a page needs: its tabs, who else looks, both sides next to each other. */
  const forPages = new Set([
    'GET /cases/counts',
    'GET /cases/:caseId/presence',
    'PUT /cases/:caseId/presence',
    'DELETE /cases/:caseId/presence',
  ]);
  const routes = stage.api.routeTable
    .list()
    .map((route) => route.replace('/api/v1', ''))
    .filter((route) => /^(GET|POST|PUT) \/(cases|terms|ops)/.test(route))
    .filter((route) => !forPages.has(route));
  expect(routes.length).toBeGreaterThan(25);
  const missing = routes.filter((route) => {
    const verb = named[route] ?? route.split('/').at(-1) ?? '';
    const text = route.includes(' /ops/') ? opsHelp.replaceAll('ops ', '') : `${help}${auditHelp}`;
    return !new RegExp(`\\b${verb}\\b`).test(text);
  });
  expect(missing).toEqual([]);
});
