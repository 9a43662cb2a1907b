/** The four clients and a request that is still being carried out under its key: each waits for its answer. */
import type { CliConfig } from '../../client/cli/config';
import { createApiClient } from '../../client/cli/api-client';
import { NOWHERE } from '../../client/cli/io';
import { proofOf } from '../../client/desk-proof';
import { createDeskApi } from '../../local/example-case/desk-api';
import { UNDER_WAY_LIMIT_MS, ask, pause } from '../../wire/ask';
import { FORMS } from '../../wire/forms';
import { lineOf, pathOf } from '../../wire/routes';
import { CASE, receipt } from '../cli/samples';

const BODY = { revision: 1 };
const WHERE = { caseId: CASE };
const DESK = 'http://127.0.0.1:3000';

/** The pages are no part of a program for Node, so they are loaded by name. */
const consolePage = jest.requireActual<{
  post(path: string, form: typeof FORMS.receipt, body: object): Promise<unknown>;
}>('../../client/console/api/http');
const merchantPage = jest.requireActual<{ api: { refuse(body: object): Promise<unknown> } }>(
  '../../client/merchant/api',
);

const config: CliConfig = {
  apiUrl: DESK,
  lang: 'en',
  json: false,
  cacheDir: '',
  who: '',
  apiKey: async () => 'unbind_x',
};

/** What each client does with one wish; the code of the refusal where it ends with one. */
const CLIENTS: Readonly<Record<string, (signal: AbortSignal) => Promise<unknown>>> = {
  'the console': () =>
    consolePage.post(pathOf('claimCase', WHERE), FORMS.receipt, BODY).catch(codeOf),
  "the merchant's page": () => merchantPage.api.refuse(BODY).then(valueOrCode),
  'the command line': (signal) =>
    createApiClient({ config, io: { ...NOWHERE, signal, pause } })
      .post(pathOf('claimCase', WHERE), FORMS.receipt, BODY)
      .catch(codeOf),
  'the example case': (signal) =>
    createDeskApi({ apiUrl: DESK, proofKey: 'k' }, signal)
      .call('unbind_x', FORMS.receipt, {
        line: lineOf('claimCase', WHERE),
        body: BODY,
        idempotencyKey: 'of-the-example',
      })
      .catch(codeOf),
};

function codeOf(error: unknown): unknown {
  const { problem, code, name } = error as {
    problem?: { code: string };
    code?: unknown;
    name: string;
  };
  return name === 'ApiRefusal' ? (problem?.code ?? code) : error;
}

function valueOrCode(answer: unknown): unknown {
  const { ok, value, code } = answer as { ok: boolean; value?: unknown; code?: unknown };
  return ok ? value : code;
}

function underWay(retryAfter?: string): Response {
  const body = { title: 'T', code: 'UNBIND_IN_PROGRESS' };
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return new Response(JSON.stringify(body), { status: 409, headers });
}

interface Sent {
  readonly key: string | undefined;
  readonly atMs: number;
}

/** Answers what is asked, in order, the last one again and again; returns what was sent, and when. */
function deskAnswers(...answers: readonly (() => Response)[]): Sent[] {
  const sent: Sent[] = [];
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (target, init) => {
    const url = new URL(target, DESK);
    const challenge = url.searchParams.get('challenge');
    if (challenge !== null) return Response.json({ proof: proofOf('k', challenge, 3000) });
    init?.signal?.throwIfAborted();
    const key = (init?.headers as Record<string, string>)['idempotency-key'];
    const answer = answers[Math.min(sent.length, answers.length - 1)];
    sent.push({ key, atMs: Date.now() });
    return answer?.() ?? Response.error();
  });
  return sent;
}

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  // As much of a browser as the pages ask for their language and their line.
  const browser = {
    navigator: { onLine: true, languages: ['en'] },
    localStorage: { getItem: () => null },
  };
  for (const [name, value] of Object.entries(browser)) {
    Object.defineProperty(globalThis, name, { value, configurable: true });
  }
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const { signal: forEver } = new AbortController();

describe.each(Object.entries(CLIENTS))('%s', (_, claim) => {
  it('asks again under the same key after the time that the answer names', async () => {
    const sent = deskAnswers(
      () => underWay('3'),
      () => Response.json(receipt()),
    );
    const claimed = claim(forEver);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(await claimed).toMatchObject({ caseId: CASE });
    expect(sent.map(({ atMs }) => atMs)).toEqual([0, 3_000]);
    expect(sent[0]?.key).toMatch(/^[\w-]{8,}$/);
    expect(sent[1]?.key).toBe(sent[0]?.key);
  });

  it('gives up in the end, with the code', async () => {
    const sent = deskAnswers(() => underWay('7'));
    const claimed = claim(forEver);
    await jest.advanceTimersByTimeAsync(UNDER_WAY_LIMIT_MS);
    expect(await claimed).toBe('UNBIND_IN_PROGRESS');
    expect(sent).toHaveLength(1 + Math.floor(UNDER_WAY_LIMIT_MS / 7_000));
  });
});

describe('a request that is being carried out', () => {
  const way = {
    caller: () => ({ origin: DESK, locale: 'en' }) as const,
    limit: () => forEver,
  };
  const call = { method: 'POST', path: '/x', key: 'k1' } as const;
  const read = async (response: Response) => response.text();

  it.each([undefined, '0', 'soon'])(
    'is not asked for at once where the answer names the time %j',
    async (retryAfter) => {
      const sent = deskAnswers(
        () => underWay(retryAfter),
        () => new Response('done'),
      );
      const asked = ask(call, way, read);
      await jest.advanceTimersByTimeAsync(1_000);
      expect(await asked).toEqual({ kind: 'answered', value: 'done' });
      expect(sent.map(({ atMs }) => atMs)).toEqual([0, 1_000]);
    },
  );

  it('is not waited for where the answer names a time beyond the longest wait', async () => {
    const sent = deskAnswers(() => underWay('3600'));
    expect(await ask(call, way, read)).toMatchObject({ kind: 'refused', retryAfterS: 3600 });
    expect(sent).toHaveLength(1);
  });

  it('is not asked for any more once nobody waits for it', async () => {
    const sent = deskAnswers(() => underWay('5'));
    const interrupted = new AbortController();
    const asked = ask(call, { ...way, signal: interrupted.signal }, read);
    const ended = expect(asked).rejects.toThrow('enough');
    await jest.advanceTimersByTimeAsync(1_000);
    interrupted.abort(new Error('enough'));
    await ended;
    expect(sent).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});

test('an answer whose line breaks in the middle is none', async () => {
  const broken = new Error('terminated');
  deskAnswers(() => new Response('half'));
  const outcome = await ask(
    { method: 'GET', path: '/x' },
    { caller: () => ({ origin: DESK, locale: 'en' }), limit: () => forEver },
    () => Promise.reject(broken),
  );
  expect(outcome).toEqual({ kind: 'unanswered', error: broken });
});
