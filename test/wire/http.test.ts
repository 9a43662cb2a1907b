/** The core of every client: how requests are written, and answers of older and newer desks read. */
import { type Phrase, named, sentence } from '../../words/phrase';
import { STATUS } from '../../words/domain';
import { FORMS } from '../../wire/forms';
import {
  answerOf,
  formOf,
  headersOf,
  jsonOf,
  problemOf,
  retryAfterS,
  urlOf,
} from '../../wire/http';

const PAGE = { origin: '', locale: 'zh-CN', csrfToken: 'proof' } as const;
const PROGRAM = { origin: 'http://desk', locale: 'en', apiKey: 'unbind_x' } as const;
const answer = (body: unknown, init: ResponseInit = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), init);

describe('a request', () => {
  it('names what is asked for and leaves out what is not', () => {
    const call = { path: '/cases', query: { q: 'a b', cursor: undefined } } as const;
    expect(urlOf(call, PROGRAM)).toBe('http://desk/api/v1/cases?q=a+b');
    expect(urlOf({ path: '/views' }, PAGE)).toBe('/api/v1/views');
  });

  it('of a program carries its key, and of a page the proof with everything that changes something', () => {
    expect(headersOf({ method: 'POST', path: '/x' }, PROGRAM)).toMatchObject({
      authorization: 'Bearer unbind_x',
      'accept-language': 'en',
    });
    expect(headersOf({ method: 'DELETE', path: '/x' }, PAGE)).toMatchObject({
      'x-csrf-token': 'proof',
    });
    expect(headersOf({ method: 'GET', path: '/x' }, PAGE)).not.toHaveProperty('x-csrf-token');
    expect(headersOf({ method: 'GET', path: '/x' }, PAGE)).not.toHaveProperty('authorization');
  });

  it('carries the key of a wish, and says that it is JSON only where it is', () => {
    const content = jsonOf({ revision: 1 });
    const sent = headersOf({ method: 'POST', path: '/x', content, key: 'k1' }, PROGRAM);
    expect(sent).toMatchObject({ 'content-type': 'application/json', 'idempotency-key': 'k1' });
    const file = formOf(new Blob(['x']), 'id.pdf');
    const upload = headersOf({ method: 'POST', path: '/x', content: file }, PROGRAM);
    expect(upload).not.toHaveProperty('content-type');
    expect(upload).not.toHaveProperty('idempotency-key');
    expect(jsonOf(null)).toBeUndefined();
  });
});

describe('an answer', () => {
  const receipt = { caseId: 'UC-7Q4M2K9T1B', status: 'awaiting-review', revision: 2 };

  it('of a newer desk is taken, with names and members that the client does not know', async () => {
    const newer = { ...receipt, status: 'awaiting-weather', forecast: ['rain'] };
    expect(await answerOf(answer(newer), FORMS.receipt)).toEqual(newer);
  });

  it('of somebody else is not taken for one of the desk', async () => {
    expect(await answerOf(answer({ ok: true }), FORMS.receipt)).toBeUndefined();
    expect(await answerOf(answer('<html>'), FORMS.receipt)).toBeUndefined();
    expect(await answerOf(answer('null'), FORMS.receipt)).toBeUndefined();
    expect(await problemOf(answer('<html>', { status: 502 }))).toBeUndefined();
  });

  it('that refuses is read with codes that the client does not know', async () => {
    const newer = {
      title: 'No.',
      code: 'UNBIND_TOO_CLOUDY',
      detail: 'It rains.',
      problems: [{ path: 'sky', code: 'UNBIND_GREY', message: 'Grey.' }],
    };
    expect(await problemOf(answer(newer, { status: 409 }))).toEqual(newer);
  });

  it('that refuses without naming fields has none', async () => {
    const short = { title: 'No.', code: 'UNBIND_UNAVAILABLE' };
    expect((await problemOf(answer(short, { status: 503 })))?.problems).toEqual([]);
  });

  it('says when to ask again, where it names seconds to come', () => {
    const later = (seconds: string) => answer({}, { headers: { 'retry-after': seconds } });
    expect(retryAfterS(later('7'))).toBe(7);
    for (const other of ['', '0', '-1', 'soon']) expect(retryAfterS(later(other))).toBeUndefined();
    expect(retryAfterS(answer({}))).toBeUndefined();
  });
});

test('a page shows a name that it does not know as it came', () => {
  const newer: string = 'awaiting-weather';
  const words: Readonly<Record<string, Phrase>> = STATUS;
  expect(sentence('en', named(words, newer))).toBe('awaiting-weather');
  expect(sentence('en', named(words, 'awaiting-review'))).toBe('Awaiting review');
});
