/** What a command line says is read before anything is sent: exit code 2, and the form that is wanted. */
import { playedCommandLine } from './command-line';
import { CASE, receipt } from './samples';

const { api, line } = playedCommandLine();

const OPEN = ['open', '--merchant-number', 'M1', '--contact-name', 'W', '--reason', 'other'];
const RESOLVE = ['ops', 'resolve', CASE, '--step', 'unbind-terminals', '--outcome', 'effective'];
const BULK = ['ops', 'bulk', 'retry', '--cause', 'parked', '--reason', 'r', '--yes'];
const HASH = 'a'.repeat(64);
const CONSENT = ['consent', CASE, '--method', 'in-person', '--evidence', 'E', '--locale', 'en'];

test.each<[name: string, wanted: string, words: readonly string[]]>([
  ['--from', 'a day from 2000-01-01 to 2099-12-31', ['list', '--from', 'yesterday']],
  ['--to', 'such as 2026-11-01', ['list', '--to', '2026-02-30']],
  ['--limit', 'a whole number from 1 to 200', ['list', '--limit', '9999']],
  ['--limit', 'a whole number from 1 to 200', ['ops', 'attention', '--cases', '--limit', '0']],
  ['--limit', 'a whole number from 1 to 10000', [...BULK, '--limit', '10001']],
  ['--rate', 'a whole number from 1 to 100', [...BULK, '--rate', '101']],
  ['--status', 'open, awaiting-identity', ['list', '--status', 'open,lost']],
  ['--status', 'open, awaiting-identity', ['ops', 'history', '--status', 'lost', '--out', 'x']],
  ['--status', 'awaiting-identity', ['ops', 'attention', '--status', 'completed']],
  ['--status', 'awaiting-identity', [...BULK, '--status', 'lost']],
  ['--sort', 'one of openedAt', ['list', '--sort', 'age']],
  ['--assignee', 's_8H2K5N1W', ['list', '--assignee', 'Lin Xiao']],
  ['--query', 'a case id, merchant number or serial', ['list', '--query', 'UC-nobody']],
  ['--cause', 'as `ops attention` names it', ['ops', 'attention', '--cause', 'mood']],
  ['--before', 'such as 2026-11-01', ['ops', 'attention', '--before', 'last week']],
  ['--money-from', 'minor units', ['ops', 'attention', '--money-from', '200.50']],
  ['--case', 'UC-7Q4M2K9T1B', ['ops', 'bulk', 'hold', '--case', 'UC-1', '--reason', 'r', '--yes']],
  ['--since', 'a moment with its zone', ['ops', 'rebuild', '--since', 'noon', '--dry-run']],
  ['<case>', 'UC-7Q4M2K9T1B', ['show', 'UC-1']],
  ['<run>', 'B-0000000001', ['ops', 'bulk', 'stop', 'B-1']],
  ['<number>', 'a whole number from 1', ['ops', 'proposal', CASE, 'x']],
  ['--revision', 'a whole number from 1', ['claim', CASE, '--revision', '0']],
  ['--reason', 'identity-not-proven', ['reject', CASE, '--yes', '--reason', 'mood']],
  ['--phone', '13800138000', [...OPEN, '--serial', 'SN1', '--phone', '138']],
  ['--phone', '13800138000', ['search', '--phone', '12345']],
  ['--email', 'zhang@example.cn', ['search', '--email', 'zhang@']],
  ['--email', 'zhang@example.cn', [...OPEN, '--serial', 'SN1', '--email', 'a@b@c']],
  ['--email', 'zhang@example.cn', ['contact', CASE, '--email', 'nobody']],
  ['--serial', 'a serial number', [...OPEN, '--serial', 'SN 1?']],
  ['--merchant-number', 'a merchant number', ['open', '--merchant-number', 'no?number']],
  ['--time-zone', 'Asia/Shanghai', [...OPEN, '--serial', 'SN1', '--time-zone', 'Mars/Base']],
  ['--document-kind', 'resident-id', ['application', CASE, '--document-kind', 'library-card']],
  [
    '--deposit',
    'refundable-deposit, service-fee',
    ['application', CASE, '--deposit', 'S:gift:2:CNY'],
  ],
  ['--deposit', '200.00:CNY', ['application', CASE, '--deposit', 'S:service-fee:2.005:CNY']],
  [
    '--document',
    'a kind of document',
    ['verify-identity', CASE, '--method', 'callback', '--document', 'x'],
  ],
  [
    '--terms-hash',
    '64 small hexadecimal',
    [...CONSENT, '--terms-version', '1', '--terms-hash', 'A'],
  ],
  [
    '--terms-version',
    '2026-01',
    [...CONSENT, '--terms-hash', HASH, '--terms-version', 'the new one'],
  ],
  [
    '--field',
    'document.number',
    ['request-information', CASE, '--field', 'name', '--message', 'm'],
  ],
  ['--subject', 't_0000000001', [...RESOLVE, '--evidence', 'e', '--yes', '--subject', 'all']],
  ['--evidence', 'text that says something', [...RESOLVE, '--yes', '--evidence', '  ']],
  ['--attachment', 'an id', ['note', CASE, '--text', 't', '--attachment', 'my file.pdf']],
  ['<notice>', 'an id', ['resend', CASE, 'n 1']],
  ['--new', '64 characters', correction('x'.repeat(65))],
  ['--lang', 'zh-CN, en', ['list', '--lang', 'fr']],
  ['--as', 'agent, agent2', ['list', '--as', 'boss']],
])(
  '%s that is none is told that it is %s, and nothing is sent: %j',
  async (name, wanted, words) => {
    const ran = await line.run(words);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(`${name}: `);
    expect(ran.err).toContain(wanted);
    expect(api.asked).toEqual([]);
  },
);

function correction(value: string): readonly string[] {
  const typed = ['--reference', 'merchant-number', '--old', 'M1', '--new', value];
  return ['ops', 'correct-reference', CASE, ...typed, '--reason', 'r', '--yes'];
}

test('a phone number on stdin that is none is not searched for, and not repeated', async () => {
  const ran = await line.run(['search'], { stdin: '123456\n' });
  expect(ran.code).toBe(2);
  expect(ran.err).not.toContain('123456');
  expect(api.asked).toEqual([]);
});

test('what the API reads is sent as it was typed', async () => {
  api.answers('POST /cases', { status: 201, body: receipt() });
  const phone = '+86 (0)138 0013 8000';
  await line.run([...OPEN, '--serial', 'ｓｎ１', '--phone', phone]);
  expect(JSON.parse(api.asked[0]?.body ?? '')).toMatchObject({
    merchant: { phone },
    terminals: [{ serialNumber: 'ｓｎ１' }],
  });
  api.answers('GET /cases', { body: { items: [] } });
  await line.run(['list', '--from', '2026/11/1', '--to', '２０２６-11-30']);
  const { searchParams } = new URL(api.asked[1]?.url ?? '', api.url);
  expect([searchParams.get('openedFrom'), searchParams.get('openedTo')]).toEqual([
    '2026/11/1',
    '２０２６-11-30',
  ]);
});
