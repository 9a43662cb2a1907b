/** Files that a command line names: held against what the API takes before anything is sent, each fault by its place. */
import { existsSync, mkdirSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonLines } from '../../client/cli/input/files';
import { NOWHERE } from '../../client/cli/io';
import { playedCommandLine } from './command-line';
import { CASE, OPENING, receipt } from './samples';
import { problem } from './stand-in';

const { api, line } = playedCommandLine();

const OPEN = ['open', '--file', '-'];
const APPLICATION = ['application', CASE, '--file', '-'];
const REBUILD = ['ops', 'rebuild', CASE, '--reason', 'r', '--opening', '-'];
const OF_FILES: readonly (readonly [string, readonly string[]])[] = [
  ['open --file', OPEN],
  ['application --file', APPLICATION],
  ['ops rebuild --opening', REBUILD],
  ['api --input', ['api', 'POST', '/cases', '--input', '-']],
];

test.each(OF_FILES)('%s names the place where a file stops being JSON', async (_, words) => {
  const ran = await line.run(words, { stdin: '{\n  "phone": 13800138000,\n  oops\n}' });
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain('stdin is not JSON: the fault is at line 3, column 3.');
  expect(ran.err).not.toContain('138');
  expect(api.asked).toEqual([]);
});

test('names the line of a file of histories that is no JSON', async () => {
  writeFileSync(join(line.folder, 'some.jsonl'), '{"history":{"events":[}}\n');
  const reading = readJsonLines({ ...NOWHERE, cwd: line.folder }, 'some.jsonl').next();
  await expect(reading).rejects.toThrow(
    'some.jsonl:1 is not JSON: the fault is at line 1, column 23.',
  );
});

const { merchant } = OPENING;
test.each<[path: string, said: string, words: readonly string[], file: object]>([
  ['chanel', 'Allowed: an object with the fields channel, ', OPEN, { ...OPENING, chanel: 'app' }],
  ['channel', 'Allowed: website, app, hotline.', OPEN, { ...OPENING, channel: 'fax' }],
  ['reason', 'required', OPEN, { ...OPENING, reason: undefined }],
  ['merchant.phone', 'phone number', OPEN, { ...OPENING, merchant: { ...merchant, phone: '138' } }],
  [
    'merchant',
    'neither a mobile number nor',
    OPEN,
    { ...OPENING, merchant: { ...merchant, phone: undefined } },
  ],
  ['merchant.fax', 'not known here', OPEN, { ...OPENING, merchant: { ...merchant, fax: '1' } }],
  ['terminals[0].serialNumber', 'required', OPEN, { ...OPENING, terminals: [{}] }],
  ['terminals', 'required', OPEN, { ...OPENING, terminals: [] }],
  ['document', 'object', APPLICATION, { document: 'passport' }],
  ['merchantNmae', 'not known here', APPLICATION, { merchantNmae: '上海店' }],
  ['deposits[0].amountMinor', 'number', APPLICATION, { deposits: [{ amountMinor: '200' }] }],
  ['merchant', 'required', REBUILD, { terminals: OPENING.terminals }],
  [
    'merchant.phone',
    'phone number',
    REBUILD,
    { ...OPENING, merchant: { ...merchant, phone: '1' } },
  ],
  ['merchantNumber', 'not known here', REBUILD, { ...OPENING, merchantNumber: 'M1' }],
])(
  'names the field %s of a file, says "%s" and sends nothing: %j',
  async (path, said, words, file) => {
    const ran = await line.run(words, { stdin: JSON.stringify(file) });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('What stdin holds cannot be sent. Nothing was sent:');
    const told = ran.err.split('\n').find((one) => one.startsWith(`  ${path}: `));
    expect(told).toContain(said);
    expect(api.asked).toEqual([]);
  },
);

test('names every fault of a file at once, in the language of the command line', async () => {
  const file = { ...OPENING, chanel: 'app', closeAccount: 'yes', reason: 'mood' };
  const ran = await line.run([...OPEN, '--lang', 'zh-CN'], { stdin: JSON.stringify(file) });
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('stdin 的内容有误，没有发送任何内容：');
  for (const path of ['chanel：', 'closeAccount：', 'reason：']) expect(ran.err).toContain(path);
  expect(ran.err).toContain('允许：true, false。');
});

test('holds fields from the command line to the same as those of a file', async () => {
  const words = ['open', '--merchant-number', 'M1', '--contact-name', 'W', '--reason', 'other'];
  const ran = await line.run([
    ...words,
    '--serial',
    'SN1',
    '--serial',
    'sn1',
    '--phone',
    '13800138000',
  ]);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('terminals[1].serialNumber: ');
  expect(api.asked).toEqual([]);
});

test('does not read an opening for many cases', async () => {
  const words = ['ops', 'rebuild', '--since', '2026-11-01', '--reason', 'r', '--opening', '-'];
  const ran = await line.run(words, { stdin: JSON.stringify(OPENING) });
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('--opening belongs to one case');
  expect(api.asked).toEqual([]);
});

test('sends of a whole opening what only a person knows', async () => {
  api.answers(`POST /ops/cases/${CASE}/rebuild`, problem(409, 'REVISION_DIFFERS'));
  await line.run(REBUILD, { stdin: JSON.stringify(OPENING) });
  const { terminals } = OPENING;
  expect(JSON.parse(api.asked[0]?.body ?? '')).toEqual({
    reason: 'r',
    opening: { merchant, terminals },
  });
});

describe('a place to write to', () => {
  test('that is taken is refused before the ledger says that an attachment was read', async () => {
    writeFileSync(join(line.folder, 'mine.pdf'), 'mine');
    const ran = await line.run(['download', CASE, 'att_1', '--output', 'mine.pdf']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('mine.pdf cannot be written (EEXIST).');
    expect(api.asked).toEqual([]);
  });

  test('keeps no empty file where the attachment is not there', async () => {
    const ran = await line.run(['download', CASE, 'att_1', '--output', 'new.pdf']);
    expect(ran.code).toBe(3);
    expect(existsSync(join(line.folder, 'new.pdf'))).toBe(false);
  });

  test('of an evidence pack is taken first, and a whole one has a reason', async () => {
    writeFileSync(join(line.folder, 'mine.html'), 'mine');
    const taken = await line.run(['audit', 'pack', CASE, '--out', 'mine.html']);
    expect(taken).toMatchObject({ code: 2 });
    expect(taken.err).toContain('mine.html cannot be written (EEXIST).');
    for (const words of [['--whole'], ['--reason', 'The regulator asks.']]) {
      expect((await line.run(['audit', 'pack', CASE, ...words])).code).toBe(2);
    }
    expect(api.asked).toEqual([]);
  });

  test('has the evidence pack that was made for it', async () => {
    api.answers(`POST /cases/${CASE}/evidence-packs/whole`, { body: { packId: 'pack_1' } });
    api.answers(`GET /cases/${CASE}/evidence-packs/pack_1`, { body: { signed: true } });
    const reason = 'The regulator asks.';
    const ran = await line.run(['audit', 'pack', CASE, '--whole', '--reason', reason]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(api.asked[0]?.body ?? '')).toEqual({ reason });
    expect(readFileSync(join(line.folder, `${CASE}-evidence.html`), 'utf8')).toContain('signed');
  });

  test('of histories is a folder, or nothing is read', async () => {
    writeFileSync(join(line.folder, 'a-file'), '');
    const ran = await line.run(['ops', 'history', CASE, '--out', 'a-file']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('a-file cannot be written (EEXIST).');
    expect(api.asked).toEqual([]);
  });
});

test('a folder is not sent as an attachment', async () => {
  mkdirSync(join(line.folder, 'papers'));
  const ran = await line.run(['attach', CASE, 'papers']);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('papers cannot be read');
  expect(api.asked).toEqual([]);
});

test('a body that has every field is sent as it is written', async () => {
  api.answers('POST /cases', { status: 201, body: receipt() });
  expect((await line.run(OPEN, { stdin: JSON.stringify(OPENING) })).code).toBe(0);
  expect(JSON.parse(api.asked[0]?.body ?? '')).toEqual(OPENING);
});
