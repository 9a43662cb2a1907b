/** What happens when the API says no, is away, or the command line is wrong: words and exit codes. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STAFF_NAMES } from '../../client/cli/example-staff';
import { EXIT_CODES } from '../../client/cli/exit-codes';
import { API_KEY, playedCommandLine } from './command-line';
import { CASE, OPENING, caseAnswer, proposal, receipt } from './samples';
import { problem, startStandIn } from './stand-in';

const { api, line } = playedCommandLine();

const CLAIM = ['claim', CASE, '--revision', '2'];
const CLAIM_ROUTE = `POST /cases/${CASE}/claim`;

test.each(['document-seen', 'callback', 'video', 'bank-check'])(
  'an empty proof of identity by %s is refused before anything is sent',
  async (method) => {
    const ran = await line.run(['verify-identity', CASE, '--method', method]);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('carries nothing that its method needs');
    expect(api.asked).toEqual([]);
  },
);

describe('what is not UTF-8', () => {
  const GBK = Buffer.from([0xcd, 0xf5, 0xd0, 0xa1, 0xc3, 0xf7]);

  test('in a file is named, and nothing is sent', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unbind-cli-gbk-'));
    const file = join(folder, 'case.json');
    writeFileSync(file, Buffer.concat([Buffer.from('{"contactName":"'), GBK, Buffer.from('"}')]));
    const ran = await line.run(['open', '--file', file]);
    rmSync(folder, { recursive: true });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(`${file} is not UTF-8. Nothing was sent.`);
    expect(api.asked).toEqual([]);
  });

  test('on the command line is refused, and nothing is sent', async () => {
    const ran = await line.run(['note', CASE, '--text', GBK.toString('utf8')]);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('The command line is not UTF-8.');
    expect(api.asked).toEqual([]);
  });
});

describe('the exit code', () => {
  test.each([
    [400, 'BAD_REQUEST', 1],
    [409, 'FOUR_EYES', 1],
    [413, 'ATTACHMENT_TOO_LARGE', 1],
    [422, 'APPLICATION_INVALID', 1],
    [401, 'UNAUTHENTICATED', 4],
    [403, 'FORBIDDEN', 4],
    [404, 'CASE_NOT_FOUND', 3],
    [429, 'RESEND_BUDGET', 5],
    [503, 'UNAVAILABLE', 5],
    [500, 'INTERNAL', 6],
    [501, 'PAGES_NOT_BUILT', 6],
  ])('of %d %s is %d', async (status, code, exit) => {
    api.answers(CLAIM_ROUTE, problem(status, code));
    const ran = await line.run(CLAIM);
    expect(ran).toMatchObject({ code: exit, out: '' });
    expect(ran.err).toContain(`UNBIND_${code}`);
  });

  test.each([[['claim']], [['no-such-command']], [['list', '--no-such-option']], [[]]])(
    'of the command line %j is 2',
    async (words) => {
      expect((await line.run(words)).code).toBe(2);
    },
  );

  test('of --version is 0, and the version stands alone', async () => {
    expect(await line.run(['--version'])).toMatchObject({ code: 0, out: '1.2.3\n', err: '' });
  });

  test('of help is 0, and the help names every exit code', async () => {
    const ran = await line.run(['--help']);
    expect(ran.code).toBe(0);
    for (const { code, meaning } of Object.values(EXIT_CODES)) {
      expect(ran.out).toMatch(new RegExp(`^ +${code} +${meaning.slice(0, 10)}`, 'm'));
    }
  });

  test('of an answer that is not of the API is 6', async () => {
    api.answers(CLAIM_ROUTE, { body: '<html>hello</html>' });
    const ran = await line.run(CLAIM);
    expect(ran.code).toBe(6);
    expect(ran.err).toContain('not of the documented form');
  });

  test('of a redirection elsewhere is 6, and the key does not travel on', async () => {
    const elsewhere = await startStandIn();
    const headers = { location: `${elsewhere.url}/api/v1/cases/${CASE}` };
    api.answers(`GET /cases/${CASE}`, { status: 302, headers });
    expect((await line.run(['show', CASE])).code).toBe(6);
    expect(elsewhere.asked).toEqual([]);
    await elsewhere.stop();
  });
});

describe('a refusal', () => {
  test('tells what, each problem with its path, and what to do next', async () => {
    const problems = [
      { path: 'merchantName', code: 'UNBIND_MERCHANT_NAME_MISMATCH', message: 'Differs.' },
      { path: 'terminals[1].serialNumber', code: 'UNBIND_TERMINAL_NOT_FOUND', message: 'Unknown.' },
    ];
    api.answers(`POST /cases/${CASE}/submit`, problem(422, 'APPLICATION_INVALID', { problems }));
    const { err } = await line.run(['submit', CASE, '--revision', '3']);
    expect(err).toContain('The application has errors.');
    expect(err).toContain('UNBIND_APPLICATION_INVALID  HTTP 422  req_1');
    expect(err).toMatch(/merchantName +UNBIND_MERCHANT_NAME_MISMATCH +Differs\./);
    expect(err).toMatch(/terminals\[1\]\.serialNumber +UNBIND_TERMINAL_NOT_FOUND +Unknown\./);
    expect(err).toContain('Next: Correct the fields');
    expect(err).toContain(`unbind application ${CASE} --file …`);
  });

  test('of a stale revision says to look again', async () => {
    api.answers(CLAIM_ROUTE, problem(409, 'STALE_REVISION'));
    expect((await line.run(CLAIM)).err).toContain(`unbind show ${CASE}`);
  });

  test('is told in Chinese where that is the language', async () => {
    api.answers(CLAIM_ROUTE, problem(409, 'CLAIM_REQUIRED'));
    const { err } = await line.run([...CLAIM, '--lang', 'zh-CN']);
    expect(err).toMatch(/[\u4e00-\u9fff]/);
    expect(err).toContain('下一步: ');
  });

  test('names the other case of a terminal', async () => {
    const otherCaseId = 'UC-0000000009';
    api.answers('POST /cases', problem(409, 'TERMINAL_HAS_OPEN_CASE', { otherCaseId }));
    const stdin = JSON.stringify(OPENING);
    const { err } = await line.run(['open', '--file', '-'], { stdin });
    expect(err).toContain('unbind show UC-0000000009');
  });

  test('of a code that is not known here is told in the words of the API', async () => {
    api.answers(CLAIM_ROUTE, problem(409, 'FROM_THE_FUTURE'));
    const { err } = await line.run(CLAIM);
    expect(err).toContain('Title of FROM_THE_FUTURE.');
    expect(err).toContain('Detail of FROM_THE_FUTURE.');
  });

  describe('by role', () => {
    const inFolder = { UNBIND_API_KEY: '' };
    const APPROVE = ['approve', CASE, '--revision', '2', '--yes'];
    const PROPOSAL = ['ops', 'approve', CASE, '17', '--yes'];
    beforeEach(() => {
      mkdirSync(join(line.folder, '.data'), { recursive: true });
      const people = Object.fromEntries(
        STAFF_NAMES.map((name) => [name, { apiKey: `key-${name}` }]),
      );
      writeFileSync(join(line.folder, '.data', 'demo-credentials.json'), JSON.stringify(people));
      api.answers(`GET /ops/cases/${CASE}/proposals/17`, { body: { proposal: proposal() } });
    });
    const suggested = (err: string) => [...err.matchAll(/--as (\w+)/g)].map(([, name]) => name);

    test.each<
      [as: string, code: string, members: Record<string, unknown>, others: readonly string[]]
    >([
      [
        'agent',
        'FORBIDDEN',
        { allowedRoles: ['reviewer', 'admin'] },
        ['reviewer', 'reviewer2', 'admin'],
      ],
      ['agent', 'ROLE_NOT_ALLOWED', {}, ['reviewer', 'reviewer2', 'admin']],
      ['reviewer', 'FOUR_EYES', {}, ['reviewer2', 'admin']],
      ['reviewer', 'UNAUTHENTICATED', {}, []],
    ])(
      'of %s with %s names those who may, and never the refused',
      async (as, code, members, others) => {
        const status = code === 'UNAUTHENTICATED' ? 401 : 403;
        api.answers(`POST /cases/${CASE}/approve`, problem(status, code, members));
        const { err } = await line.run([...APPROVE, '--as', as], { env: inFolder });
        expect(suggested(err)).toEqual(others);
        if (others.length > 0) expect(err).toContain('Who may: reviewer, admin');
      },
    );

    test('of a second operator on the own proposal names the other one', async () => {
      api.answers(`POST /ops/cases/${CASE}/proposals/17/approve`, problem(409, 'FOUR_EYES'));
      const { err } = await line.run(PROPOSAL, { env: { ...inFolder, UNBIND_AS: 'operator' } });
      expect(err).toContain('Who may: operator, admin');
      expect(suggested(err)).toEqual(['operator2', 'admin']);
    });

    test('of a key, whose person is not known here, says who may and names no example staff', async () => {
      api.answers(`POST /cases/${CASE}/approve`, problem(409, 'FOUR_EYES'));
      const { err } = await line.run(APPROVE);
      expect(err).toContain('Who may: reviewer, admin');
      expect(suggested(err)).toEqual([]);
    });
  });

  test('is JSON on stderr with --json', async () => {
    api.answers(CLAIM_ROUTE, problem(409, 'FOUR_EYES'));
    const ran = await line.run([...CLAIM, '--json']);
    expect(ran.out).toBe('');
    expect(JSON.parse(ran.err)).toMatchObject({ code: 'UNBIND_FOUR_EYES', status: 409 });
  });
});

describe('a request without an answer', () => {
  const keys = () => api.asked.map(({ headers }) => headers['idempotency-key']);

  test('is sent again under the same key until there is one', async () => {
    api.answers(CLAIM_ROUTE, { cut: true }, problem(502, 'X'), {
      body: receipt('awaiting-review'),
    });
    const ran = await line.run(CLAIM);
    expect(ran.code).toBe(0);
    expect(api.asked).toHaveLength(3);
    expect(new Set(keys()).size).toBe(1);
  });

  test('waits as long as the API asks for', async () => {
    const busy = { ...problem(429, 'TOO_MANY_REQUESTS'), headers: { 'retry-after': '7' } };
    api.answers(CLAIM_ROUTE, busy, { body: receipt('awaiting-review') });
    const ran = await line.run(CLAIM);
    expect(ran).toMatchObject({ code: 0, pauses: [7_000] });
  });

  test('waits for the first of two requests under one key', async () => {
    const first = { ...problem(409, 'IN_PROGRESS'), headers: { 'retry-after': '1' } };
    api.answers(CLAIM_ROUTE, first, { body: receipt('awaiting-review') });
    expect(await line.run(CLAIM)).toMatchObject({ code: 0, pauses: [1_000] });
    expect(new Set(keys()).size).toBe(1);
  });

  test('is given up after five tries, with the key to send it again under', async () => {
    api.answers(CLAIM_ROUTE, { cut: true });
    const ran = await line.run(CLAIM);
    expect(ran.code).toBe(5);
    expect(api.asked).toHaveLength(5);
    expect(ran.err).toContain(`--idempotency-key ${String(keys()[0])}`);
  });

  test('can be sent again under the key of before', async () => {
    api.answers(CLAIM_ROUTE, { body: receipt('awaiting-review') });
    await line.run([...CLAIM, '--idempotency-key', 'of-before']);
    expect(keys()).toEqual(['of-before']);
  });

  test('is not sent again where that could save a draft twice', async () => {
    api.answers(`PUT /cases/${CASE}/application`, { cut: true });
    expect((await line.run(['application', CASE, '--phone', '13800138000'])).code).toBe(5);
    expect(api.asked).toHaveLength(1);
  });

  test('is not repeated after a refusal', async () => {
    api.answers(CLAIM_ROUTE, problem(409, 'FOUR_EYES'));
    await line.run(CLAIM);
    expect(api.asked).toHaveLength(1);
  });

  test('because nobody listens ends with 5 and says where it looked', async () => {
    const gone = await startStandIn();
    await gone.stop();
    const ran = await line.run(['show', CASE, '--api-url', gone.url]);
    expect(ran.code).toBe(5);
    expect(ran.err).toContain(`${gone.url} does not answer (ECONNREFUSED)`);
    expect(ran.err).toContain('npm start');
  });
});

describe('signing in', () => {
  const writeCredentials = (text?: string): void => {
    mkdirSync(join(line.folder, '.data'), { recursive: true });
    const entry = (name: string) => ({ user: name, password: 'pw-secret', apiKey: `key-${name}` });
    const content = JSON.stringify({ agent: entry('agent'), reviewer: entry('reviewer') });
    writeFileSync(join(line.folder, '.data', 'demo-credentials.json'), text ?? content);
  };
  const authorization = () => api.asked.at(-1)?.headers.authorization;
  beforeEach(() => api.answers(`GET /cases/${CASE}`, { body: caseAnswer() }));

  test('takes the example staff that --as names before the key of the environment', async () => {
    writeCredentials();
    await line.run(['show', CASE, '--as', 'reviewer']);
    expect(authorization()).toBe('Bearer key-reviewer');
  });

  test('takes UNBIND_AS where there is no key', async () => {
    writeCredentials();
    await line.run(['show', CASE], { env: { UNBIND_API_KEY: '', UNBIND_AS: 'agent' } });
    expect(authorization()).toBe('Bearer key-agent');
  });

  test.each([
    ['no key at all', { UNBIND_API_KEY: '' }, [], 4, 'Set UNBIND_API_KEY'],
    ['no example staff', {}, ['--as', 'agent'], 4, 'npm start'],
    [
      'a key of two lines',
      { UNBIND_API_KEY: 'a\nb' },
      [],
      2,
      'UNBIND_API_KEY is a key, in one line',
    ],
    ['a wrong address', { UNBIND_API_URL: 'ftp://x' }, [], 2, 'UNBIND_API_URL'],
  ])('with %s ends with a word on what to set', async (_what, env, flags, code, word) => {
    const ran = await line.run(['show', CASE, ...flags], { env });
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(word);
    expect(api.asked).toEqual([]);
  });

  test('names the staff there is where UNBIND_AS names another', async () => {
    writeCredentials();
    const ran = await line.run(['show', CASE], { env: { UNBIND_API_KEY: '', UNBIND_AS: 'boss' } });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('agent, reviewer');
  });

  test('says which file is torn', async () => {
    writeCredentials('{');
    const ran = await line.run(['show', CASE, '--as', 'agent']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('demo-credentials.json');
  });

  describe('at an address that nobody has named', () => {
    const unnamed = { UNBIND_API_URL: '' };
    const writeRunning = (content: object): void => {
      mkdirSync(join(line.folder, '.data'), { recursive: true });
      writeFileSync(join(line.folder, '.data', 'running.json'), JSON.stringify(content));
    };
    const keysShown = () => api.asked.filter(({ headers }) => headers.authorization !== undefined);

    test('shows the key to the desk of this folder, on whichever port it has proven itself', async () => {
      writeRunning({ apiUrl: api.url, proofKey: 'k' });
      api.provesBy('k');
      expect((await line.run(['show', CASE], { env: unnamed })).code).toBe(0);
      expect(authorization()).toBe(`Bearer ${API_KEY}`);
    });

    test.each<[string, () => void]>([
      ['proves nothing', () => undefined],
      ['has another key', () => api.provesBy('of another desk')],
      ['hands on the proof of a desk on another port', () => api.provesBy('k', 1)],
    ])('shows no key to what %s', async (_what, prepare) => {
      writeRunning({ apiUrl: api.url, proofKey: 'k' });
      writeCredentials();
      prepare();
      for (const flags of [[], ['--as', 'agent']]) {
        const ran = await line.run(['show', CASE, ...flags], { env: unnamed });
        expect(ran.code).toBe(5);
        expect(ran.err).toContain('is not the desk of this folder: no key was sent');
      }
      expect(keysShown()).toEqual([]);
    });

    test('shows no key where no desk runs, and says how to name one', async () => {
      const ran = await line.run(['show', CASE], { env: unnamed });
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('no key was sent');
      expect(ran.err).toContain('export UNBIND_API_URL=http://127.0.0.1:3000');
    });

    test('shows a key of the folder to no stranger on this machine, though the address was named', async () => {
      writeRunning({ apiUrl: 'http://127.0.0.1:1', proofKey: 'k' });
      writeCredentials();
      expect((await line.run(['show', CASE, '--as', 'agent'])).code).toBe(5);
      expect(keysShown()).toEqual([]);
      expect((await line.run(['show', CASE])).code).toBe(0);
    });
  });

  test('needs no key for the terms', async () => {
    api.answers('GET /terms/current', {
      body: { version: '1', locale: 'en', text: 'T', hash: 'h', inForceFrom: '', separate: [] },
    });
    expect((await line.run(['terms'], { env: { UNBIND_API_KEY: '' } })).code).toBe(0);
    expect(authorization()).toBeUndefined();
  });

  test('never shows or keeps a key', async () => {
    writeCredentials();
    api.answers(CLAIM_ROUTE, problem(401, 'UNAUTHENTICATED'));
    const runs = [
      await line.run(['show', CASE]),
      await line.run(CLAIM),
      await line.run(['show', CASE, '--as', 'agent', '--json']),
      await line.run(['show', CASE, '--as', 'boss']),
      await line.run(['--help']),
    ];
    const kept = readdirSync(join(line.folder, 'cache')).map((file) =>
      readFileSync(join(line.folder, 'cache', file), 'utf8'),
    );
    const everything = [...runs.flatMap(({ out, err }) => [out, err]), ...kept].join('\n');
    for (const secret of [API_KEY, 'key-agent', 'key-reviewer', 'pw-secret']) {
      expect(everything).not.toContain(secret);
    }
  });
});

describe('what was seen', () => {
  test('is forgotten where the file is torn, and the case read instead', async () => {
    mkdirSync(join(line.folder, 'cache'));
    writeFileSync(join(line.folder, 'cache', 'cli-seen.json'), '{');
    api.answers(`GET /cases/${CASE}`, { body: caseAnswer() });
    api.answers(CLAIM_ROUTE, { body: receipt('awaiting-review', 2) });
    expect((await line.run(['claim', CASE])).code).toBe(0);
    expect(api.asked).toHaveLength(2);
  });

  test('need not be kept for a decision to work', async () => {
    writeFileSync(join(line.folder, 'cache'), 'in the way');
    api.answers(`GET /cases/${CASE}`, { body: caseAnswer() });
    expect((await line.run(['show', CASE])).code).toBe(0);
  });
});

describe('the program', () => {
  test('says how to build it where it is not built', () => {
    const folder = mkdtempSync(join(tmpdir(), 'unbind-bin-'));
    cpSync(join(__dirname, '..', '..', 'bin'), join(folder, 'bin'), { recursive: true });
    const ran = spawnSync(process.execPath, [join(folder, 'bin', 'unbind.js'), 'list'], {
      encoding: 'utf8',
    });
    expect(ran.status).toBe(EXIT_CODES.fault.code);
    expect(ran.stderr).toContain('npm run build');
    rmSync(folder, { recursive: true });
  });
});
