/** What is kept in a case: drafts, masked data, notes, files, notices. */
import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { eventually } from '../e2e/eventually';
import { peopleOf, consented, opened, submitted } from './people';
import { untilEnd } from '../e2e/play';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

interface Draft {
  readonly revision: number;
  readonly problems: readonly { path: string; code: string; message: string }[];
  readonly warnings: readonly { path: string; code: string }[];
  readonly stepUp: readonly string[];
  readonly checkedAgainstAcquirer: boolean;
  readonly differences: readonly { path: string; entered: string; acquirer: string }[];
}

describe('a draft', () => {
  test('is kept whatever is wrong with it, and answered with all that is', async () => {
    const { agent } = stage.staff;
    const { path, application, merchant } = await consented(stage);
    const wrong = {
      ...application,
      merchantName: `${merchant.merchantName}!`,
      document: { kind: 'resident-id', number: '11010519491231002Y' },
      phone: '+8613',
      email: 'a@b@c',
      terminals: [{ serialNumber: 'NOBODY01' }],
      deposits: [],
      payee: { kind: 'bank-account', accountName: '别人', accountNumber: '1', bankCode: '' },
    };
    const answer = await agent.put(`${path}/application`, wrong);
    const draft = answer.body as unknown as Draft;
    const found = draft.problems.map((problem) => `${problem.path} ${problem.code}`);
    expect(answer.status).toBe(200);
    expect(found).toEqual(
      expect.arrayContaining([
        'merchantName UNBIND_MERCHANT_NAME_MISMATCH',
        'document.number UNBIND_DOCUMENT_NUMBER_INVALID',
        'phone UNBIND_PHONE_INVALID',
        'email UNBIND_EMAIL_INVALID',
        'terminals[0].serialNumber UNBIND_TERMINAL_NOT_FOUND',
        'payee.accountName UNBIND_PAYEE_NAME_MISMATCH',
        'payee.bankCode UNBIND_FIELD_REQUIRED',
      ]),
    );
    expect(new Set(found).size).toBe(found.length);

    const submission = await agent.post(`${path}/submit`, { revision: draft.revision });
    expect(submission.body).toMatchObject({ status: 422, code: 'UNBIND_APPLICATION_INVALID' });
    const refused = submission.body as unknown as Draft;
    expect(refused.problems.map((problem) => `${problem.path} ${problem.code}`).sort()).toEqual(
      found.sort(),
    );
    const kept = (
      await agent.post(`${path}/reveal`, {
        fields: ['application'],
        reason: 'to correct it',
      })
    ).body;
    expect(kept).toMatchObject({ application: { phone: '+8613', email: 'a@b@c' } });

    const right = await agent.put(`${path}/application`, application);
    expect(right.body).toMatchObject({
      revision: draft.revision + 1,
      problems: [],
      differences: [],
      checkedAgainstAcquirer: true,
    });
  });

  test('shows what was entered beside what the acquirer holds', async () => {
    const { path, application, merchant } = await consented(stage);
    const [deposit] = merchant.deposits;
    const answer = await stage.staff.agent.put(`${path}/application`, {
      ...application,
      deposits: [{ ...deposit, paymentIntent: undefined, amountMinor: 30_000 }],
    });
    const { problems, differences } = answer.body as unknown as Draft;
    expect(problems.map(({ code }) => code)).toContain('UNBIND_DEPOSIT_MISMATCH');
    const shown = differences.map((one) => `${one.entered} / ${one.acquirer}`).join();
    expect(shown).toMatch(/300/);
    expect(shown).toMatch(/200/);
  });

  test('may be empty, and says what is missing; the case shows it as well', async () => {
    const { agent } = stage.staff;
    const { path } = await consented(stage);
    const { problems } = (await agent.put(`${path}/application`, {})).body as unknown as Draft;
    expect(problems.map(({ path: field }) => field)).toEqual(
      expect.arrayContaining(['merchantName', 'document.number', 'phone']),
    );
    expect((await agent.get(path)).body).toMatchObject({ findings: { problems } });
  });

  test('is read back with its findings from the first draft on', async () => {
    const { agent } = stage.staff;
    const begun = await opened(stage);
    const saved = await agent.put(`${begun.path}/application`, {});
    const { problems } = saved.body as unknown as Draft;
    expect(problems.length).toBeGreaterThan(3);
    const read = (await agent.get(begun.path)).body;
    expect(read).toMatchObject({ status: 'awaiting-identity', findings: { problems } });
    const proof = { method: 'document-seen', documents: [{ kind: 'resident-id' }] };
    expect((await agent.post(`${begun.path}/verify-identity`, proof)).status).toBe(200);
    const later = (await agent.get(begun.path)).body;
    expect(later).toMatchObject({ status: 'awaiting-consent', findings: { problems } });
  });

  test('is checked by form alone while the acquirer is out of reach, and says so', async () => {
    const { agent } = stage.staff;
    const { path, application } = await consented(stage);
    stage.lines.acquirer.cut();
    try {
      const answer = await agent.put(`${path}/application`, { ...application, phone: '12' });
      expect(answer.body).toMatchObject({
        checkedAgainstAcquirer: false,
        problems: [{ path: 'phone' }],
      });
      expect((await agent.get(path)).status).toBe(200);
    } finally {
      stage.lines.acquirer.mend();
    }
    const again = await agent.put(`${path}/application`, application);
    expect(again.body).toMatchObject({ checkedAgainstAcquirer: true, problems: [] });
  });

  test('is not taken while a reviewer reads the application', async () => {
    const { path, application } = await submitted(stage);
    const answer = await stage.staff.agent.put(`${path}/application`, application);
    expect(answer.body).toMatchObject({ status: 409, code: 'UNBIND_NOT_ALLOWED_NOW' });
  });
});

describe('personal data', () => {
  test('is masked wherever a case is read', async () => {
    const { agent, operator, auditor } = stage.staff;
    const { path, merchant } = await submitted(stage);
    const secrets = [
      merchant.merchantName,
      merchant.contactName,
      merchant.document.number,
      merchant.phone,
      merchant.phone.replace('+86', ''),
      merchant.email,
      merchant.terminals[0]?.serialNumber ?? '',
    ];
    const shown = [
      await agent.get(path),
      await agent.get(`${path}/timeline`),
      await agent.get(`${path}/notices`),
      await agent.get('/cases?limit=200'),
      await agent.post('/cases/search', { phone: merchant.phone }),
      await operator.get(`/ops${path}/diagnosis`),
      await auditor.get(`/ops${path}/history`),
      await operator.get('/ops/attention'),
    ];
    for (const { text, status } of shown) {
      expect(status).toBe(200);
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
    const { data } = (await agent.get(path)).body as unknown as {
      data: { contact: { phone: string; email: string } };
    };
    expect(data.contact.phone).toBe(`+86****${merchant.phone.slice(-4)}`);
    for (const secret of secrets) expect(stage.logs()).not.toContain(secret);
  });

  test('is shown in full only by a call that stands in the ledger', async () => {
    const { reviewer, stranger, auditor } = stage.staff;
    const { path, merchant } = await submitted(stage);
    const reason = 'the merchant asks which number we have';
    const { text } = await reviewer.post(`${path}/reveal`, { fields: ['contact'], reason });
    expect(JSON.parse(text)).toEqual({
      contact: expect.objectContaining({ phone: merchant.phone, email: merchant.email }) as object,
    });
    const { items } = (await auditor.get(`${path}/timeline`)).body as unknown as {
      items: object[];
    };
    expect(items.at(-1)).toMatchObject({
      event: 'personal-data-revealed',
      by: { principalId: 's_reviewer', role: 'reviewer' },
      facts: { fields: ['contact'] },
    });
    const notes = (await auditor.get(`${path}/notes`)).body as unknown as { items: object[] };
    const { facts } = items.at(-1) as unknown as { facts: { noteId: string } };
    expect(notes.items.at(-1)).toMatchObject({
      kind: 'reason',
      text: reason,
      noteId: facts.noteId,
    });
    expect(JSON.stringify(items)).not.toContain(reason);
    const asked = { fields: ['contact'], reason };
    expect((await stranger.post(`${path}/reveal`, asked)).status).toBe(404);
    expect((await auditor.post(`${path}/reveal`, asked)).status).toBe(403);
    for (const wrong of [{}, { fields: ['contact'] }, { ...asked, reason: ' ' }]) {
      expect((await reviewer.post(`${path}/reveal`, wrong)).status).toBe(400);
    }
    expect((await reviewer.post(`${path}/reveal`, { ...asked, fields: ['all'] })).status).toBe(400);
    const after = (await auditor.get(`${path}/timeline`)).body as unknown as { items: object[] };
    expect(after.items).toHaveLength(items.length);
  });
});

describe('notes', () => {
  test('are kept with who wrote them, and lie sealed', async () => {
    const { agent, auditor, reviewer } = stage.staff;
    const { path } = await opened(stage);
    const words = 'asked for the contract, promised for Friday';
    const added = await agent.post(`${path}/notes`, { text: words });
    expect(added.status).toBe(201);
    const { items } = (await reviewer.get(`${path}/notes`)).body as unknown as { items: object[] };
    expect(items).toEqual([
      expect.objectContaining({ kind: 'note', text: words, by: 's_agent', attachmentIds: [] }),
    ]);
    expect((await auditor.post(`${path}/notes`, { text: words })).status).toBe(403);
    expect((await agent.post(`${path}/notes`, { text: ' ' })).status).toBe(400);
    expect((await agent.post(`${path}/notes`, { text: 'x'.repeat(4_001) })).status).toBe(400);
    expect(await everything()).not.toContain(words);
  });

  test('name only attachments of their own case', async () => {
    const { agent } = stage.staff;
    const [one, other] = [await opened(stage), await opened(stage)];
    const added = await agent.post(`${one.path}/attachments`, fileOf('a.txt', 'proof'));
    const attachmentIds = [added.body['attachmentId']];
    const foreign = await agent.post(`${other.path}/notes`, { text: 't', attachmentIds });
    expect(foreign.body).toMatchObject({ problems: [{ path: 'attachmentIds[0]' }] });
    expect((await agent.post(`${one.path}/notes`, { text: 't', attachmentIds })).status).toBe(201);
  });
});

/** Everything in the record as text. */
async function everything(): Promise<string> {
  const client = new Client({ connectionString: stage.databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(
        `select convert_from(convert_to(t::text, 'UTF8'), 'UTF8') as row from "${name}" t`,
      );
      texts.push(...rows.map(({ row }) => row));
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}

function fileOf(name: string, content: string | Buffer, field = 'file'): FormData {
  const form = new FormData();
  form.set(field, new Blob([content]), name);
  return form;
}

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n');
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]);

describe('a file', () => {
  test.each([
    ['license.pdf', PDF, 'application/pdf'],
    ['photo.png', PNG, 'image/png'],
    ['营业执照.jpg', JPEG, 'image/jpeg'],
    ['call.txt', Buffer.from('录音编号 0001\n'), 'text/plain'],
  ])('%s is taken by what it is, and comes back as it was', async (name, content, mediaType) => {
    const { agent, auditor } = stage.staff;
    const { path } = await opened(stage);
    const added = await agent.post(`${path}/attachments`, fileOf(name, content));
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({
      fileName: name,
      mediaType,
      sha256,
      sizeBytes: content.length,
    });
    const { items } = (await auditor.get(`${path}/attachments`)).body as unknown as {
      items: object[];
    };
    expect(items).toEqual([added.body]);
    const address = `${path}/attachments/${String(added.body['attachmentId'])}`;
    const answer = await fetch(`${stage.url}/api/v1${address}`, {
      headers: { authorization: `Bearer ${stage.keys.auditor}` },
    });
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(content);
    expect(answer.headers.get('content-type')).toContain(mediaType);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''/);
    const { items: rows } = (await auditor.get(`${path}/timeline`)).body as unknown as {
      items: object[];
    };
    expect(rows.at(-1)).toMatchObject({
      event: 'attachment-read',
      by: { principalId: 's_auditor' },
    });
  });

  test.each([
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])],
    ['a page that calls itself a PDF', Buffer.from('\0<html><script>')],
    ['a text in no encoding that we know', Buffer.from([0xc3, 0x28, 0x41])],
    ['nothing', Buffer.alloc(0)],
  ])('that is %s is refused', async (_name, content) => {
    const { path } = await opened(stage);
    const answer = await stage.staff.agent.post(
      `${path}/attachments`,
      fileOf('proof.pdf', content),
    );
    expect(answer.body).toMatchObject({ status: 415, code: 'UNBIND_ATTACHMENT_TYPE' });
  });

  test.each([
    ['licence.png', '<!doctype html><script>alert(1)</script>'],
    ['licence.html', '<!doctype html><script>alert(1)</script>'],
    ['licence.pdf', 'Licence number 17'],
    ['licence.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['licence.html', PDF],
    ['licence.txt', PNG],
  ])('called %s whose content is something else is refused', async (name, content) => {
    const { path } = await opened(stage);
    const answer = await stage.staff.agent.post(`${path}/attachments`, fileOf(name, content));
    expect(answer.body).toMatchObject({ status: 415, code: 'UNBIND_ATTACHMENT_TYPE' });
  });

  test.each([
    ['scan', PDF],
    ['合同 2026.05', PDF],
    ['mmexport.png', JPEG],
    ['IMG_1.JPEG', JPEG],
  ])('called %s is taken, as cameras and people name files', async (name, content) => {
    const { path } = await opened(stage);
    const answer = await stage.staff.agent.post(`${path}/attachments`, fileOf(name, content));
    expect(answer).toMatchObject({ status: 201, body: { fileName: name } });
  });

  test('of 10 MiB is taken and one byte more is refused', async () => {
    const { path } = await opened(stage);
    const limit = 10 * 1024 * 1024;
    const whole = Buffer.alloc(limit, 'x');
    const taken = await stage.staff.agent.post(`${path}/attachments`, fileOf('a.txt', whole));
    expect(taken.body).toMatchObject({ sizeBytes: limit });
    const more = Buffer.alloc(limit + 1, 'x');
    const refused = await stage.staff.agent.post(`${path}/attachments`, fileOf('a.txt', more));
    expect(refused.body).toMatchObject({ status: 413, code: 'UNBIND_ATTACHMENT_TOO_LARGE' });
  });

  test('comes alone, as multipart, under its name', async () => {
    const { agent } = stage.staff;
    const { path } = await opened(stage);
    const json = await agent.post(`${path}/attachments`, { file: 'x' });
    expect(json.body).toMatchObject({ status: 415, code: 'UNBIND_UNSUPPORTED_MEDIA_TYPE' });
    const none = await agent.post(`${path}/attachments`, new FormData());
    expect(none.status).toBeGreaterThanOrEqual(400);
    expect(none.status).toBeLessThan(500);
    const form = fileOf('../../etc/passwd"\r\n', 'x');
    expect((await agent.post(`${path}/attachments`, form)).body).not.toMatchObject({
      fileName: expect.stringMatching(/[/\r\n"]/) as string,
    });
  });

  test('sent twice with one key is kept once', async () => {
    const { agent } = stage.staff;
    const { path } = await opened(stage);
    const [first, second] = [
      await agent.post(`${path}/attachments`, fileOf('a.txt', 'same'), 'file-key'),
      await agent.post(`${path}/attachments`, fileOf('a.txt', 'same'), 'file-key'),
    ];
    expect(second.body).toEqual(first.body);
    const other = await agent.post(`${path}/attachments`, fileOf('a.txt', 'other'), 'file-key');
    expect(other.body).toMatchObject({ status: 422, code: 'UNBIND_IDEMPOTENCY_KEY_REUSED' });
  });
});

describe('notices', () => {
  interface Notice {
    readonly noticeId: string;
    readonly kind: string;
    readonly channel: string;
    readonly generation: number;
    readonly state: string;
    readonly to?: string;
  }

  async function noticesOf(path: string): Promise<readonly Notice[]> {
    const { items } = (await stage.staff.agent.get(`${path}/notices`)).body as unknown as {
      items: Notice[];
    };
    return items;
  }

  test('can be sent once more, three times a day, each time for real', async () => {
    const { agent, reviewer } = stage.staff;
    const { path, caseId, merchant } = await opened(stage);
    await agent.post(`${path}/withdraw`);
    await untilEnd(peopleOf(stage).agent, caseId);
    const sent = await eventually('the mail about the withdrawal was sent', async () =>
      (await noticesOf(path)).find(
        ({ kind, channel, state }) =>
          kind === 'withdrawn' && channel === 'email' && state === 'accepted',
      ),
    );
    expect(sent.to).toMatch(/^.\*+@/);
    const resend = `${path}/notices/${sent.noticeId}/resend`;
    expect((await reviewer.post(resend)).status).toBe(403);
    const before = stage.mail.list({ to: merchant.email }).length;
    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push(await agent.post(resend));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 429]);
    expect(answers[0]?.body).toMatchObject({ kind: 'withdrawn', generation: 2 });
    expect(answers[3]?.body).toMatchObject({ code: 'UNBIND_RESEND_BUDGET' });
    await eventually('all three were sent', async () => {
      const generations = (await noticesOf(path)).filter(
        ({ channel, state }) => channel === 'email' && state === 'accepted',
      );
      return generations.length === 4 || undefined;
    });
    expect(stage.mail.list({ to: merchant.email })).toHaveLength(before + 3);
  });

  test('say beforehand what became of them, where they would go, and whether they would come twice', async () => {
    const { agent, auditor, reviewer } = stage.staff;
    const { path, caseId, merchant } = await opened(stage);
    const plan = { kind: 'approved', occurrence: 1 } as const;
    const rows = await stage.record.notices.rowsOf(caseId, plan, ['sms', 'email']);
    const [mail, text] = rows.map(({ noticeId }) => noticeId);
    const planOf = async (noticeId: string) => {
      const answer = await auditor.call('POST', `${path}/notices/${noticeId}/resend/dry-run`, {
        headers: { 'accept-language': 'en' },
      });
      expect(answer.status).toBe(200);
      return answer.body as unknown as Record<string, unknown> & { sentences: string[] };
    };
    for (const [state, outcome, mayArriveTwice] of [
      ['planned', 'on-its-way', true],
      ['unknown', 'unknown', true],
      ['sent', 'left', true],
      ['undelivered', 'not-arrived', false],
    ] as const) {
      await stage.record.notices.rank(text!, { state });
      expect(await planOf(text!)).toMatchObject({
        outcome,
        mayArriveTwice,
        channel: 'sms',
        to: expect.stringMatching(/\*/) as string,
        resendsLeft: 3,
        blockers: [],
      });
    }
    await stage.record.notices.rank(mail!, {
      state: 'accepted',
      sent: { to: 'former@example.com', text: 't' },
    });
    const moved = await planOf(mail!);
    expect(moved['earlier']).toHaveLength(2);
    expect(moved.sentences).toContain('It may be received twice.');
    expect(moved.sentences.join(' ')).toMatch(/went to another address: f\*+@/);
    expect(JSON.stringify(moved)).not.toContain(merchant.phone);
    expect(JSON.stringify(moved)).not.toContain('former@');
    for (let i = 0; i < 3; i += 1) await stage.record.notices.planResend(mail!, 's_agent');
    expect(await planOf(mail!)).toMatchObject({
      resendsLeft: 0,
      blockers: [{ code: 'UNBIND_RESEND_BUDGET' }],
    });
    expect((await reviewer.post(`${path}/notices/${mail}/resend/dry-run`)).status).toBe(403);
    const nobody = await agent.post(`${path}/notices/n_0000000000/resend/dry-run`);
    expect(nobody.body).toMatchObject({ status: 404, code: 'UNBIND_NOT_FOUND' });
    expect((await noticesOf(path)).filter(({ generation }) => generation > 1)).toHaveLength(3);
  });

  test('asked for twice with one key are sent once', async () => {
    const { agent } = stage.staff;
    const { path } = await opened(stage);
    await agent.post(`${path}/withdraw`);
    const [notice] = await eventually('there is a notice', async () => {
      const all = await noticesOf(path);
      return all.length > 0 ? all : undefined;
    });
    const resend = `${path}/notices/${notice!.noticeId}/resend`;
    const [first, second] = [
      await agent.post(resend, undefined, 'again'),
      await agent.post(resend, undefined, 'again'),
    ];
    expect(second.body).toEqual(first.body);
    expect((await noticesOf(path)).filter(({ generation }) => generation > 1)).toHaveLength(1);
  });

  test('of another case, or of none, are not found', async () => {
    const { agent } = stage.staff;
    const [one, other] = [await opened(stage), await opened(stage)];
    await agent.post(`${one.path}/withdraw`);
    const [notice] = await eventually('there is a notice', async () => {
      const all = await noticesOf(one.path);
      return all.length > 0 ? all : undefined;
    });
    for (const id of [notice!.noticeId, 'n_0000000000']) {
      const answer = await agent.post(`${other.path}/notices/${id}/resend`);
      expect(answer.body).toMatchObject({ status: 404, code: 'UNBIND_NOT_FOUND' });
    }
  });
});
