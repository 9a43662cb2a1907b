/** `unbind api`: any address, with what every command has: key, Idempotency-Key, questions, exit codes. */
import { API_KEY, playedCommandLine } from './command-line';
import { CASE, receipt } from './samples';
import { problem } from './stand-in';

const { api, line } = playedCommandLine();

const last = () => api.asked.at(-1)!;

test('reads an address with its query and prints the answer as it came', async () => {
  api.answers('GET /cases', { body: '{"items":  []}' });
  const words = ['api', 'get', '/api/v1/cases?limit=5', '-f', 'status=open'];
  expect(await line.run(words)).toMatchObject({ code: 0, out: '{"items":  []}\n', err: '' });
  expect(last().url).toBe('/api/v1/cases?limit=5&status=open');
  expect(last().headers.authorization).toBe(`Bearer ${API_KEY}`);
  expect(last().headers['idempotency-key']).toBeUndefined();
});

test('sends fields as a body, with an Idempotency-Key of its own or the one that was named', async () => {
  api.answers(`POST /cases/${CASE}/claim`, { body: receipt() });
  const words = ['api', 'POST', `cases/${CASE}/claim`, '-F', 'revision=2'];
  expect((await line.run(words)).code).toBe(0);
  expect(JSON.parse(last().body)).toEqual({ revision: 2 });
  expect(last().headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
  await line.run([...words, '--idempotency-key', 'k-1']);
  expect(last().headers['idempotency-key']).toBe('k-1');
  api.answers(`POST /cases/${CASE}/notes`, { body: {} });
  await line.run(['api', 'POST', `/cases/${CASE}/notes`, '-f', 'text=2']);
  expect(JSON.parse(last().body)).toEqual({ text: '2' });
});

test('takes the whole body from a file or stdin', async () => {
  api.answers(`PATCH /cases/${CASE}/contact`, { body: receipt() });
  const words = ['api', 'PATCH', `/cases/${CASE}/contact`, '--input', '-'];
  expect((await line.run(words, { stdin: '{"revision":1,"email":null}' })).code).toBe(0);
  expect(JSON.parse(last().body)).toEqual({ revision: 1, email: null });
});

test('sends further headers, of which Idempotency-Key names the request', async () => {
  api.answers(`POST /cases/${CASE}/claim`, { body: receipt() });
  const words = ['api', 'POST', `/cases/${CASE}/claim`, '-F', 'revision=2'];
  const headers = ['-H', 'X-Trace: a: b', '--header', 'idempotency-key: k-2', '-H', 'Accept: x/y'];
  expect((await line.run([...words, ...headers])).code).toBe(0);
  expect(last().headers).toMatchObject({ 'x-trace': 'a: b', accept: 'x/y' });
  expect(last().headers['idempotency-key']).toBe('k-2');
  expect(last().headers.authorization).toBe(`Bearer ${API_KEY}`);
});

test.each([
  ['Authorization: Bearer other', 'The header authorization is set by the program itself.'],
  ['cookie: a=b', '--as'],
  ['Content-Type: text/plain', '--input'],
  ['Host: example.cn', '--api-url'],
  ['Accept-Language: en', '--lang'],
  ['Idempotency-Key: two words', 'Idempotency-Key: 1 to 255 visible'],
  ['no header', 'a header such as Name: value'],
  ['Na me: x', 'a header such as Name: value'],
  ['X: a\r\nHost: b', 'a header such as Name: value'],
])('does not send the header %j', async (header, said) => {
  const ran = await line.run(['api', 'POST', `/cases/${CASE}/claim`, '-H', header]);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain(said);
  expect(api.asked).toEqual([]);
});

test.each([
  ['POST', `/cases/${CASE}/approve`],
  ['POST', `/ops/cases/${CASE}/reset`],
  ['POST', `/ops/cases/${CASE}/proposals/17/approve`],
  ['POST', '/ops/bulk'],
])('does not do what cannot be undone without a word: %s %s', async (method, address) => {
  api.answers(`${method} ${address}`, { body: receipt() });
  const words = ['api', method, address, '-F', 'revision=2'];
  const ran = await line.run(words);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain('--yes');
  expect(api.asked).toEqual([]);
  expect((await line.run(words, { isInteractive: true, stdin: 'n\n' })).code).toBe(1);
  expect(api.asked).toEqual([]);
  expect((await line.run([...words, '--yes'])).code).toBe(0);
});

test.each([
  [['api', 'FETCH', '/cases'], '<method>: one of GET'],
  [['api', 'GET', '/../openapi.json'], '<path>: an address'],
  [['api', 'POST', '/cases', '-F', 'revision=two'], 'its value in JSON'],
  [['api', 'POST', '/cases', '-f', 'revision'], 'name=value'],
  [['api', 'GET', '/cases', '--input', 'a.json'], '--input is the whole body'],
])('%j is refused before a request', async (words, said) => {
  const ran = await line.run(words);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain(said);
  expect(api.asked).toEqual([]);
});

describe('an address that the API does not have', () => {
  beforeEach(() => {
    const paths = {
      '/api/v1/cases/{caseId}': { get: {} },
      '/api/v1/cases/{caseId}/claim': { post: {} },
      '/api/v1/terms/current': { get: {} },
    };
    api.answers('GET /openapi.json', { body: { paths } });
  });

  test('is answered with those that begin alike', async () => {
    const ran = await line.run(['api', 'POST', `/cases/${CASE}/claims`]);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(`The API has no POST /cases/${CASE}/claims. It has:`);
    expect(ran.err).toContain('POST /cases/{caseId}/claim');
    expect(ran.err).not.toContain('terms');
  });

  test('is told from one whose case is not there', async () => {
    api.answers(`GET /cases/${CASE}`, problem(404, 'NOT_FOUND'));
    const ran = await line.run(['api', 'GET', `/cases/${CASE}`]);
    expect(ran.code).toBe(3);
    expect(ran.err).toContain('UNBIND_NOT_FOUND');
  });
});
