/** Who may call what: every route by every role, teams, and how keys are kept. */
import { Client } from 'pg';
import { STAFF_COOKIE } from '../../client/api/people/staff-cookie';
import { createCaller } from './caller';
import { type Stage, type StaffName, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ cases: false });
});
afterAll(() => stage.stop());

const NO_CASE = 'UC-0000000000';
const HASH = '0'.repeat(64);
const SEEN = { revision: 1 };
const OPENING = {
  channel: 'hotline',
  reason: 'business-ended',
  merchant: { merchantNumber: '1', contactName: 'Wang', locale: 'en' },
  terminals: [],
  closeAccount: false,
};
const CONSENT = { termsVersion: '1', termsHash: HASH, itemisationHash: HASH };

/** Roles by the first letter: agent, reviewer, operator, auditor (`u`); admins may call everything. */
type Roles = string;
const EVERYBODY = 'arou';

/** Every route for staff: who may call it, and a body that is of its form. */
const ROUTES: readonly (readonly [string, Roles, object?])[] = [
  ['DELETE /session', EVERYBODY],
  ['PUT /session/password', EVERYBODY],
  ['POST /cases', 'a', OPENING],
  ['GET /cases', EVERYBODY],
  ['GET /views', EVERYBODY],
  ['GET /views/:name', EVERYBODY],
  ['PUT /views/:name', EVERYBODY, { filters: {} }],
  ['DELETE /views/:name', EVERYBODY],
  ['GET /cases/counts', EVERYBODY],
  ['GET /cases/:caseId/presence', EVERYBODY],
  ['PUT /cases/:caseId/presence', EVERYBODY],
  ['DELETE /cases/:caseId/presence', EVERYBODY],
  ['POST /cases/search', EVERYBODY, { phone: '+8613800000000' }],
  ['GET /cases/:caseId', EVERYBODY],
  ['GET /cases/:caseId/timeline', EVERYBODY],
  ['GET /cases/:caseId/itemisation', EVERYBODY],
  ['GET /cases/:caseId/comparison', EVERYBODY],
  ['POST /cases/:caseId/reveal', 'aro', { fields: ['contact'], reason: 'r' }],
  [
    'POST /cases/:caseId/verify-identity',
    'a',
    { method: 'callback', documents: [], evidence: 'The number answered.' },
  ],
  ['POST /cases/:caseId/consent', 'a', { ...CONSENT, method: 'in-person', evidence: 'e' }],
  ['GET /cases/:caseId/consents', EVERYBODY],
  ['GET /cases/:caseId/consent-extension', EVERYBODY],
  [
    'POST /cases/:caseId/extend-consent',
    'a',
    { ...CONSENT, ...SEEN, method: 'in-person', evidence: 'e' },
  ],
  ['PUT /cases/:caseId/application', 'a', {}],
  ['PUT /cases/:caseId/contact', 'a', { ...SEEN, contactName: 'c', locale: 'en' }],
  ['PATCH /cases/:caseId/contact', 'a', { ...SEEN, contactName: 'c' }],
  ['POST /cases/:caseId/submit', 'a', SEEN],
  ['POST /cases/:caseId/withdraw', 'a', {}],
  ['POST /cases/:caseId/claim', 'r', SEEN],
  ['POST /cases/:caseId/release', 'r', {}],
  ['POST /cases/:caseId/approve', 'r', SEEN],
  ['POST /cases/:caseId/reject', 'ar', { ...SEEN, reasonCode: 'identity-not-proven' }],
  ['POST /cases/:caseId/request-information', 'r', { ...SEEN, fields: ['phone'], message: 'm' }],
  ['GET /cases/:caseId/ledger', EVERYBODY],
  ['GET /cases/:caseId/ledger/proof', EVERYBODY],
  ['POST /cases/:caseId/evidence-packs', EVERYBODY],
  ['POST /cases/:caseId/evidence-packs/whole', 'ro', { reason: 'r' }],
  ['GET /cases/:caseId/evidence-packs/:packId', EVERYBODY],
  ['GET /cases/:caseId/notes', EVERYBODY],
  ['POST /cases/:caseId/notes', 'aro', { text: 't' }],
  ['GET /cases/:caseId/attachments', EVERYBODY],
  ['POST /cases/:caseId/attachments', 'aro'],
  ['GET /cases/:caseId/attachments/:attachmentId', EVERYBODY],
  ['GET /cases/:caseId/notices', EVERYBODY],
  ['GET /cases/:caseId/notices/:noticeId/preview', EVERYBODY],
  ['POST /cases/:caseId/notices/:noticeId/resend', 'ao'],
  ['POST /cases/:caseId/notices/:noticeId/resend/dry-run', 'aou'],
  ['POST /cases/:caseId/merchant-link', 'a', { action: 'revoke' }],
  ['GET /reports/:name', 'rou'],
  ['GET /staff', ''],
  ['POST /staff', ''],
  ['PUT /staff/:principalId', ''],
  ['DELETE /staff/:principalId/api-key', ''],
  ['POST /staff/:principalId/disable', ''],
  ['POST /staff/:principalId/enable', ''],
  ['POST /staff/:principalId/reset-password', ''],
  ['GET /ops/attention', 'ou'],
  ['GET /ops/cases/:caseId/diagnosis', 'ou'],
  ['GET /ops/cases/:caseId/history', 'ou'],
  ['POST /ops/cases/:caseId/retry', 'o', { step: 'unbind-terminals', reason: 'r' }],
  [
    'POST /ops/cases/:caseId/resolve',
    'o',
    { step: 'unbind-terminals', outcome: 'effective', evidence: 'e' },
  ],
  [
    'POST /ops/cases/:caseId/correct-reference',
    'o',
    { reference: 'merchant-number', old: '1', new: '2', reason: 'r' },
  ],
  ['POST /ops/cases/:caseId/send-back', 'o', { reason: 'r' }],
  ['POST /ops/cases/:caseId/hold', 'o', { reason: 'r' }],
  ['POST /ops/cases/:caseId/release-hold', 'o', { reason: 'r' }],
  ['POST /ops/cases/:caseId/end', 'o', { reason: 'r' }],
  ['GET /ops/histories', 'ou'],
  ['POST /ops/cases/:caseId/replay', 'ou'],
  ['GET /ops/attention/cases', 'ou'],
  ['POST /ops/bulk/dry-run', 'o', { verb: 'retry', select: { cause: 'parked' } }],
  ['POST /ops/bulk', 'o', { verb: 'retry', select: { cause: 'parked' }, reason: 'r' }],
  ['GET /ops/bulk', 'ou'],
  ['GET /ops/bulk/:runId', 'ou'],
  ['GET /ops/bulk/:runId/cases', 'ou'],
  ['POST /ops/bulk/:runId/stop', 'o'],
  ['POST /ops/reconcile', 'o'],
  ['GET /ops/reconcile', 'ou'],
  ['GET /ops/reconcile/:id', 'ou'],
  ['POST /ops/verify', 'ou'],
  ['POST /ops/verify/rows', 'ou', { rows: [{ caseId: 'UC-7Q4M2K9T1B', position: 1 }] }],
  ['GET /ops/verify', 'ou'],
  ['GET /ops/verify/:id', 'ou'],
  ['GET /ops/deployments', 'ou'],
  ['POST /ops/deployments/:name/current', 'o', { buildId: 'b-1' }],
  ['POST /ops/cases/:caseId/reset', 'o', { point: 1, reason: 'r' }],
  ['GET /ops/rebuild', 'ou'],
  ['POST /ops/cases/:caseId/rebuild/dry-run', 'ou'],
  ['POST /ops/cases/:caseId/rebuild', 'o', { reason: 'r' }],
  ['GET /ops/cases/:caseId/reset-points', 'ou'],
  ['POST /ops/cases/:caseId/dry-run', 'ou', { repair: 'hold' }],
  ['GET /ops/proposals', 'ou'],
  ['GET /ops/cases/:caseId/proposals/:number', 'ou'],
  ['POST /ops/cases/:caseId/proposals/:number/approve', 'o'],
  ['POST /ops/cases/:caseId/proposals/:number/decline', 'o', { reason: 'r' }],
];

/** For staff in a browser; a key has no session. */
const FOR_SESSIONS = ['GET /session', 'POST /session/api-key', 'DELETE /session/api-key'];
/** For all staff; its answer does not end. */
const STREAMS = ['GET /events'];
const FOR_MERCHANTS = [
  'GET /merchant/case',
  'DELETE /merchant/session',
  'GET /merchant/consents',
  'POST /merchant/consent',
  'POST /merchant/extend-consent',
  'POST /merchant/refusal',
  'POST /merchant/corrections',
  'POST /merchant/attachments',
  'POST /merchant/withdraw',
  'POST /merchant/evidence-packs',
  'GET /merchant/evidence-packs/:packId',
];
const FOR_ALL = [
  'GET /desk-proof',
  'GET /session/options',
  'GET /session/oidc',
  'GET /session/oidc/callback',
  'POST /session',
  'GET /terms/current',
  'POST /merchant/session',
  'POST /merchant/codes',
  'POST /merchant/requests',
  'POST /webhooks/twilio/:ref',
  'POST /webhooks/acquirer',
];
const OUTSIDE = ['GET /healthz', 'GET /readyz', 'GET /metrics', 'GET /openapi.json'];

const PAGES = [
  ...['GET /', 'GET /console', 'GET /console/*', 'GET /m', 'GET /m/*'],
  ...['GET /docs', 'GET /docs/*', 'GET /docs/errors'],
];

const LETTERS: Readonly<Record<string, StaffName>> = {
  a: 'agent',
  r: 'reviewer',
  o: 'operator',
  u: 'auditor',
};

function send(name: StaffName, route: string, body?: object) {
  const [method = '', path = ''] = route.split(' ');
  const address = path
    .replace(':principalId', 's_unknown')
    .replace('/reports/:name', '/reports/reasons')
    .replace(':caseId', NO_CASE)
    .replace(':attachmentId', 'a_1')
    .replace(':noticeId', 'n_1')
    .replace(':number', '1')
    .replace(':name', 'mine');
  return stage.staff[name].call(method, address, body ? { body } : {});
}

test('every route is known to this test, so that none is without a rule', () => {
  const staff = ROUTES.map(([route]) => route);
  const known = [...staff, ...FOR_SESSIONS, ...STREAMS, ...FOR_MERCHANTS, ...FOR_ALL].map((route) =>
    route.replace(' ', ' /api/v1'),
  );
  const served = stage.api.routeTable.list().filter((route) => !route.startsWith('HEAD '));
  expect([...served].sort()).toEqual([...known, ...OUTSIDE, ...PAGES].sort());
});

const rows = ROUTES.map(([route, roles, body]) => ({ route, roles, ...(body && { body }) }));

describe.each(rows)('$route', ({ route, roles, body }) => {
  const allowed = [...roles.split('').map((letter) => LETTERS[letter]!), 'admin' as const];
  const refused = Object.values(LETTERS).filter((name) => !allowed.includes(name));

  test.each(allowed)('is open to %s', async (name) => {
    const answer = await send(name, route, body);
    expect([401, 403]).not.toContain(answer.status);
    if (route.includes(':caseId')) {
      // Whether there is a case to rebuild is known to a worker, and none runs here.
      const isAskedThere = route.includes('/rebuild');
      expect(answer.body).toMatchObject(
        isAskedThere
          ? { status: 503, code: 'UNBIND_UNAVAILABLE' }
          : { status: 404, code: 'UNBIND_CASE_NOT_FOUND' },
      );
    }
  });
  if (refused.length > 0) {
    test.each(refused)('is closed to %s', async (name) => {
      const answer = await send(name, route, body);
      expect(answer.body).toMatchObject({ status: 403, code: 'UNBIND_FORBIDDEN' });
    });
  }
  test('is closed to who names no key, or a wrong one, before anything is read', async () => {
    const [method = '', path = ''] = route.split(' ');
    const stranger = createCaller(stage.url, { authorization: `Bearer ${'x'.repeat(32)}` });
    for (const caller of [stage.anyone, stranger]) {
      const answer = await caller.call(method, path);
      expect(answer.body).toMatchObject({ status: 401, code: 'UNBIND_UNAUTHENTICATED' });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });
});

test.each(FOR_MERCHANTS)('%s is closed to staff and to who has no session', async (route) => {
  const [method = '', path = ''] = route.split(' ');
  for (const caller of [stage.staff.admin, stage.anyone]) {
    expect((await caller.call(method, path, {})).status).toBe(401);
  }
});

test.each(OUTSIDE)('%s is open to everybody', async (route) => {
  const answer = await stage.anyone.get(`/${route.replace('GET ', '')}`);
  expect([200, 503]).toContain(answer.status);
});

test('a person who was disabled is not let in any more', async () => {
  const client = new Client({ connectionString: stage.databaseUrl });
  await client.connect();
  try {
    expect((await stage.staff.stranger.get('/cases')).status).toBe(200);
    await client.query(`update staff set disabled = true where principal_id = 's_stranger'`);
    expect((await stage.staff.stranger.get('/cases')).status).toBe(401);
  } finally {
    await client.query(`update staff set disabled = false where principal_id = 's_stranger'`);
    await client.end();
  }
});

test('API keys lie hashed in the record, and stand in no log', async () => {
  const client = new Client({ connectionString: stage.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ whole: string }>(
      'select staff::text as whole from staff',
    );
    const stored = rows.map(({ whole }) => whole).join('\n');
    expect(rows.length).toBe(Object.keys(stage.keys).length);
    for (const key of Object.values(stage.keys)) {
      expect(stored).not.toContain(key);
      expect(stored).not.toContain(Buffer.from(key).toString('hex'));
      expect(stage.logs()).not.toContain(key);
    }
  } finally {
    await client.end();
  }
});

describe('whoever fails to sign in too often', () => {
  let strict: Stage;
  beforeAll(async () => {
    strict = await startStage({
      cases: false,
      settings: { failedSignInsPerMinute: 2, requestsPerMinute: 20 },
    });
  });
  afterAll(() => strict.stop());

  test('has to wait, while who has a key goes on', async () => {
    const statuses = [];
    const guesser = createCaller(strict.url, { authorization: 'Bearer nobodys-key' });
    for (let i = 0; i < 4; i += 1) statuses.push((await guesser.get('/cases')).status);
    expect(statuses).toEqual([401, 401, 429, 429]);
    const limited = await guesser.get('/cases');
    expect(limited.body).toMatchObject({ code: 'UNBIND_TOO_MANY_REQUESTS' });
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await strict.staff.agent.get('/cases')).status).toBe(200);
  });

  test('who shows no key, or a session that has ended, has failed at nothing', async () => {
    const late = createCaller(strict.url, { cookie: `${STAFF_COOKIE}=${'x'.repeat(43)}` });
    for (const caller of [strict.anyone, late]) {
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => caller.get('/session')));
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    }
  });

  test('a caller who asks too often has to wait, and another one does not', async () => {
    const { reviewer, operator } = strict.staff;
    const answers = await Promise.all(Array.from({ length: 25 }, () => reviewer.get('/cases')));
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited).toHaveLength(5);
    expect(limited[0]?.body).toMatchObject({ code: 'UNBIND_TOO_MANY_REQUESTS', problems: [] });
    expect((await operator.get('/cases')).status).toBe(200);
  });
});
