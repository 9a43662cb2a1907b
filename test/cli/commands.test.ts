/** What the commands send and show, against a server that answers as the contract says. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IRREVERSIBLE_VERBS, isIrreversible } from '../../workflows/contract/lifecycle';
import { API_KEY, playedCommandLine } from './command-line';
import { CASE, NOTICE, OPENING, caseAnswer, proposal, receipt, summary, timeline } from './samples';
import { problem } from './stand-in';

const { api, line } = playedCommandLine();

const last = () => api.asked.at(-1)!;
const lastBody = (): unknown => JSON.parse(last().body);
const path = (rest = ''): string => `/cases/${CASE}${rest}`;

describe('opening a case', () => {
  const words = ['open', '--merchant-number', 'M1', '--contact-name', '林晓', '--reason', 'other'];

  test('sends what was entered, signed and with an Idempotency-Key', async () => {
    api.answers('POST /cases', { status: 201, body: receipt() });
    const ran = await line.run([
      ...words,
      '--serial',
      'SN1',
      '--serial',
      'SN2',
      '--phone',
      '13800138000',
    ]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(CASE);
    expect(lastBody()).toEqual({
      channel: 'hotline',
      reason: 'other',
      merchant: {
        merchantNumber: 'M1',
        contactName: '林晓',
        phone: '13800138000',
        locale: 'zh-CN',
      },
      terminals: [{ serialNumber: 'SN1' }, { serialNumber: 'SN2' }],
      closeAccount: false,
    });
    expect(last().headers.authorization).toBe(`Bearer ${API_KEY}`);
    expect(last().headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
  });

  test('takes the whole request from a file or stdin', async () => {
    api.answers('POST /cases', { status: 201, body: receipt() });
    await line.run(['open', '--file', '-'], { stdin: JSON.stringify(OPENING) });
    expect(lastBody()).toEqual(OPENING);
    writeFileSync(join(line.folder, 'a.json'), `\uFEFF${JSON.stringify(OPENING)}`);
    expect((await line.run(['open', '--file', 'a.json'])).code).toBe(0);
    expect(lastBody()).toEqual(OPENING);
  });

  test('refuses flags beside a file, which holds the whole request, rather than dropping them', async () => {
    const ran = await line.run([...words, '--file', '-'], { stdin: '{"channel":"app"}' });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('--file holds the whole request');
    expect(api.asked).toEqual([]);
  });

  test('names every flag that is missing, and sends nothing', async () => {
    const ran = await line.run(['open', '--reason', 'other']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('--merchant-number, --contact-name, --serial');
    expect(api.asked).toEqual([]);
  });

  test('refuses a file that is not JSON without quoting it', async () => {
    writeFileSync(join(line.folder, 'a.json'), '{"phone": 13800138000');
    const ran = await line.run(['open', '--file', 'a.json']);
    expect(ran.code).toBe(2);
    expect(ran.err).not.toContain('138');
  });
});

describe('finding cases', () => {
  test('lists by filters and names the next page', async () => {
    api.answers('GET /cases', { body: { items: [summary()], nextCursor: 'c2' } });
    const ran = await line.run(['list', '--status', 'open', '--overdue', '--limit', '1']);
    expect(last().url).toBe('/api/v1/cases?status=open&overdue=true&limit=1');
    expect(ran.out).toMatch(/case +status +waits for/);
    expect(ran.out).toContain('--cursor c2');
  });

  test('shows what may be decided by the command that does it, and why the rest may not', async () => {
    const offers = [
      { decision: 'claim', refusedBy: 'UNBIND_FOUR_EYES' },
      { decision: 'recordConsent' },
      { decision: 'requestInformation' },
    ] as const;
    api.answers('GET /cases', { body: { items: [summary({ offers: [...offers] })] } });
    const listed = await line.run(['list']);
    expect(listed.out).toMatch(/may decide\n.*consent, request-information$/m);
    api.answers(`GET /cases/${CASE}`, { body: caseAnswer({ offers: [...offers] }) });
    const shown = await line.run(['show', CASE]);
    expect(shown.out).toMatch(/may decide +consent, request-information$/m);
    expect(shown.out).toMatch(/not now +claim \(UNBIND_FOUR_EYES\)$/m);
  });

  test('reads every page where all are wanted', async () => {
    api.answers(
      'GET /cases',
      { body: { items: [summary()], nextCursor: 'c2' } },
      { body: { items: [summary({ caseId: 'UC-0000000002' })] } },
    );
    const ran = await line.run(['list', '--all', '--json']);
    expect(api.asked.map(({ url }) => url)).toEqual(['/api/v1/cases', '/api/v1/cases?cursor=c2']);
    const read = JSON.parse(ran.out) as { items: { caseId: string }[] };
    expect(read.items.map(({ caseId }) => caseId)).toEqual([CASE, 'UC-0000000002']);
  });

  test('searches by a phone number from stdin, which never enters the address', async () => {
    api.answers('POST /cases/search', { body: { items: [summary()] } });
    await line.run(['search'], { stdin: '13800138000\n' });
    expect(lastBody()).toEqual({ phone: '13800138000' });
    expect(last().url).not.toContain('138');
  });

  test('asks a person for a document number', async () => {
    api.answers('POST /cases/search', { body: { items: [] } });
    const ran = await line.run(['search', '--document'], { stdin: 'E123\n', isInteractive: true });
    expect(ran.err).toBe('Document number: ');
    expect(lastBody()).toEqual({ documentNumber: 'E123' });
    expect(ran.out).toBe('No case matches.\n');
  });

  test('searches by an e-mail address that the opening would take, from an option or when asked', async () => {
    api.answers('POST /cases/search', { body: { items: [] } });
    await line.run(['search', '--email', 'zhang＠例子.中国']);
    expect(lastBody()).toEqual({ email: 'zhang＠例子.中国' });
    expect(last().url).toBe('/api/v1/cases/search');
    const asked = await line.run(['search', '--email'], {
      stdin: 'wang@example.cn\n',
      isInteractive: true,
    });
    expect(asked.err).toBe('E-mail address: ');
    expect(lastBody()).toEqual({ email: 'wang@example.cn' });
  });

  test('searches by one thing at a time', async () => {
    const both = await line.run(['search', '--email', 'a@example.cn', '--document']);
    expect(both).toMatchObject({ code: 2 });
    expect(both.err).toContain('--phone, --email or --document');
    expect(api.asked).toEqual([]);
  });

  test('does not search for nothing', async () => {
    expect((await line.run(['search'], { stdin: '\n' })).code).toBe(2);
    expect(api.asked).toEqual([]);
  });
});

describe('showing a case', () => {
  test('tells where it stands, in the local zone, with amounts and findings', async () => {
    const finding = {
      path: 'phone',
      code: 'UNBIND_PHONE_INVALID',
      message: 'Not a number.',
    } as const;
    const findings = {
      problems: [finding],
      warnings: [],
      stepUp: [],
      checkedAgainstAcquirer: false,
    };
    api.answers(`GET ${path()}`, { body: caseAnswer({ findings }) });
    const { out } = await line.run(['show', CASE.toLowerCase()]);
    expect(out).toContain(`${CASE}  awaiting-review`);
    expect(out).toContain('2026-11-24 11:00:00 +08:00');
    expect(out).toContain('CNY 200.50');
    expect(out).toContain('林晓 Lin Xiao');
    expect(out).toMatch(/phone +UNBIND_PHONE_INVALID +Not a number\./);
    expect(out).toContain('only the form was checked');
  });

  test('speaks Chinese where the locale does, and asks the API to', async () => {
    api.answers(`GET ${path()}`, { body: caseAnswer() });
    const { out } = await line.run(['show', CASE], { env: { LANG: 'zh_CN.UTF-8' } });
    expect(out).toContain('待审核 awaiting-review');
    expect(last().headers['accept-language']).toBe('zh-CN');
  });

  test('follows the flag rather than the locale', async () => {
    api.answers(`GET ${path()}`, { body: caseAnswer() });
    await line.run(['show', CASE, '--lang', 'en'], { env: { LC_ALL: 'zh_CN.UTF-8' } });
    expect(last().headers['accept-language']).toBe('en');
  });

  test('prints the answer as it came with --json, wherever the flag stands', async () => {
    api.answers(`GET ${path()}`, { body: caseAnswer() });
    const before = await line.run(['--json', 'show', CASE]);
    const after = await line.run(['show', CASE, '--json']);
    expect(JSON.parse(before.out)).toEqual(caseAnswer());
    expect(after.out).toBe(before.out);
  });

  test('refuses what is no id of a case before asking anybody', async () => {
    expect((await line.run(['show', 'UC-1'])).code).toBe(2);
    expect(api.asked).toEqual([]);
  });
});

describe('consent', () => {
  const hash = 'a'.repeat(64);
  const words = ['consent', CASE, '--method', 'recorded-call', '--evidence', 'R17'];

  test('names the terms in the language of the merchant and the items of this moment', async () => {
    api.answers(`GET ${path()}`, { body: caseAnswer() });
    api.answers('GET /terms/current', {
      body: { version: '3', locale: 'zh-CN', text: 't', hash, inForceFrom: '2026-01-01T00:00:00Z' },
    });
    api.answers(`GET ${path('/itemisation')}`, {
      body: { lines: [], terminals: [], closeAccount: false, hash: 'b'.repeat(64) },
    });
    api.answers(`POST ${path('/consent')}`, { body: receipt('awaiting-application') });
    expect((await line.run(words)).code).toBe(0);
    expect(api.asked[1]).toMatchObject({ url: '/api/v1/terms/current?locale=zh-CN' });
    expect(lastBody()).toEqual({
      termsVersion: '3',
      termsHash: hash,
      itemisationHash: 'b'.repeat(64),
      method: 'recorded-call',
      evidence: 'R17',
      locale: 'zh-CN',
    });
  });

  test('sends what was shown where the command line says so, and asks for nothing else', async () => {
    api.answers(`POST ${path('/consent')}`, { body: receipt('awaiting-application') });
    const shown = ['--terms-version', '2', '--terms-hash', hash, '--itemisation-hash', hash];
    await line.run([...words, ...shown, '--locale', 'en']);
    expect(api.asked).toHaveLength(1);
    expect(lastBody()).toMatchObject({ termsVersion: '2', termsHash: hash, locale: 'en' });
  });
});

describe('an application', () => {
  const draft = {
    revision: 4,
    problems: [],
    warnings: [],
    stepUp: [],
    checkedAgainstAcquirer: true,
    differences: [],
  };

  test('is put together from a file and flags, of which the flags win', async () => {
    writeFileSync(
      join(line.folder, 'application.json'),
      JSON.stringify({ merchantName: 'Old', phone: '1' }),
    );
    api.answers(`PUT ${path('/application')}`, { body: draft });
    const ran = await line.run([
      'application',
      CASE,
      ...['--file', 'application.json', '--merchant-name', '上海店', '--close-account'],
      ...['--document-kind', 'uscc', '--document-number', '91', '--serial', 'SN1'],
      ...['--deposit', 'SN1:refundable-deposit:200.5:CNY', '--payee', 'original-payment'],
    ]);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.out).toContain('revision 4');
    expect(lastBody()).toEqual({
      merchantName: '上海店',
      phone: '1',
      document: { kind: 'uscc', number: '91' },
      terminals: [{ serialNumber: 'SN1' }],
      deposits: [
        { serialNumber: 'SN1', kind: 'refundable-deposit', amountMinor: 20_050, currency: 'CNY' },
      ],
      payee: { kind: 'original-payment' },
      closeAccount: true,
    });
  });

  test('keeps the parts of the file that no flag names, and chooses no payee for anybody', async () => {
    const file = { document: { kind: 'uscc', number: '90' }, payee: { bankCode: 'ICBC' } };
    writeFileSync(join(line.folder, 'application.json'), JSON.stringify(file));
    api.answers(`PUT ${path('/application')}`, { body: draft });
    await line.run([
      ...['application', CASE, '--file', 'application.json'],
      ...['--document-number', '91', '--account-number', '6222'],
    ]);
    expect(lastBody()).toEqual({
      document: { kind: 'uscc', number: '91' },
      payee: { bankCode: 'ICBC', accountNumber: '6222' },
    });
  });

  test('refuses items of its own beside those of the record', async () => {
    const items = ['--deposits-of-record', '--deposit', 'SN1:refundable-deposit:200:CNY'];
    const ran = await line.run(['application', CASE, ...items]);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('exclude each other');
    expect(api.asked).toEqual([]);
  });

  test('shows every problem and difference, and ends with 1, though the draft is kept', async () => {
    const message = 'One character is enough to fail.';
    const problems = [
      { path: 'merchantName', code: 'UNBIND_MERCHANT_NAME_MISMATCH', message },
      { path: 'document.number', code: 'UNBIND_DOCUMENT_MISMATCH', message: 'Compare.' },
    ];
    const differences = [{ path: 'merchantName', entered: '上海店', acquirer: '上海一店' }];
    api.answers(`PUT ${path('/application')}`, { body: { ...draft, problems, differences } });
    const ran = await line.run(['application', CASE, '--merchant-name', '上海店']);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('Draft saved: revision 4');
    for (const part of ['merchantName', 'document.number', message, '上海一店']) {
      expect(ran.out).toContain(part);
    }
  });

  test('refuses a deposit item that is none', async () => {
    const ran = await line.run(['application', CASE, '--deposit', 'SN1:gift:200:CNY']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('refundable-deposit, service-fee');
  });

  test('refuses to save nothing at all', async () => {
    expect((await line.run(['application', CASE])).code).toBe(2);
  });
});

describe('the revision of a decision', () => {
  beforeEach(() => {
    api.answers(`GET ${path()}`, { body: caseAnswer({ latestRevision: 3 }) });
    api.answers(`POST ${path('/claim')}`, { body: receipt('awaiting-review', 2) });
    api.answers(`POST ${path('/submit')}`, { body: receipt('awaiting-review', 3) });
  });

  test('is the one that was seen last, even if there is a newer one now', async () => {
    await line.run(['show', CASE]);
    api.answers(`GET ${path()}`, { body: caseAnswer({ latestRevision: 9 }, { revision: 9 }) });
    await line.run(['claim', CASE]);
    expect(lastBody()).toEqual({ revision: 2 });
  });

  test('is read from the case where it was never seen', async () => {
    await line.run(['claim', CASE]);
    expect(lastBody()).toEqual({ revision: 2 });
    expect(api.asked).toHaveLength(2);
  });

  test('is the latest draft when an application is submitted', async () => {
    await line.run(['submit', CASE]);
    expect(lastBody()).toEqual({ revision: 3 });
  });

  test('is the one of the command line before all others', async () => {
    await line.run(['claim', CASE, '--revision', '7']);
    expect(lastBody()).toEqual({ revision: 7 });
    expect(api.asked).toHaveLength(1);
  });

  test('that one person saw is not what another saw', async () => {
    writeCredentials();
    const env = { UNBIND_API_KEY: '' };
    await line.run(['show', CASE, '--as', 'agent'], { env });
    api.answers(`GET ${path()}`, { body: caseAnswer({}, { revision: 9 }) });
    await line.run(['claim', CASE, '--as', 'reviewer'], { env });
    expect(lastBody()).toEqual({ revision: 9 });
  });

  test('is no number of another kind', async () => {
    const ran = await line.run(['claim', CASE, '--revision', '0']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('whole number');
  });
});

describe('approving', () => {
  beforeEach(() => {
    api.answers(`GET ${path()}`, { body: caseAnswer() });
    api.answers(`POST ${path('/approve')}`, { body: receipt('unbinding', 2) });
  });
  const approvals = () => api.asked.filter(({ url }) => url.endsWith('/approve')).length;

  test('asks a person first and shows what is decided', async () => {
    const ran = await line.run(['approve', CASE], { isInteractive: true, stdin: 'y\n' });
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('CNY 200.50');
    expect(ran.err).toContain('Go on? [y/N]');
    expect(approvals()).toBe(1);
  });

  test.each(['n\n', '\n', ''])('does nothing when the answer is %j', async (stdin) => {
    const ran = await line.run(['approve', CASE], { isInteractive: true, stdin });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(approvals()).toBe(0);
  });

  test.each([true, false])('does not ask with --yes, at a terminal (%j)', async (isInteractive) => {
    const ran = await line.run(['approve', CASE, '--yes'], { isInteractive });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(approvals()).toBe(1);
  });
});

describe('what cannot be undone', () => {
  const REASON = ['--reason', 'other'];
  const REFERENCE = ['--reference', 'deposit', '--old', 'NL1', '--new', 'NL2', ...REASON];
  const STEP = ['--step', 'unbind-terminals', '--outcome', 'effective', '--evidence', 'seen'];
  const COMMANDS = [
    ['approve', CASE],
    ['reject', CASE, ...REASON],
    ['withdraw', CASE],
    ['ops', 'end', CASE, ...REASON],
    ['ops', 'resolve', CASE, ...STEP],
    ['ops', 'correct-reference', CASE, ...REFERENCE],
    ['ops', 'reset', CASE, '--to', '31', ...REASON],
    ['ops', 'approve', CASE, '17'],
    ['ops', 'bulk', 'retry', '--case', CASE, ...REASON],
  ];

  test.each(COMMANDS)(
    'is not done without a word where nobody can be asked: %s %s',
    async (...words) => {
      const ran = await line.run(words);
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toContain('nobody can be asked here: nothing was sent');
      expect(ran.err).toContain('--yes');
      expect(api.asked).toEqual([]);
    },
  );

  test('is every verb of the contract, and each has a command here', () => {
    const verbs = COMMANDS.map((words) =>
      words[1] === 'bulk' ? 'bulk' : words.findLast(isIrreversible),
    );
    expect(new Set(verbs)).toEqual(new Set(IRREVERSIBLE_VERBS));
  });
});

describe('the other decisions', () => {
  test.each([
    [
      ['reject', '--yes', '--reason', 'other', '--text', 'no'],
      'reject',
      { reasonCode: 'other', text: 'no' },
    ],
    [
      ['request-information', '--field', 'phone', '--field', 'email', '--message', 'm'],
      'request-information',
      { fields: ['phone', 'email'], message: 'm' },
    ],
    [['withdraw', '--yes', '--reason', 'changed'], 'withdraw', { reason: 'changed' }],
    [['release'], 'release', {}],
  ])('send what was typed: %j', async ([verb = '', ...flags], route, body) => {
    api.answers(`GET ${path()}`, { body: caseAnswer() });
    api.answers(`POST ${path(`/${route}`)}`, { body: receipt('rejected', 2) });
    expect((await line.run([verb, CASE, ...flags])).code).toBe(0);
    expect(lastBody()).toMatchObject(body);
  });

  test('of a contact change what was named alone, with the revision that was seen', async () => {
    api.answers(`GET ${path()}`, { body: caseAnswer() });
    api.answers(`PATCH ${path('/contact')}`, { body: receipt('awaiting-review', 3) });
    const ran = await line.run(['contact', CASE, '--no-phone', '--email', 'a@b.cn']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    const revision = caseAnswer().latestRevision;
    expect(lastBody()).toEqual({ revision, phone: null, email: 'a@b.cn' });
    expect((await line.run(['contact', CASE])).code).toBe(2);
  });

  test('are refused where a choice is none of the list', async () => {
    const ran = await line.run(['reject', CASE, '--reason', 'mood']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('identity-not-proven');
  });
});

describe('notes, files and notices', () => {
  test('sends a note from stdin', async () => {
    api.answers(`POST ${path('/notes')}`, { status: 201, body: { noteId: 'n_1', at: '' } });
    await line.run(['note', CASE], { stdin: '第一行\nsecond\n' });
    expect(lastBody()).toEqual({ text: '第一行\nsecond' });
  });

  test('uploads a file with its name and a key', async () => {
    writeFileSync(join(line.folder, '证明.txt'), 'proof');
    api.answers(`POST ${path('/attachments')}`, { status: 201, body: attachment });
    expect((await line.run(['attach', CASE, '证明.txt'])).code).toBe(0);
    expect(last().headers['content-type']).toMatch(/^multipart\/form-data/);
    expect(last().headers['idempotency-key']).toBeDefined();
    expect(last().body).toContain('proof');
  });
  const attachment = {
    attachmentId: 'att_1',
    fileName: '证明.txt',
    mediaType: 'text/plain',
    sizeBytes: 5,
    sha256: '',
    by: 's_1',
    at: '2026-11-24T03:00:00Z',
  };

  test('refuses a file that is not there', async () => {
    expect((await line.run(['attach', CASE, 'no.pdf'])).code).toBe(2);
    expect(api.asked).toEqual([]);
  });

  test('saves an attachment beside it, whatever path its name claims, and never over a file', async () => {
    api.answers(`GET ${path('/attachments/att_1')}`, {
      body: 'content',
      headers: { 'content-disposition': "attachment; filename*=UTF-8''..%2F%E8%AF%81.txt" },
    });
    expect((await line.run(['download', CASE, 'att_1'])).code).toBe(0);
    expect(readFileSync(join(line.folder, '证.txt'), 'utf8')).toBe('content');
    const again = await line.run(['download', CASE, 'att_1']);
    expect(again.code).toBe(1);
    expect(again.err).toContain('--output');
  });

  test('shows text of others without what steers a terminal', async () => {
    const note = { noteId: 'n_1', kind: 'note', text: 'a\u001b]0;b\u0007', attachmentIds: [] };
    api.answers(`GET ${path('/notes')}`, { body: { items: [{ ...note, by: 's', at: '' }] } });
    expect((await line.run(['notes', CASE])).out).toContain('  a]0;b\n');
  });
});

describe('before and after a decision', () => {
  test('shows both sides of an application, and marks what is not known', async () => {
    const row = {
      path: 'merchantName',
      entered: '张*',
      acquirer: null,
      state: 'unknown',
      codes: [],
    };
    const body = { revision: 2, readAt: '', acquirer: 'read', stepUp: [], rows: [row] };
    api.answers(`GET ${path('/comparison')}`, { body });
    const { out, code } = await line.run(['comparison', CASE]);
    expect(code).toBe(0);
    expect(out).toMatch(/merchantName +张\* +\? +unknown/);
  });

  test('shows what a notice says, without what steers a terminal', async () => {
    const text = 'Done.\u001b[2J\nSee the mail.';
    const body = { noticeId: 'n_1', kind: 'approved', channel: 'sms', source: 'sent', text };
    api.answers(`GET ${path('/notices/n_1/preview')}`, { body });
    const { out } = await line.run(['preview', CASE, 'n_1']);
    expect(out).toBe('approved  sms  sent\n  Done.[2J\n  See the mail.\n');
  });

  test('mails the link again, or takes it back where that is asked for', async () => {
    api.answers(`POST ${path('/merchant-link')}`, { status: 202, body: { noticeId: 'n_9' } });
    expect((await line.run(['merchant-link', CASE])).out).toContain('n_9');
    expect(lastBody()).toEqual({ action: 'resend' });
    await line.run(['merchant-link', CASE, '--revoke']);
    expect(lastBody()).toEqual({ action: 'revoke' });
  });
});

test('a notice is sent once more, or only said what that would do', async () => {
  const own = path('/notices/n_1/resend');
  const sentences = ['Nobody knows whether the earlier one left.', 'It may be received twice.'];
  api.answers(`POST ${own}/dry-run`, {
    body: { outcome: 'unknown', sentences, blockers: [], earlier: [NOTICE] },
  });
  const dry = await line.run(['resend', CASE, 'n_1', '--dry-run']);
  expect(dry.code).toBe(0);
  for (const words of [...sentences, 'n_1', 'unknown']) expect(dry.out).toContain(words);
  expect(api.asked.map(({ url }) => url)).toEqual([`/api/v1${own}/dry-run`]);
  api.answers(`POST ${own}`, { status: 202, body: { ...NOTICE, generation: 2 } });
  expect((await line.run(['resend', CASE, 'n_1'])).code).toBe(0);
});

describe('operators', () => {
  test('see what needs attention, by cause', async () => {
    api.answers('GET /ops/attention', { body: attention });
    const { out } = await line.run(['ops', 'attention']);
    expect(out).toMatch(/212 +2026-11-24 11:00:00 +CNY 42,400\.00 +parked:UNBIND_UNBIND_REFUSED/);
    expect(out).toContain('The acquirer refused to unbind a terminal.');
    expect(out).toContain('did not answer: temporal');
  });

  test('see the cases of one cause, of an age and with money at stake', async () => {
    const item = {
      cause: 'retrying',
      code: 'UNBIND_ACQUIRER_UNAVAILABLE',
      caseId: CASE,
      subject: 'requestUnbind',
      since: '2026-11-24T03:00:00Z',
      status: 'unbinding',
      waitsFor: 'acquirer',
      money: [{ amountMinor: 20_000, currency: 'CNY' }],
      attempt: 7,
      nextAt: '2026-11-24T03:10:00Z',
      answer: '503',
    };
    api.answers('GET /ops/attention/cases', { body: { items: [item], nextCursor: 'c2' } });
    const { out } = await line.run([
      ...['ops', 'attention', '--cause', 'retrying', '--before', '2026-11-24'],
      ...['--money-from', '100'],
    ]);
    expect(last().url).toBe(
      '/api/v1/ops/attention/cases?cause=retrying&sinceBefore=2026-11-24&moneyFrom=100',
    );
    expect(out).toMatch(/UNBIND_ACQUIRER_UNAVAILABLE 503 +requestUnbind +7 +2026-11-24 11:10:00/);
    expect(out).toContain('--cursor c2');
  });

  test('resolve a step with evidence', async () => {
    api.answers(`POST /ops${path('/resolve')}`, { body: receipt('unbinding', 2) });
    await line.run([
      ...['ops', 'resolve', CASE, '--step', 'unbind-terminals', '--outcome', 'effective'],
      ...['--evidence', 'seen', '--attachment', 'att_1', '--yes'],
    ]);
    expect(lastBody()).toEqual({
      step: 'unbind-terminals',
      outcome: 'effective',
      evidence: 'seen',
      attachmentIds: ['att_1'],
    });
  });

  test.each(['send-back', 'hold', 'release-hold', 'end'])(
    '%s a case with a reason, and send nothing without one',
    async (verb) => {
      api.answers(`POST /ops${path(`/${verb}`)}`, { body: receipt('awaiting-review', 2) });
      expect((await line.run(['ops', verb, CASE])).code).toBe(2);
      expect(api.asked).toEqual([]);
      const yes = verb === 'end' ? ['--yes'] : [];
      const ran = await line.run(['ops', verb, CASE, '--reason', '风险核查', ...yes]);
      expect(ran.code).toBe(0);
      expect(lastBody()).toEqual({ reason: '风险核查' });
    },
  );

  test('correct-reference sends both values in the body, and a dry run of it sends no reason', async () => {
    const repair = { reference: 'deposit', subject: 'd_3F9K2M7Q0A', old: 'NL1', new: 'NL2' };
    const typed = ['--reference', 'deposit', '--subject', repair.subject, '--old', 'NL1'];
    const command = ['ops', 'correct-reference', CASE, ...typed, '--new', 'NL2'];
    expect((await line.run(command)).code).toBe(2);
    const plan = { repair: { repair: 'correct-reference', reference: 'deposit' }, sentences: [] };
    const body = { ...plan, blockers: [], needsApproval: true, effects: [], later: [] };
    api.answers(`POST /ops${path('/dry-run')}`, { body });
    await line.run([...command, '--reason', '换机', '--dry-run']);
    expect(lastBody()).toEqual({ repair: 'correct-reference', ...repair });
    api.answers(`POST /ops${path('/correct-reference')}`, { body: receipt('unbinding', 3) });
    expect((await line.run([...command, '--reason', '换机', '--yes'])).code).toBe(0);
    expect(lastBody()).toEqual({ ...repair, reason: '换机' });
  });

  test('are told who has to approve what they have proposed', async () => {
    api.answers(`POST /ops${path('/end')}`, { status: 202, body: { proposal: proposal() } });
    const ran = await line.run(['ops', 'end', CASE, '--reason', 'insolvent', '--yes']);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain(`unbind ops approve ${CASE} 17`);
    expect(ran.out).toContain('nothing has happened yet');
  });

  test('take a case back to a point with a reason, and see before what would happen', async () => {
    api.answers(`GET /ops${path('/reset-points')}`, {
      body: {
        runId: 'run-1',
        points: [{ eventId: 31, at: AT, status: 'unbinding', sentence: 'Back to unbinding.' }],
      },
    });
    expect((await line.run(['ops', 'reset-points', CASE])).out).toMatch(/31 .*Back to unbinding/);
    api.answers(`POST /ops${path('/dry-run')}`, { body: plan() });
    const dry = await line.run(['ops', 'reset', CASE, '--to', '31', '--repeat', '40', '--dry-run']);
    expect(dry.out).toContain('refund:UC');
    expect(dry.out).toContain('found under its number');
    expect(lastBody()).toEqual({ repair: 'reset', point: 31, repeat: [40] });
    expect((await line.run(['ops', 'reset', CASE, '--to', '31'])).code).toBe(2);
    expect((await line.run(['ops', 'reset', CASE, '--to', 'x', '--reason', 'r'])).code).toBe(2);
    api.answers(`POST /ops${path('/reset')}`, { body: receipt('unbinding', 2) });
    const ran = await line.run([
      'ops',
      'reset',
      CASE,
      '--to',
      '31',
      '--reason',
      'bad deploy',
      '--yes',
    ]);
    expect(ran.code).toBe(0);
    expect(lastBody()).toEqual({ point: 31, reason: 'bad deploy' });
  });

  test('a second operator sees the dry run of a proposal, and approves or declines it', async () => {
    const own = path('/proposals/17');
    api.answers('GET /ops/proposals', { body: { items: [proposal()] } });
    expect((await line.run(['ops', 'proposals'])).out).toContain('end');
    api.answers(`GET /ops${own}`, { body: { proposal: proposal(), dryRun: plan() } });
    const seen = (await line.run(['ops', 'proposal', CASE, '17'])).out;
    expect(seen).toContain('found under its number');
    expect(seen).toContain('A new payment of CNY 200.00');
    const key = `refund:${CASE}:d_0000000001:g2`;
    const payment = { key, amountMinor: 20_000, currency: 'CNY', state: 'accepted' };
    const decided = { proposal: { ...proposal(), state: 'taken', payments: [payment] } };
    api.answers(`POST /ops${own}/approve`, { body: decided });
    const told = (await line.run(['ops', 'approve', CASE, '17', '--yes'])).out;
    expect(told).toMatch(/state +taken/);
    expect(told).toMatch(/g2 CNY 200\.00 accepted/);
    api.answers(`POST /ops${own}/decline`, {
      body: { proposal: { ...proposal(), state: 'declined' } },
    });
    expect((await line.run(['ops', 'decline', CASE, '17'])).code).toBe(2);
    await line.run(['ops', 'decline', CASE, '17', '--reason', 'not yet']);
    expect(lastBody()).toEqual({ reason: 'not yet' });
    expect((await line.run(['ops', 'approve', CASE, 'x'])).code).toBe(2);
  });
});

const attention = {
  takenAt: '2026-11-24T04:00:00Z',
  tookMs: 12,
  groups: [
    {
      name: 'parked:UNBIND_UNBIND_REFUSED',
      cause: 'parked',
      code: 'UNBIND_UNBIND_REFUSED',
      cases: 212,
      since: '2026-11-24T03:00:00Z',
      money: [{ amountMinor: 4_240_000, currency: 'CNY' }],
    },
  ],
  silent: ['temporal'],
  queues: [],
  parked: [],
  overdue: [],
  other: [],
};

describe('repairs in bulk', () => {
  const bulk = ['ops', 'bulk', 'retry', '--cause', 'parked'];
  const run = (change: object = {}) => ({
    runId: 'B-0000000001',
    verb: 'retry',
    selection: { cause: 'parked' },
    by: 's_operator',
    reason: 'back',
    ratePerSecond: 20,
    stopAfter: 5,
    state: 'running',
    stopRequested: false,
    total: 212,
    done: 0,
    skipped: 0,
    failed: 0,
    parkedAgain: 0,
    left: 212,
    startedAt: '2026-11-24T04:00:00Z',
    ...change,
  });
  const plan = {
    verb: 'retry',
    matched: 212,
    wouldAct: 211,
    repairs: [
      { kind: 'retry', cases: 211 },
      { kind: 'skip', code: 'UNBIND_BULK_MOVES_MONEY', cases: 1 },
    ],
    effects: [{ plan: 'reads-back', count: 211 }],
    money: [],
    cases: [
      {
        caseId: CASE,
        subject: '',
        status: 'unbinding',
        since: '2026-11-24T03:00:00Z',
        repair: 'retry',
        step: 'unbind-terminals',
        effects: [],
      },
    ],
  };

  test('show first what would happen, and start nothing', async () => {
    api.answers('POST /ops/bulk/dry-run', { body: plan });
    const { out, code } = await line.run([...bulk, '--dry-run', '--limit', '500']);
    expect(code).toBe(0);
    expect(lastBody()).toEqual({ verb: 'retry', select: { cause: 'parked' }, limit: 500 });
    expect(api.asked).toHaveLength(1);
    expect(out).toContain(CASE);
    expect(out).toContain('… 211');
    expect(out).toMatch(/Retry +211 \/ 212/);
    expect(out).toMatch(/1 +nothing is done: UNBIND_BULK_MOVES_MONEY/);
    expect(out).toMatch(/211 +may have been sent: reads back/);
  });

  test('are followed to their end, with a report of what failed and exit code 1', async () => {
    api.answers('POST /ops/bulk', { status: 202, body: run() });
    api.answers(
      'GET /ops/bulk/B-0000000001',
      { body: run({ done: 100, left: 112 }) },
      { body: run({ state: 'finished', done: 210, failed: 2, left: 0 }) },
    );
    const failed = {
      position: 7,
      caseId: CASE,
      subject: '',
      state: 'failed',
      code: 'UNBIND_UNAVAILABLE',
    };
    api.answers('GET /ops/bulk/B-0000000001/cases', { body: { items: [failed] } });
    const ran = await line.run([
      ...[...bulk, '--reason', 'back', '--rate', '20', '--stop-after', '5', '--yes'],
    ]);
    const [started] = api.asked;
    expect(JSON.parse(started!.body)).toEqual({
      verb: 'retry',
      select: { cause: 'parked' },
      reason: 'back',
      ratePerSecond: 20,
      stopAfter: 5,
    });
    expect(started!.headers['idempotency-key']).toBeDefined();
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/Done +210 \/ 212/);
    expect(ran.out).toMatch(new RegExp(`${CASE} +failed +UNBIND_UNAVAILABLE`));
  });

  test('are shown and stopped by their id', async () => {
    api.answers('GET /ops/bulk', { body: { items: [run()] } });
    expect((await line.run(['ops', 'bulk', 'show'])).out).toContain('B-0000000001');
    api.answers('POST /ops/bulk/B-0000000001/stop', { body: run({ stopRequested: true }) });
    expect((await line.run(['ops', 'bulk', 'stop', 'b-0000000001'])).code).toBe(0);
    expect(last().url).toBe('/api/v1/ops/bulk/B-0000000001/stop');
  });

  test.each([
    ['cases', ['ops', 'bulk', 'retry', '--reason', 'x', '--yes']],
    ['a reason', [...bulk, '--yes']],
  ])('need %s, and send nothing without', async (_what, words) => {
    expect((await line.run(words)).code).toBe(2);
    expect(api.asked).toEqual([]);
  });
});

describe('watching', () => {
  test('shows each event once, asks less and less often, and stops at the end', async () => {
    const quiet = Array.from({ length: 12 }, () => ({ body: timeline('case-opened') }));
    api.answers(`GET ${path('/timeline')}`, ...quiet, {
      body: timeline('case-opened', 'account-closed'),
    });
    api.answers(
      `GET ${path()}`,
      { body: caseAnswer() },
      { body: caseAnswer({}, { status: 'completed', waitsFor: 'nobody' }) },
    );
    const ran = await line.run(['watch', CASE]);
    expect(ran.code).toBe(0);
    expect(ran.out.match(/case-opened/g)).toHaveLength(1);
    expect(ran.out).toMatch(/account-closed.*\n {2}= completed\n$/);
    expect(ran.pauses[0]).toBe(1_000);
    expect(Math.max(...ran.pauses)).toBe(15_000);
    expect(api.asked.filter(({ url }) => !url.endsWith('/timeline'))).toHaveLength(2);
  });

  test('writes one JSON object a line', async () => {
    api.answers(`GET ${path('/timeline')}`, { body: timeline('case-opened') });
    api.answers(`GET ${path()}`, { body: caseAnswer({}, { status: 'expired' }) });
    const { out, err } = await line.run(['watch', CASE, '--json']);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((text): unknown => JSON.parse(text));
    expect(lines).toMatchObject([
      { type: 'event', event: 'case-opened' },
      { type: 'standing', status: 'expired' },
    ]);
    expect(err).toBe('');
  });

  test('waits out an outage', async () => {
    const out = problem(503, 'UNAVAILABLE', {});
    const outage = Array.from({ length: 5 }, () => out);
    api.answers(`GET ${path('/timeline')}`, ...outage, { body: timeline('case-opened') });
    api.answers(`GET ${path()}`, { body: caseAnswer({}, { status: 'completed' }) });
    expect((await line.run(['watch', CASE])).code).toBe(0);
  });

  test('ends with 5 when its time is over', async () => {
    api.answers(`GET ${path('/timeline')}`, { body: { items: [], people: {} } });
    const ran = await line.run(['watch', CASE, '--for', '1']);
    expect(ran.code).toBe(5);
    const waitedMs = ran.pauses.reduce((sum, ms) => sum + ms, 0);
    expect(waitedMs).toBeLessThanOrEqual(60_000);
  });

  test('stops when interrupted', async () => {
    api.answers(`GET ${path('/timeline')}`, { body: { items: [], people: {} } });
    const controller = new AbortController();
    const ran = await line.run(['watch', CASE], {
      signal: controller.signal,
      onPause: () => controller.abort(),
    });
    expect(ran.code).toBe(130);
  });
});

function writeCredentials(): void {
  mkdirSync(join(line.folder, '.data'), { recursive: true });
  const entry = (name: string) => ({ user: name, password: 'pw-secret', apiKey: `key-${name}` });
  writeFileSync(
    join(line.folder, '.data', 'demo-credentials.json'),
    JSON.stringify({ agent: entry('agent'), reviewer: entry('reviewer') }),
  );
}

const AT = '2026-11-24T03:00:00.000Z';

function plan(): object {
  return {
    repair: { repair: 'reset', point: 31 },
    sentences: ['Back to unbinding.'],
    blockers: [],
    needsApproval: true,
    effects: [
      {
        key: `refund:${CASE}:d_0000000001:g1`,
        effect: 'refund',
        state: 'done',
        providerSays: 'succeeded',
        done: 'done',
        what: 'Done: met again, it is only found under its number.',
      },
    ],
    payments: [
      {
        key: `refund:${CASE}:d_0000000001:g2`,
        depositId: 'd_0000000001',
        amountMinor: 20_000,
        currency: 'CNY',
        what: 'A new payment of CNY 200.00 to the account of the original payment.',
      },
    ],
    later: [],
  };
}
