/** What merchants do on their page: refuse, withdraw, correct what was asked for, hand in papers. */
import type { Answer, Caller } from './caller';
import { agreeToMore, merchantOf, requested } from './merchant-caller';
import { type Begun, consented, opened, submitted } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

const PROVEN = { method: 'callback', documents: [], evidence: 'The number answered.' };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function awaitingConsent(): Promise<{ begun: Begun; merchant: Caller }> {
  const begun = await opened(stage);
  await stage.staff.agent.post(`${begun.path}/verify-identity`, PROVEN);
  return { begun, merchant: await merchantOf(stage, begun.caseId) };
}

interface Asked {
  readonly begun: Begun & { readonly revision: number };
  readonly merchant: Caller;
}

/** A case whose reviewer has asked to correct fields. */
async function asked(fields: readonly string[], application: object = {}): Promise<Asked> {
  const begun = await submitted(stage, { application });
  const { path, revision, caseId } = begun;
  await stage.staff.reviewer.post(`${path}/claim`, { revision });
  const message = 'Please look at <b>this</b> again.';
  const body = { revision, fields, message };
  const answer = await stage.staff.reviewer.post(`${path}/request-information`, body);
  if (answer.status !== 200) throw new Error(answer.text);
  return { begun, merchant: await merchantOf(stage, caseId) };
}

const correct = (merchant: Caller, revision: number, corrections: readonly object[]) =>
  merchant.post('/merchant/corrections', { revision, corrections });

function fileOf(content: Buffer | string, name: string): FormData {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(Buffer.from(content))]), name);
  return form;
}

const handIn = (merchant: Caller, content: Buffer | string, name = 'id.png'): Promise<Answer> =>
  merchant.post('/merchant/attachments', fileOf(content, name));

test('refusing the terms takes one call like accepting them, and ends the request', async () => {
  const { begun, merchant } = await awaitingConsent();
  const { terms } = (await merchant.get('/merchant/case')).body as unknown as {
    terms: { version: string; hash: string };
  };
  const refused = await merchant.post('/merchant/refusal', {
    termsVersion: terms.version,
    termsHash: terms.hash,
    reason: 'too dear',
  });
  expect(refused.body).toMatchObject({ status: 'withdrawn' });
  const notes = await stage.staff.agent.get(`${begun.path}/notes`);
  expect(notes.text).toContain('too dear');
  expect(notes.text).toContain(terms.hash);
});

test('terms are refused only while consent is awaited', async () => {
  const { caseId } = await consented(stage);
  const merchant = await merchantOf(stage, caseId);
  const answer = await merchant.post('/merchant/refusal', {
    termsVersion: '1',
    termsHash: 'a'.repeat(64),
  });
  expect(answer.body).toMatchObject({ status: 409, code: 'UNBIND_NOT_ALLOWED_NOW' });
});

test('a merchant withdraws with or without a reason while that is possible', async () => {
  for (const body of [undefined, {}, { reason: 'We go on after all.' }]) {
    const { caseId } = await requested(stage);
    const merchant = await merchantOf(stage, caseId);
    const before = await merchant.get('/merchant/case');
    expect(before.body).toMatchObject({ can: { withdraw: true } });
    expect((await merchant.post('/merchant/withdraw', body)).body).toMatchObject({
      status: 'withdrawn',
    });
    expect((await merchant.get('/merchant/case')).body).toMatchObject({
      status: 'withdrawn',
      can: { withdraw: false, attach: false },
      statement: { partial: false },
    });
    expect((await merchant.post('/merchant/withdraw', body)).body).toMatchObject({
      code: 'UNBIND_CASE_ENDED',
    });
  }
});

test('the merchant is shown the fields that were asked for, masked, with the words of the reviewer', async () => {
  const { begun, merchant } = await asked(['document.number', 'terminals']);
  const page = await merchant.get('/merchant/case');
  expect(page.body).toMatchObject({
    status: 'awaiting-information',
    can: { correct: true },
    requested: {
      fields: [
        { path: 'document.number', now: expect.stringMatching(/^\*{4}/) as string },
        { path: 'terminals[0].serialNumber', now: expect.stringMatching(/^\*{4}/) as string },
      ],
      mayAddTerminals: true,
      message: 'Please look at <b>this</b> again.',
    },
  });
  const { merchant: owner } = begun;
  for (const secret of [owner.document.number, owner.terminals[0]?.serialNumber ?? '']) {
    expect(page.text).not.toContain(secret);
  }
});

test('a correction of what was asked for is a revision by the merchant and goes back to review', async () => {
  const { begun, merchant } = await asked(['merchantName']);
  const { merchantName } = begun.merchant;
  const answer = await correct(merchant, begun.revision, [
    { path: 'merchantName', value: ` ${merchantName} ` },
  ]);
  expect(answer.body).toMatchObject({ status: 'awaiting-review', revision: begun.revision + 1 });
  const { author, data } = await stage.record.revisions.read(begun.caseId);
  expect(author).toBe('merchant');
  expect(data.application?.phone).toBe(begun.merchant.phone);
  const claim = { revision: begun.revision + 1 };
  expect((await stage.staff.reviewer.post(`${begun.path}/claim`, claim)).status).toBe(200);
});

test('a field that nobody asked for is not changed, whatever comes with it', async () => {
  const { begun, merchant } = await asked(['merchantName']);
  const answer = await correct(merchant, begun.revision, [
    { path: 'merchantName', value: begun.merchant.merchantName },
    { path: 'payee.kind', value: 'bank-account' },
  ]);
  expect(answer.body).toMatchObject({
    status: 409,
    code: 'UNBIND_FIELD_NOT_ASKED',
    problems: [{ path: 'payee.kind' }],
  });
  expect((await stage.record.revisions.read(begun.caseId)).revision).toBe(begun.revision);
});

test('a correction is checked by the same rules as the application, and refused with every problem', async () => {
  const { begun, merchant } = await asked(['document', 'terminals']);
  const answer = await correct(merchant, begun.revision, [
    { path: 'document.kind', value: 'resident-id' },
    { path: 'document.number', value: '110105194912310021' },
    { path: 'terminals[0].serialNumber', value: 'SNUNKNOWN01' },
  ]);
  expect(answer.status).toBe(422);
  const { problems } = answer.body as unknown as { problems: { path: string; code: string }[] };
  expect(problems).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ path: 'document.number', code: 'UNBIND_DOCUMENT_NUMBER_INVALID' }),
      expect.objectContaining({ path: 'terminals[0].serialNumber' }),
    ]),
  );
  expect((await stage.record.revisions.read(begun.caseId)).revision).toBe(begun.revision);
});

test('an account that is typed while the kind of payee stays open is named, and nothing is paid past it', async () => {
  const { begun, merchant } = await asked(['payee']);
  const account = [
    { path: 'payee.accountName', value: begun.merchant.merchantName },
    { path: 'payee.accountNumber', value: '6222020200012349' },
    { path: 'payee.bankCode', value: 'ICBC' },
  ];
  const answer = await correct(merchant, begun.revision, account);
  expect(answer.status).toBe(422);
  expect(answer.body['problems']).toMatchObject(
    account.map(({ path }) => ({ path, code: 'UNBIND_PAYEE_ACCOUNT_UNUSED' })),
  );
  const kind = { path: 'payee.kind', value: 'bank-account' };
  const whole = await correct(merchant, begun.revision, [kind, ...account]);
  // The money was to go back the way it came: the merchant agrees to the other way, and to it alone.
  expect(whole.body).toMatchObject({
    code: 'UNBIND_APPLICATION_INVALID',
    problems: [{ path: 'payee.kind', code: 'UNBIND_CONSENT_NOT_COVERING' }],
  });
  expect((await agreeToMore(merchant)).body).toMatchObject({ status: 'awaiting-review' });
  const { data } = await stage.record.revisions.read(begun.caseId);
  expect(data.application?.payee).toMatchObject({ kind: 'bank-account', bankCode: 'ICBC' });
});

test('the same correction again leads to no second revision, and another state refuses it', async () => {
  const { begun, merchant } = await asked(['email']);
  const fix = { path: 'email', value: 'other@merchant.example.com' };
  const body = { revision: begun.revision, corrections: [fix] };
  const [first, again] = [
    await merchant.post('/merchant/corrections', body, 'fix'),
    await merchant.post('/merchant/corrections', body, 'fix'),
  ];
  expect(again.text).toBe(first.text);
  const late = await correct(merchant, begun.revision + 1, [fix]);
  expect(late.body).toMatchObject({ status: 409, code: 'UNBIND_NOT_ALLOWED_NOW' });
  expect((await stage.record.revisions.read(begun.caseId)).revision).toBe(begun.revision + 1);
});

test('a correction that somebody else has overtaken is refused and changes nothing', async () => {
  const { begun, merchant } = await asked(['merchantName']);
  await stage.staff.agent.put(`${begun.path}/application`, begun.application);
  const answer = await correct(merchant, begun.revision, [
    { path: 'merchantName', value: begun.merchant.merchantName },
  ]);
  expect(answer.body).toMatchObject({ status: 409, code: 'UNBIND_STALE_REVISION' });
});

test('papers of the merchant reach the agent, and are told by their content', async () => {
  const { caseId, path, caller } = await requested(stage);
  const name = '<img src=x onerror=alert(1)>.png';
  const taken = await handIn(caller, PNG, name);
  expect(taken.body).toMatchObject({ mediaType: 'image/png', sizeBytes: PNG.length });
  expect(taken.headers.get('content-type')).toContain('application/json');
  const listed = (await stage.staff.agent.get(`${path}/attachments`)).body as unknown as {
    items: { attachmentId: string; by: string; fileName: string }[];
  };
  expect(listed.items).toMatchObject([{ by: 'merchant', fileName: name }]);
  const page = await caller.get('/merchant/case');
  expect(page.body).toMatchObject({ attachments: [{ fileName: name }] });
  const own = await stage.record.attachments.read(caseId, listed.items[0]?.attachmentId ?? '');
  expect(own?.content.equals(PNG)).toBe(true);
});

test.each([
  ['a program that calls itself a picture', Buffer.from([0x4d, 0x5a, 0x90, 0x00, 0xff]), 415],
  ['nothing at all', Buffer.alloc(0), 415],
])('%s is refused, whatever its name says', async (_name, content, status) => {
  const { caller } = await requested(stage);
  const answer = await handIn(caller, content, 'id.png');
  expect(answer.body).toMatchObject({ status, problems: [{ path: 'file' }] });
  expect((await caller.get('/merchant/case')).body).toMatchObject({ attachments: [] });
});

test('a file that is too large is refused', async () => {
  const { caller } = await requested(stage);
  const answer = await handIn(caller, Buffer.alloc(10 * 1024 * 1024 + 1, 0x61), 'a.txt');
  expect(answer.body).toMatchObject({ status: 413, code: 'UNBIND_ATTACHMENT_TOO_LARGE' });
});

test('a merchant hands in twenty files and no more, the same one counted once', async () => {
  const { caller } = await requested(stage);
  const once = await caller.post('/merchant/attachments', fileOf('page 0', '0.txt'), 'key-0');
  const again = await caller.post('/merchant/attachments', fileOf('page 0', '0.txt'), 'key-0');
  expect(again.text).toBe(once.text);
  for (let page = 1; page < 20; page += 1) {
    expect((await handIn(caller, `page ${page}`, `${page}.txt`)).status).toBe(201);
  }
  const answer = await handIn(caller, 'page 20', '20.txt');
  expect(answer.body).toMatchObject({ status: 409, code: 'UNBIND_TOO_MANY_ATTACHMENTS' });
});

test('of thirty files that a merchant hands in at once twenty are taken', async () => {
  const { caller } = await requested(stage);
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, page) => handIn(caller, `page ${page}`, `${page}.txt`)),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
  const codes = answers.flatMap(({ body }) => body['code'] ?? []);
  expect(codes).toEqual(Array<string>(10).fill('UNBIND_TOO_MANY_ATTACHMENTS'));
});

test('an ended case takes no papers', async () => {
  const { caller } = await requested(stage);
  await caller.post('/merchant/withdraw', {});
  expect((await handIn(caller, PNG)).body).toMatchObject({ code: 'UNBIND_CASE_ENDED' });
});

test('while the acquirer is out of reach the merchant can still refuse and withdraw', async () => {
  const { merchant } = await awaitingConsent();
  stage.lines.acquirer.cut();
  try {
    const page = await merchant.get('/merchant/case');
    expect(page.status).toBe(200);
    expect(page.body).toMatchObject({ can: { withdraw: true }, terms: { version: '1' } });
    expect(page.body['itemisation']).toBeUndefined();
    expect((await merchant.post('/merchant/withdraw', {})).body).toMatchObject({
      status: 'withdrawn',
    });
  } finally {
    stage.lines.acquirer.mend();
  }
});

test('serial numbers are masked in the items to accept, too', async () => {
  const { begun, merchant } = await awaitingConsent();
  const page = await merchant.get('/merchant/case');
  expect(page.text).not.toContain(begun.merchant.terminals[0]?.serialNumber ?? '');
  expect(page.body).toMatchObject({ itemisation: { lines: [{ refundable: true }, {}] } });
});
