/** Events of the queue: who hears what, resuming after a break, ends, and who looks at a case. */
import { openedCase, query, statusChange } from '../record/samples';
import { eventually } from '../e2e/eventually';
import { PASSWORD, givePasswords, signedIn } from './browser';
import { type EventReader, readEvents } from './event-reader';
import { type Stage, type StaffName, startStage } from './stage';

let stage: Stage;
const readers: EventReader[] = [];
beforeAll(async () => {
  stage = await startStage({ cases: false });
  await givePasswords(stage, 'agent');
});
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.close();
});
afterAll(() => stage.stop());

async function listening(name: StaffName, headers: Record<string, string> = {}) {
  const reader = await readEvents(stage.url, {
    authorization: `Bearer ${stage.keys[name]}`,
    ...headers,
  });
  readers.push(reader);
  return reader;
}

const opened = async (teamId: string) => (await openedCase(stage.record, { teamId })).caseId;
const casesIn = ({ events }: EventReader) => events.map(({ data }) => data['caseId']);

describe('a listener', () => {
  test('hears of a new case and of a changed one, by id and status only', async () => {
    const reader = await listening('agent');
    expect(reader.status).toBe(200);
    expect(reader.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(reader.headers.get('cache-control')).toBe('no-store');
    const caseId = await opened('team-1');
    await stage.record.cases.change(statusChange(caseId, 2, 'awaiting-consent'));
    const event = await reader.next(({ data }) => data['status'] === 'awaiting-consent');
    expect(event.name).toBe('case-changed');
    expect(Object.keys(event.data).toSorted()).toEqual(['at', 'caseId', 'status']);
    expect(event.data).toMatchObject({ caseId, status: 'awaiting-consent' });
    expect(new Date(String(event.data['at'])).toISOString()).toBe(event.data['at']);
    expect(reader.events.filter(({ data }) => data['status'] === 'awaiting-identity')).toHaveLength(
      1,
    );
  });

  test('hears of a draft that was saved and of a row in the ledger', async () => {
    const reader = await listening('agent');
    const { caseId, data } = await openedCase(stage.record, { teamId: 'team-1' });
    await reader.next((event) => event.data['caseId'] === caseId);
    const before = reader.events.length;
    await stage.record.revisions.add({ caseId, author: 's_agent', expected: 1, data });
    const by = { principalId: 's_agent', role: 'agent' } as const;
    await stage.record.ledger.audit({ caseId, event: 'looked-at', by, facts: {} });
    await eventually('both were told', async () =>
      reader.events.length === before + 2 ? true : undefined,
    );
  });

  test('hears of a notice whose state a provider reports, though its case stays as it is', async () => {
    const reader = await listening('agent');
    const caseId = await opened('team-1');
    const foreign = await opened('team-2');
    for (const id of [foreign, caseId]) {
      const notice = { kind: 'approved', occurrence: 1 } as const;
      const [row] = await stage.record.notices.rowsOf(id, notice, ['sms']);
      await stage.record.notices.rank(row!.noticeId, { state: 'sent' });
      await stage.record.notices.rank(row!.noticeId, { state: 'sent' });
      await stage.record.notices.rank(row!.noticeId, { state: 'delivered' });
    }
    const told = () => reader.events.filter(({ name }) => name === 'notice-changed');
    await eventually('each change was told', async () => (told().length === 3 ? true : undefined));
    expect(told().map(({ data }) => data)).toEqual([{ caseId }, { caseId }, { caseId }]);
  });

  test.each(['operator', 'auditor', 'admin'] as const)('as %s hears every team', async (name) => {
    const reader = await listening(name);
    const caseId = await opened('team-2');
    await reader.next(({ data }) => data['caseId'] === caseId);
  });

  test.each(['agent', 'reviewer'] as const)('as %s hears the own team only', async (name) => {
    const reader = await listening(name);
    const foreign = await opened('team-2');
    const own = await opened('team-1');
    await reader.next(({ data }) => data['caseId'] === own);
    expect(casesIn(reader)).not.toContain(foreign);
  });

  test('without a key or a session hears nothing', async () => {
    expect((await readEvents(stage.url, {})).status).toBe(401);
  });

  test('is one of at most twenty of one person', async () => {
    for (let i = 0; i < 20; i += 1) await listening('auditor');
    expect((await listening('auditor')).status).toBe(429);
    await readers[0]!.close();
    await eventually('there is room again', async () =>
      (await listening('auditor')).status === 200 ? true : undefined,
    );
  });
});

describe('after a break', () => {
  test('a listener gets what was missed, and nothing twice', async () => {
    const first = await listening('agent');
    const seen = await opened('team-1');
    const { id = '' } = await first.next(({ data }) => data['caseId'] === seen);
    await first.close();
    const missed = await opened('team-1');
    const foreign = await opened('team-2');
    const witness = await listening('operator');
    const last = await opened('team-1');
    await witness.next(({ data }) => data['caseId'] === last);
    const second = await listening('agent', { 'last-event-id': id });
    await second.next(({ data }) => data['caseId'] === last);
    expect(casesIn(second)).toEqual([missed, last]);
    expect(casesIn(second)).not.toContain(foreign);
  });

  test.each(['another-process.7', 'nonsense'])(
    'a listener that saw %s last is told to read anew',
    async (id) => {
      const reader = await listening('agent', { 'last-event-id': id });
      expect((await reader.next(() => true)).name).toBe('reset');
    },
  );

  test('of the line to the record everybody is told to read anew, and hears on', async () => {
    const reader = await listening('agent');
    const before = await opened('team-1');
    const { id = '' } = await reader.next(({ data }) => data['caseId'] === before);
    stage.lines.record.cut();
    await opened('team-1');
    stage.lines.record.mend();
    await reader.next(({ name }) => name === 'reset');
    const after = await opened('team-1');
    await reader.next(({ data }) => data['caseId'] === after);
    const resumed = await listening('agent', { 'last-event-id': id });
    expect((await resumed.next(() => true)).name).toBe('reset');
  });
});

describe('the stream of a session', () => {
  const streamOf = async () => {
    await query(stage.databaseUrl, 'delete from sign_in_failures');
    const browser = await signedIn(stage, 'agent');
    const reader = await readEvents(stage.url, { cookie: browser.cookie });
    readers.push(reader);
    return { browser, reader };
  };

  test('ends when the person signs out', async () => {
    const { browser, reader } = await streamOf();
    await browser.caller.call('DELETE', '/session');
    await reader.ended();
  });

  test('ends when the person gets another role', async () => {
    const { reader } = await streamOf();
    const other = await streamOf();
    const [agent] = (await stage.record.staff.list(100)).filter(({ user }) => user === 'agent');
    const { principalId, user, displayName, teamId } = agent!;
    const person = { principalId, user, displayName, teamId };
    await stage.record.staff.upsert({ ...person, role: 'reviewer' });
    await reader.ended();
    await other.reader.ended();
    await stage.record.staff.upsert({ ...person, role: 'agent' });
    expect((await stage.anyone.post('/session', { user, password: PASSWORD })).status).toBe(200);
  });

  test('does not keep the session awake', async () => {
    const { reader } = await streamOf();
    await query(
      stage.databaseUrl,
      `update staff_sessions set used_at = now() - interval '2 hours'`,
    );
    await reader.ended();
  });
});

describe('the stream of a key', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['taken away', () => stage.record.staff.setApiKey('s_reviewer2', null)],
    ['replaced by another', () => stage.record.staff.setApiKey('s_reviewer2', 'unbind_another')],
  ])('ends when the key is %s', async (_what, end) => {
    await stage.record.staff.setApiKey('s_reviewer2', stage.keys.reviewer2);
    const reader = await listening('reviewer2');
    expect(reader.status).toBe(200);
    await end();
    await reader.ended();
  });
});

describe('who looks at a case', () => {
  const at = (name: StaffName, caseId: string) =>
    stage.staff[name].put(`/cases/${caseId}/presence`, undefined);

  test('is told to the others, by name, until they leave', async () => {
    const caseId = await opened('team-1');
    const reader = await listening('reviewer');
    expect((await at('agent', caseId)).body).toMatchObject({ others: [], heartbeatS: 20 });
    await reader.next(({ name }) => name === 'presence');
    const { body } = await at('reviewer', caseId);
    expect(body['others']).toMatchObject([
      { principalId: 's_agent', name: 'The agent', role: 'agent' },
    ]);
    const both = await reader.next(
      ({ data }) => (data['principalIds'] as string[] | undefined)?.length === 2,
    );
    expect(both.data).toEqual({ caseId, principalIds: ['s_agent', 's_reviewer'] });
    await stage.staff.agent.call('DELETE', `/cases/${caseId}/presence`);
    await reader.next(({ data }) => String(data['principalIds']) === 's_reviewer');
    const now = await stage.staff.agent.get(`/cases/${caseId}/presence`);
    expect(now.body['others']).toMatchObject([{ principalId: 's_reviewer' }]);
  });

  test('is no business of another team, and stands in no ledger', async () => {
    const caseId = await opened('team-1');
    const reader = await listening('stranger');
    expect((await at('stranger', caseId)).status).toBe(404);
    const before = await stage.record.ledger.read(caseId);
    await at('agent', caseId);
    const own = await opened('team-2');
    await reader.next(({ data }) => data['caseId'] === own);
    expect(casesIn(reader)).toEqual([own]);
    expect(await stage.record.ledger.read(caseId)).toEqual(before);
  });
});
