/**
 * docs/operations.md from an empty record to the first case, word for word, on the host and by compose. No
 * engine runs here: `docker compose` does what the compose file says of its services, without containers.
 * Needs a build (`dist/`).
 */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { cookieIn } from '../api/browser';
import { createCaller } from '../api/caller';
import { HOOK_LIMIT_MS, startSystem, type System } from '../e2e/system';
import { root, textOf } from '../house/repository';
import { query } from '../record/samples';
import { walkThrough } from '../support/walk-through';

const PAGE = 'docs/operations.md';
const LIMIT_MS = 120_000;

interface Setup {
  readonly entrypoint: readonly string[];
  readonly working_dir: string;
  readonly volumes: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}
const { setup } = (
  parse(textOf('docker-compose.yml'), { merge: true }) as { services: { setup: Setup } }
).services;

let system: System;
let checkout: string;
beforeAll(async () => {
  system = await startSystem();
  checkout = mkdtempSync(join(tmpdir(), 'unbind-new-desk-'));
  for (const name of [
    'package.json',
    'node_modules',
    'dist',
    'bin',
    'scripts',
    'docker-compose.yml',
  ]) {
    symlinkSync(join(root, name), join(checkout, name));
  }
  for (const kind of ['', '-identity', '-financial']) {
    writeFileSync(join(checkout, `zh${kind}.txt`), '解绑后终端停止收款。');
    writeFileSync(join(checkout, `en${kind}.txt`), 'The terminal stops taking payments.');
  }
  writeFileSync(join(checkout, 'docker'), DOCKER);
  chmodSync(join(checkout, 'docker'), 0o755);
}, HOOK_LIMIT_MS);
afterAll(async () => {
  rmSync(checkout, { recursive: true, force: true });
  await system.stop();
}, HOOK_LIMIT_MS);
beforeEach(async () => {
  await query(
    system.env['DATABASE_URL'] ?? '',
    'truncate staff, staff_sessions, saved_views, sign_in_failures, terms cascade',
  );
});

const [node = '', program = ''] = setup.entrypoint;
const DOCKER = `#!/bin/sh
set -e
[ "$1" = compose ] && shift
case "$1 $2 $3" in
  'run --rm setup')
    shift 3
    exec ${node} '${program.replace('/app', root)}' "$@";;
  'exec -e '*)
    shift
    while [ "$1" = -e ]; do case "$2" in *=*) export "$2";; esac; shift 2; done
    [ "$1" = api ] && shift
    cd '${root}'
    exec "$@";;
esac
echo "not expected: docker compose $*" >&2
exit 64
`;

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a script of the page in a plain shell, in a checkout, with what the compose file hands to `setup`. */
function run(script: string): Promise<Ran> {
  const given = Object.keys(setup.environment).flatMap((name) => {
    const value = system.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const path = [checkout, process.env['PATH'] ?? ''].join(delimiter);
  const env = {
    ...Object.fromEntries(given),
    PATH: path,
    HOME: checkout,
    UNBIND_API_URL: system.apiUrl,
  };
  return new Promise((resolve) => {
    execFile('sh', ['-e', '-c', script], { cwd: checkout, env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : 1, out, err });
    });
  });
}

const valuesOf = (name: string, { out }: Ran): string[] =>
  [...out.matchAll(new RegExp(`^${name}: (\\S+)$`, 'gm'))].map(([, value]) => value ?? '');

async function signIn(user: string, password: string) {
  const anyone = createCaller(system.apiUrl);
  const answer = await anyone.post('/session', { user, password });
  const headers = {
    cookie: `__Host-unbind_staff=${cookieIn(answer) ?? ''}`,
    'x-csrf-token': String(answer.body['csrfToken']),
  };
  return { status: answer.status, caller: createCaller(system.apiUrl, headers) };
}

test('the service of compose sees the files beside the compose file', () => {
  const [here] = setup.volumes;
  expect(here).toBe(`.:${setup.working_dir}:ro`);
  expect(program).toBe('/app/dist/local/setup.js');
});

describe.each([
  ['on the host', 'new desk', 'first case'],
  ['by compose', 'new desk by compose', 'first case by compose'],
])('a new desk %s', (_where, people, firstCase) => {
  test(
    'begins with two admins who sign in to the console, and its agent opens the first case',
    async () => {
      const ran = await run(walkThrough(people, PAGE));
      expect([ran.code, ran.err.match(/Still missing/g)?.length]).toEqual([0, 6]);
      expect(valuesOf('user', ran)).toEqual(['zheng.an', 'zhao.lei', 'lin.xiao', 'zhou.min']);
      const passwords = valuesOf('password', ran);
      const [, , agentKey = ''] = valuesOf('API key', ran);

      const [first = '', second = ''] = passwords;
      const { status, caller } = await signIn('zheng.an', first);
      expect(status).toBe(200);
      expect((await signIn('zhao.lei', second)).status).toBe(200);
      const own = { password: first, newPassword: 'my own from today, zheng an' };
      expect((await caller.put('/session/password', own)).status).toBe(200);
      const again = (await signIn('zheng.an', own.newPassword)).caller;
      expect((await again.get('/staff')).status).toBe(200);

      const script = walkThrough(firstCase, PAGE).replace('unbind_…', agentKey);
      const opened = await run(script);
      expect(opened.code).toBe(0);
      const [caseId = ''] = /UC-[0-9A-Z]{10}/.exec(opened.out) ?? [];
      expect((await again.get(`/cases/${caseId}`)).body).toMatchObject({
        status: 'awaiting-identity',
      });
      await again.post(`/cases/${caseId}/withdraw`, {});
    },
    LIMIT_MS,
  );
});

test(
  'a lost password is replaced by whoever holds the database, by both ways',
  async () => {
    const begun = await run(walkThrough('new desk', PAGE));
    const [old = ''] = valuesOf('password', begun);
    const ran = await run(walkThrough('lost password', PAGE));
    expect(ran.code).toBe(0);
    const [replaced = '', last = ''] = valuesOf('password', ran);
    for (const gone of [old, replaced]) expect((await signIn('zheng.an', gone)).status).toBe(401);
    await query(system.env['DATABASE_URL'] ?? '', 'delete from sign_in_failures');
    expect((await signIn('zheng.an', last)).status).toBe(200);
  },
  LIMIT_MS,
);
