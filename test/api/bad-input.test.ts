/** What is wrong with a request is said at once, by code and path, and changes nothing. */
import { connect } from 'node:net';
import { draftCase } from '../record/samples';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ cases: false });
});
afterAll(() => stage.stop());

const OPENING = {
  channel: 'hotline',
  reason: 'business-ended',
  merchant: {
    merchantNumber: '898110000000001',
    contactName: '王小明',
    phone: '+8613800138000',
    locale: 'zh-CN',
  },
  terminals: [{ serialNumber: 'NL00000001' }],
  closeAccount: true,
};

function open(change: object) {
  return stage.staff.agent.post('/cases', { ...OPENING, ...change });
}

test('every problem of form is named at once, by path and code, in the language of the caller', async () => {
  const { agent } = stage.staff;
  const body = {
    channel: 'fax',
    merchant: { merchantNumber: 42, contactName: '王小明', locale: 'fr' },
    terminals: [{ serialNumber: 7 }, {}],
    closeAccount: 'yes',
  };
  const answer = await agent.post('/cases', body);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toMatchObject({
    status: 400,
    code: 'UNBIND_BAD_REQUEST',
    type: '/docs#UNBIND_BAD_REQUEST',
    instance: expect.stringMatching(/^req_/) as string,
  });
  expect(pathsOf(answer.body)).toEqual({
    channel: 'UNBIND_FIELD_INVALID',
    reason: 'UNBIND_FIELD_REQUIRED',
    'merchant.merchantNumber': 'UNBIND_FIELD_INVALID',
    'merchant.locale': 'UNBIND_FIELD_INVALID',
    'terminals[0].serialNumber': 'UNBIND_FIELD_INVALID',
    'terminals[1].serialNumber': 'UNBIND_FIELD_REQUIRED',
    closeAccount: 'UNBIND_FIELD_INVALID',
  });
  const chinese = await agent.call('POST', '/cases', {
    body,
    headers: { 'accept-language': 'zh-CN,en;q=0.5' },
  });
  expect(String(chinese.body['title'])).toMatch(/\p{Script=Han}/u);
  expect(String(answer.body['title'])).not.toMatch(/\p{Script=Han}/u);
});

function pathsOf(body: Readonly<Record<string, unknown>>): Record<string, string> {
  const problems = body['problems'] as { path: string; code: string; message: string }[];
  expect(problems.every(({ message }) => message.length > 3)).toBe(true);
  return Object.fromEntries(problems.map(({ path, code }) => [path, code]));
}

test('every problem of content is named at once', async () => {
  const answer = await open({
    merchant: {
      ...OPENING.merchant,
      merchantNumber: ' ',
      phone: '12',
      email: 'nobody',
      timeZone: 'Mars/Olympus',
    },
    terminals: [{ serialNumber: '终端' }, { serialNumber: ' nl01 ' }, { serialNumber: 'NL01' }],
  });
  expect(answer.body).toMatchObject({ status: 422, code: 'UNBIND_APPLICATION_INVALID' });
  expect(pathsOf(answer.body)).toMatchObject({
    'merchant.merchantNumber': 'UNBIND_FIELD_REQUIRED',
    'merchant.phone': 'UNBIND_PHONE_INVALID',
    'merchant.email': 'UNBIND_EMAIL_INVALID',
    'merchant.timeZone': 'UNBIND_FIELD_INVALID',
    'terminals[0].serialNumber': 'UNBIND_FIELD_INVALID',
    'terminals[2].serialNumber': 'UNBIND_DUPLICATE_TERMINAL',
  });
});

test.each([
  [
    'a merchant whom no notice can reach',
    { merchant: { merchantNumber: '1', contactName: '王小明', locale: 'en' } },
    422,
    'UNBIND_NO_NOTICE_CHANNEL',
  ],
  ['no terminal', { terminals: [] }, 422, 'UNBIND_FIELD_REQUIRED'],
  [
    'more than 50 terminals',
    { terminals: Array.from({ length: 51 }, (_, i) => ({ serialNumber: `NL${i + 100}` })) },
    400,
    'UNBIND_BAD_REQUEST',
  ],
  ['a key that is not known', { colour: 'red' }, 400, 'UNBIND_BAD_REQUEST'],
  ['a key of the prototype', { ['__proto__x']: 1 }, 400, 'UNBIND_BAD_REQUEST'],
])('%s is refused', async (_name, change, status, code) => {
  expect((await open(change)).body).toMatchObject({ status, code });
});

test.each([
  ['JSON that breaks off', '{"channel": "hot', 400, 'UNBIND_BAD_REQUEST'],
  ['text', 'hello', 400, 'UNBIND_BAD_REQUEST'],
  ['null', 'null', 400, 'UNBIND_BAD_REQUEST'],
  ['a list', '[1,2]', 400, 'UNBIND_BAD_REQUEST'],
  ['nothing', '', 400, 'UNBIND_BAD_REQUEST'],
  ['a poisoned prototype', '{"__proto__": {"admin": true}}', 400, 'UNBIND_BAD_REQUEST'],
  ['more than 256 KiB', `"${'x'.repeat(257 * 1024)}"`, 413, 'UNBIND_PAYLOAD_TOO_LARGE'],
])('a body of %s is refused as a problem', async (_name, body, status, code) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await stage.staff.agent.call('POST', '/cases', { body, headers });
  expect(answer.body).toMatchObject({ status, code });
});

test('a body that is no JSON is named as what is wrong', async () => {
  const headers = { 'content-type': 'application/json' };
  const answer = await stage.staff.agent.call('POST', '/cases', { body: '{"channel', headers });
  const place = expect.stringContaining('line 1, column 2') as string;
  expect(answer.body).toMatchObject({
    detail: place,
    problems: [{ path: 'body', code: 'UNBIND_FIELD_INVALID', message: place }],
  });
});

/** 王小明, as GBK has it. */
const GBK_NAME = Buffer.from([0xcd, 0xf5, 0xd0, 0xa1, 0xc3, 0xf7]);

/** JSON in which the word NAME stands in GBK. */
function inGbk(body: object): Buffer {
  const [before = '', after = ''] = JSON.stringify(body).split('NAME');
  return Buffer.concat([Buffer.from(before), GBK_NAME, Buffer.from(after)]);
}

test.each<[string, string, object]>([
  ['POST', '/cases', { ...OPENING, merchant: { ...OPENING.merchant, contactName: 'NAME' } }],
  ['POST', '/cases/UC-0000000000/notes', { text: 'NAME' }],
  ['PUT', '/cases/UC-0000000000/contact', { contactName: 'NAME' }],
  ['POST', '/merchant/requests', { merchant: { contactName: 'NAME' } }],
  ['POST', '/session', { user: 'NAME', password: 'p' }],
  ['PUT', '/views/mine', { filters: { reason: 'NAME' } }],
  ['PUT', '/cases/UC-0000000000/application', { merchantName: 'NAME' }],
  ['POST', '/cases/search', { phone: 'NAME' }],
])('%s %s in GBK is refused as not UTF-8, and nothing is kept', async (method, path, body) => {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${stage.keys.agent}`,
  };
  const answer = await stage.anyone.call(method, path, { body: inGbk(body), headers });
  expect(answer.body).toMatchObject({ status: 400, code: 'UNBIND_NOT_UTF8' });
  const { items } = (await stage.staff.admin.get('/cases')).body;
  expect(items).toEqual([]);
});

const TYPED = JSON.stringify({ user: 'Zo\u00EB \u738B', password: 'p' });
test.each([
  ['UTF-16, little end first', Buffer.from(`\uFEFF${TYPED}`, 'utf16le')],
  ['UTF-16, big end first', Buffer.from(`\uFEFF${TYPED}`, 'utf16le').swap16()],
  ['UTF-16 without a mark', Buffer.from(TYPED, 'utf16le')],
  ['Latin-1', Buffer.from(JSON.stringify({ user: 'Zo\u00EB', password: 'p' }), 'latin1')],
  [
    'Shift_JIS',
    Buffer.concat([Buffer.from('{"user":"'), Buffer.from([0x93, 0xfa]), Buffer.from('"}')]),
  ],
  ['UTF-8 that was cut', Buffer.from('{"user":"\u738B').subarray(0, -1)],
])('a body in %s is refused as not UTF-8', async (_encoding, body) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await stage.anyone.call('POST', '/session', { body, headers });
  expect(answer.body).toMatchObject({ status: 400, code: 'UNBIND_NOT_UTF8' });
});

test('the same name in UTF-8 is taken, a mark of the byte order before it or not', async () => {
  const body = Buffer.from(`\uFEFF${JSON.stringify({ user: '王小明', password: 'p' })}`);
  const headers = { 'content-type': 'application/json' };
  const answer = await stage.anyone.call('POST', '/session', { body, headers });
  expect(answer.body).toMatchObject({ code: 'UNBIND_SIGN_IN_FAILED' });
});

test('a file whose name is in GBK is refused as not UTF-8', async () => {
  const { caseId } = await draftCase(stage.record, { teamId: 'team-1' });
  const body = Buffer.concat([
    Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="'),
    GBK_NAME,
    Buffer.from('.txt"\r\ncontent-type: text/plain\r\n\r\nhello\r\n--b--\r\n'),
  ]);
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  const answer = await stage.staff.agent.call('POST', `/cases/${caseId}/attachments`, {
    body,
    headers,
  });
  expect(answer.body).toMatchObject({ status: 400, code: 'UNBIND_NOT_UTF8' });
  expect(await stage.record.attachments.list(caseId)).toEqual([]);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense'])(
  'a body of type %s is refused, and the types that are taken are named',
  async (type) => {
    const answer = await stage.staff.agent.call('POST', '/cases', {
      body: JSON.stringify(OPENING),
      headers: { 'content-type': type },
    });
    expect(answer.body).toMatchObject({ status: 415, code: 'UNBIND_UNSUPPORTED_MEDIA_TYPE' });
    const said = JSON.stringify(answer.body);
    for (const taken of ['application/json', 'multipart/form-data']) expect(said).toContain(taken);
  },
);

test('an address that is not there, and a method that is not, are told apart', async () => {
  const { agent } = stage.staff;
  expect((await agent.get('/nothing')).body).toMatchObject({ code: 'UNBIND_NOT_FOUND' });
  const answer = await agent.call('DELETE', '/cases');
  expect(answer.body).toMatchObject({ status: 405, code: 'UNBIND_METHOD_NOT_ALLOWED' });
  expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
});

test.each([
  ['of another form', 'x'],
  ['of a traversal', '..%2f..%2fetc'],
  ['that cannot be decoded', '%E0%A4%A'],
  ['that is too long', 'U'.repeat(300)],
  ['of nobody', 'UC-0000000000'],
])('a case id %s is refused as a problem', async (_name, id) => {
  const answer = await stage.staff.agent.get(`/cases/${id}`);
  expect([400, 404]).toContain(answer.status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
});

test.each([
  ['limit=0', 'limit'],
  ['limit=201', 'limit'],
  ['status=finished', 'status'],
  ['parked=1', 'parked'],
  ['openedFrom=yesterday', 'openedFrom'],
  ['sort=name', 'sort'],
  ['phone=%2B8613800138000', 'phone'],
])('a list with %s is refused and names the field', async (query, path) => {
  const answer = await stage.staff.agent.get(`/cases?${query}`);
  expect(answer.body).toMatchObject({ status: 400, problems: [{ path }] });
});

test.each([
  ['limit=9999', 'limit', 'FIELD_INVALID', /1 to 200\.$/, /1 至 200/],
  [
    'status=finished',
    'status',
    'FIELD_INVALID',
    /open, awaiting-identity, .*expired;/,
    /awaiting-review.*逗号/,
  ],
  ['parked=1', 'parked', 'FIELD_INVALID', /true, false\.$/, /true, false/],
  ['openedFrom=yesterday', 'openedFrom', 'DAY_INVALID', /2026-11-30/, /2026-11-30/],
  [
    'foo=1',
    'foo',
    'FIELD_UNKNOWN',
    /fields status, assignee, .*limit\.$/,
    /字段为 status, assignee/,
  ],
] as const)(
  'a list with %s is told what is right, in both languages',
  async (query, path, code, en, zh) => {
    const { body } = await stage.staff.agent.get(`/cases?${query}`);
    const problem = { path, code: `UNBIND_${code}`, message: expect.stringMatching(en) as string };
    expect(body).toMatchObject({ problems: [problem] });
    expect(body['detail']).toContain(path);
    const headers = { 'accept-language': 'zh-CN' };
    const chinese = await stage.staff.agent.call('GET', `/cases?${query}`, { headers });
    expect(chinese.body).toMatchObject({
      problems: [{ message: expect.stringMatching(zh) as string }],
    });
  },
);

test('the title goes by the code, the detail by what happened', async () => {
  const { agent } = stage.staff;
  const [one, other] = [await agent.get('/cases?limit=0'), await agent.get('/cases?parked=1')];
  expect(one.body['title']).toBe(other.body['title']);
  expect(one.body['detail']).not.toBe(other.body['detail']);
});

test('a list with a cursor that is not ours is refused', async () => {
  const answer = await stage.staff.agent.get('/cases?cursor=eyJhIjoxfQ');
  expect(answer.body).toMatchObject({ status: 400, code: 'UNBIND_BAD_REQUEST' });
});

test.each([
  ['a space', 'a b'],
  ['256 characters', 'k'.repeat(256)],
])('an Idempotency-Key with %s is refused', async (_name, key) => {
  const answer = await stage.staff.agent.post('/cases', OPENING, key);
  expect(answer.body).toMatchObject({ problems: [{ path: 'Idempotency-Key' }] });
});

test('a search by nothing, by both or by a list is refused', async () => {
  const both = { phone: '+8613800138000', documentNumber: '11010519491231002X' };
  for (const body of [{}, both, { phone: ['+8613800138000'] }]) {
    expect((await stage.staff.agent.post('/cases/search', body)).status).toBe(400);
  }
});

/** What comes back for bytes that are written as they are. */
function written(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(stage.url).port) });
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
    socket.write(bytes);
  });
}

test('headers that are too large are refused in the form of every refusal', async () => {
  const answer = await written(
    `GET /healthz HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  expect(answer).toMatch(/content-type: application\/problem\+json/);
  expect(answer).toMatch(/"code":"UNBIND_HEADERS_TOO_LARGE".*"instance":"req_/);
});

test.each(['//healthz', '//docs', '//m', '//console', '//nothing', '/cases', '/cases/%E0%A4%A'])(
  'an answer at %s carries the id of its request',
  async (path) => {
    const answer = await stage.staff.agent.get(path);
    const id = answer.headers.get('x-request-id');
    expect(id).toMatch(/^req_/);
    if (answer.status >= 400) expect(answer.body['instance']).toBe(id);
  },
);

test('something that is not HTTP is answered and hurts nobody', async () => {
  const answer = await written('no http at all\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toMatch(/"code":"UNBIND_BAD_REQUEST".*"instance":"req_/);
  expect((await stage.anyone.get('//healthz')).status).toBe(200);
});

test('nothing of what was sent stands in a log or an answer', async () => {
  const secret = 'CANARY-13900001111';
  const answers = [
    await open({ merchant: { ...OPENING.merchant, phone: secret } }),
    await open({ [secret]: 1 }),
    await stage.staff.agent.get(`/cases?${secret}=1`),
    await stage.staff.agent.get(`/cases?status=${secret}`),
    await stage.staff.agent.post('/cases', OPENING, `${secret} `.repeat(2)),
    await stage.staff.agent.call('POST', '/cases', {
      body: `{"phone": "${secret}" oops`,
      headers: { 'content-type': 'application/json' },
    }),
  ];
  for (const { status, text } of answers) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain(secret);
  }
  expect(stage.logs()).not.toContain(secret);
  expect(stage.logs()).toContain('answered');
});
