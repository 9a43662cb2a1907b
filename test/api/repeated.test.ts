/** Requests that come again, at once or after an outage: done once, answered alike. */
import { Client } from 'pg';
import type { Answer } from './caller';
import { eventually } from '../e2e/eventually';
import { opened, submitted } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

async function opening(): Promise<object> {
  const merchant = await stage.simulator.freshMerchant();
  const { merchantNumber, contactName, phone } = merchant;
  return {
    channel: 'app',
    reason: 'business-ended',
    merchant: { merchantNumber, contactName, phone, locale: 'zh-CN' },
    terminals: merchant.terminals.map(({ serialNumber }) => ({ serialNumber })),
    closeAccount: true,
  };
}

/** Sends again while the answer says so, as clients do. */
async function persistently(send: () => Promise<Answer>): Promise<Answer> {
  return eventually('there is an answer', async () => {
    const answer = await send();
    if (answer.status !== 503 && answer.body['code'] !== 'UNBIND_IN_PROGRESS') return answer;
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    return undefined;
  });
}

describe('an Idempotency-Key', () => {
  test('gives the first answer again for the same request, and refuses another one', async () => {
    const { agent } = stage.staff;
    const body = await opening();
    const first = await agent.post('/cases', body, 'open-1');
    const again = await agent.post('/cases', body, 'open-1');
    expect(first.status).toBe(201);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const other = await agent.post('/cases', { ...body, closeAccount: false }, 'open-1');
    expect(other.body).toMatchObject({ status: 422, code: 'UNBIND_IDEMPOTENCY_KEY_REUSED' });
  });

  test('belongs to its caller and its address', async () => {
    const { agent, agent2 } = stage.staff;
    const { path } = await opened(stage);
    const note = { text: 'the same words' };
    const one = await agent.post(`${path}/notes`, note, 'shared');
    const two = await agent2.post(`${path}/notes`, note, 'shared');
    expect(two.body['noteId']).not.toBe(one.body['noteId']);
    const three = await agent.post(`${(await opened(stage)).path}/notes`, note, 'shared');
    expect(three.body['noteId']).not.toBe(one.body['noteId']);
  });

  test('whose first request is still at work is answered 409 with a time to wait, then the first answer', async () => {
    const { agent } = stage.staff;
    const { path } = await opened(stage);
    const send = () => agent.post(`${path}/notes`, { text: 'slow' }, 'slow-note');
    const holder = new Client({ connectionString: stage.databaseUrl });
    await holder.connect();
    await holder.query('begin; lock table notes in access exclusive mode');
    const first = send();
    const meanwhile = await eventually('the first has taken the key', async () => {
      const taken = `select 1 from pg_locks where relation = $1::regclass and not granted
        and database = (select oid from pg_database where datname = current_database())`;
      const { rowCount } = await holder.query(taken, ['notes']);
      return rowCount === 0 ? undefined : send();
    });
    expect(meanwhile.body).toMatchObject({ status: 409, code: 'UNBIND_IN_PROGRESS' });
    expect(Number(meanwhile.headers.get('retry-after'))).toBeGreaterThan(0);
    await holder.query('rollback');
    await holder.end();
    const { status, text } = await first;
    expect(status).toBe(201);
    const again = await send();
    expect([again.status, again.text]).toEqual([201, text]);
  });

  test('opens one case however many requests carry it at once', async () => {
    const { agent } = stage.staff;
    const body = await opening();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => persistently(() => agent.post('/cases', body, 'race'))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('decides once however many requests carry it at once', async () => {
    const { reviewer, agent } = stage.staff;
    const { path, revision } = await submitted(stage);
    const send = () => reviewer.post(`${path}/claim`, { revision }, 'claim-race');
    const answers = await Promise.all([persistently(send), persistently(send)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { items } = (await agent.get(`${path}/timeline`)).body as unknown as {
      items: { event: string }[];
    };
    expect(items.filter(({ event }) => /claim/.test(event))).toHaveLength(1);
  });

  test('does nothing twice even where the first answer could not be kept', async () => {
    const { agent } = stage.staff;
    const body = await opening();
    const first = await agent.post('/cases', body, 'lost-open');
    const path = `/cases/${String(first.body['caseId'])}`;
    const proof = { method: 'video', documents: [], evidence: 'The number answered.' };
    const proven = await agent.post(`${path}/verify-identity`, proof, 'lost-proof');
    const client = new Client({ connectionString: stage.databaseUrl });
    await client.connect();
    await client.query('delete from idempotency_keys');
    await client.end();
    expect((await agent.post('/cases', body, 'lost-open')).body).toEqual(first.body);
    const again = await agent.post(`${path}/verify-identity`, proof, 'lost-proof');
    expect([again.status, again.body]).toEqual([200, proven.body]);
    const other = await agent.post(`${path}/verify-identity`, proof);
    expect(other.body).toMatchObject({ status: 409, code: 'UNBIND_NOT_ALLOWED_NOW' });
  });

  test('keeps a refusal, too', async () => {
    const { reviewer, agent } = stage.staff;
    const { path } = await opened(stage);
    const first = await reviewer.post(`${path}/claim`, { revision: 1 }, 'early');
    await agent.post(`${path}/verify-identity`, {
      method: 'video',
      documents: [],
      evidence: 'The number answered.',
    });
    const again = await reviewer.post(`${path}/claim`, { revision: 1 }, 'early');
    expect(first.status).toBe(409);
    expect(again.text).toBe(first.text);
  });

  test('never makes a second request out of a first without one', async () => {
    const { agent } = stage.staff;
    const body = await opening();
    expect((await agent.post('/cases', body)).status).toBe(201);
    expect((await agent.post('/cases', body)).body).toMatchObject({
      code: 'UNBIND_TERMINAL_HAS_OPEN_CASE',
    });
  });
});

function expectOutage(answer: Answer): void {
  expect(answer.body).toMatchObject({ status: 503, code: 'UNBIND_UNAVAILABLE' });
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
}

describe('while Temporal is away', () => {
  test('cases can be read, decisions are answered with 503, and the same request passes after', async () => {
    const { agent, operator } = stage.staff;
    const { path } = await opened(stage);
    const body = await opening();
    stage.lines.temporal.cut();
    try {
      expect((await agent.get(path)).status).toBe(200);
      expectOutage(await agent.post('/cases', body, 'outage-open'));
      expectOutage(await agent.post(`${path}/withdraw`, {}, 'outage-withdraw'));
      const diagnosis = await operator.get(`/ops${path}/diagnosis`);
      expect(diagnosis.body).toMatchObject({ temporalAnswered: false, trying: [] });
      expectOutage(await operator.get(`/ops${path}/history`));
      expect((await stage.anyone.get('//readyz')).body).toEqual({
        status: 'down',
        record: 'ok',
        temporal: 'down',
        faults: ['UNBIND_TEMPORAL_UNAVAILABLE'],
      });
      expect((await stage.anyone.get('//healthz')).status).toBe(200);
    } finally {
      stage.lines.temporal.mend();
    }
    const open = await persistently(() => agent.post('/cases', body, 'outage-open'));
    expect(open.body).toMatchObject({ status: 'awaiting-identity' });
    const withdrawal = await persistently(() =>
      agent.post(`${path}/withdraw`, {}, 'outage-withdraw'),
    );
    expect(withdrawal.body).toMatchObject({ status: 'withdrawn' });
    expect((await stage.anyone.get('//readyz')).status).toBe(200);
    const { nextCursor, items } = (await agent.get('/cases?limit=200')).body as unknown as {
      nextCursor?: string;
      items: { caseId: string }[];
    };
    expect(nextCursor).toBeUndefined();
    expect(items.filter(({ caseId }) => caseId === open.body['caseId'])).toHaveLength(1);
  });
});

describe('while the record is away', () => {
  test('everything is answered with 503, and the same request passes after', async () => {
    const { agent } = stage.staff;
    const { path } = await opened(stage);
    stage.lines.record.cut();
    try {
      expectOutage(await agent.get(path));
      expectOutage(await agent.get('/cases'));
      expectOutage(await agent.post(`${path}/notes`, { text: 't' }, 'outage-note'));
      expect((await stage.anyone.get('//readyz')).body).toMatchObject({
        record: 'down',
        faults: ['UNBIND_RECORD_UNAVAILABLE'],
      });
      expect((await stage.anyone.get('//healthz')).status).toBe(200);
      expect((await stage.anyone.get('//metrics')).status).toBe(200);
    } finally {
      stage.lines.record.mend();
    }
    const note = await persistently(() =>
      agent.post(`${path}/notes`, { text: 't' }, 'outage-note'),
    );
    expect(note.status).toBe(201);
    expect((await agent.get(`${path}/notes`)).body).toMatchObject({ items: [{ text: 't' }] });
  });
});

describe('while the record is read-only', () => {
  /** For sessions that begin from now on; those that there are break. */
  async function readOnly(value: 'on' | 'off'): Promise<void> {
    const client = new Client({ connectionString: stage.databaseUrl });
    await client.connect();
    const name = new URL(stage.databaseUrl).pathname.slice(1);
    await client.query('set default_transaction_read_only = off');
    await client.query(`alter database ${name} set default_transaction_read_only = ${value}`);
    await client.end();
    stage.lines.record.cut();
    stage.lines.record.mend();
  }

  test('it is read, what is to be kept is answered with 503, and readiness names why', async () => {
    const { agent } = stage.staff;
    const { path } = await opened(stage);
    const send = () => agent.post(`${path}/notes`, { text: 'kept once' }, 'failover-note');
    await readOnly('on');
    try {
      const refused = await eventually('the API has met it', async () => {
        const answer = await send();
        return answer.body['code'] === 'UNBIND_RECORD_READ_ONLY' ? answer : undefined;
      });
      expect(refused.status).toBe(503);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await agent.get(path)).status).toBe(200);
      const ready = await stage.anyone.get('//readyz');
      expect([ready.status, ready.body]).toEqual([
        503,
        { status: 'down', record: 'down', temporal: 'ok', faults: ['UNBIND_RECORD_READ_ONLY'] },
      ]);
    } finally {
      await readOnly('off');
    }
    expect((await persistently(send)).status).toBe(201);
    await eventually(
      'it is ready',
      async () => (await stage.anyone.get('//readyz')).status === 200 || undefined,
    );
    expect((await agent.get(`${path}/notes`)).body).toMatchObject({
      items: [{ text: 'kept once' }],
    });
  });
});

describe('while the disk of the record is full', () => {
  test('what is to be kept is answered with 503 and what to do, and the same request passes after', async () => {
    const { agent } = stage.staff;
    const { path } = await opened(stage);
    const send = () => agent.post(`${path}/notes`, { text: 'kept once' }, 'full-note');
    const client = new Client({ connectionString: stage.databaseUrl });
    await client.connect();
    try {
      await client.query(`create function disk_is_full() returns trigger language plpgsql as $$
        begin raise exception 'no space left on device' using errcode = '53100'; end $$`);
      await client.query(
        'create trigger full_disk before insert on notes execute function disk_is_full()',
      );
      const refused = await send();
      expect(refused.body).toMatchObject({ status: 503, code: 'UNBIND_DISK_FULL' });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.body['title']).toMatch(/disk/);
      expect((await agent.get(path)).status).toBe(200);
      await client.query('drop trigger full_disk on notes');
    } finally {
      await client.end();
    }
    expect((await persistently(send)).status).toBe(201);
    expect((await agent.get(`${path}/notes`)).body).toMatchObject({
      items: [{ text: 'kept once' }],
    });
  });
});

describe('while the acquirer is away', () => {
  test('only what has to be read there is answered with 503, under its own code', async () => {
    const { agent, operator } = stage.staff;
    const { path } = await opened(stage);
    stage.lines.acquirer.cut();
    try {
      const items = await agent.get(`${path}/itemisation`);
      expect(items.body).toMatchObject({ status: 503, code: 'UNBIND_ACQUIRER_UNAVAILABLE' });
      expect(Number(items.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await agent.get(path)).status).toBe(200);
      expect((await operator.get(`/ops${path}/diagnosis`)).status).toBe(200);
    } finally {
      stage.lines.acquirer.mend();
    }
    expect((await agent.get(`${path}/itemisation`)).status).toBe(200);
  });
});
