/** What people type at the doors of the API: read alike everywhere, found again, or refused by name. */
import { eventually } from '../e2e/eventually';
import { opened, consented } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

/** Opens a case of a fresh merchant with these details; its id. */
async function open(merchant: object, terminals?: readonly object[]): Promise<string> {
  const fresh = await stage.simulator.freshMerchant();
  const { merchantNumber, contactName } = fresh;
  const answer = await stage.staff.agent.post('/cases', {
    channel: 'hotline',
    reason: 'business-ended',
    merchant: { merchantNumber, contactName, locale: 'zh-CN', ...merchant },
    terminals: terminals ?? fresh.terminals.map(({ serialNumber }) => ({ serialNumber })),
    closeAccount: false,
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return String(answer.body['caseId']);
}

async function found(answer: Promise<{ body: Readonly<Record<string, unknown>> }>) {
  const { body } = await answer;
  return ((body['items'] ?? []) as { caseId: string }[]).map(({ caseId }) => caseId);
}
const searched = (body: object) => found(stage.staff.agent.post('/cases/search', body));
const listed = (q: string) => found(stage.staff.agent.get(`/cases?q=${encodeURIComponent(q)}`));

test.each([
  ['phone', '00852 5123 4567', ['00852 5123 4567', '+85251234567', '＋852–5123–4567']],
  ['phone', '+86 (0)138 0013 8001', ['+86 (0)138 0013 8001', '13800138001']],
  ['phone', '\u202d+86 138 0013 8004\u202c', ['138-0013-8004', '\u202a13800138004\u202c']],
  ['phone', '010-65529911', ['010-65529911', '+86 10 6552 9911']],
  [
    'email',
    'zhang@xn--fsqu00a.xn--fiqs8s',
    ['zhang@例子.中国', 'ZHANG@xn--fsqu00a.xn--fiqs8s', 'zhang＠例子。中国'],
  ],
] as const)(
  'a case opened with %s %j is found by each way to type it',
  async (name, typed, ways) => {
    const email = 'office@qinghe.example';
    const caseId = await open({ email, [name]: typed });
    for (const way of ways) expect(await searched({ [name]: way })).toContain(caseId);
  },
);

test('a terminal is the same one however its number is typed', async () => {
  const { caseId, merchant } = await opened(stage);
  const [terminal] = merchant.terminals;
  const odd = `\u202d${(terminal?.serialNumber ?? '').toLowerCase()}\u202c `;
  expect(await listed(odd)).toEqual([caseId]);
  await expect(open({ phone: '13800138001' }, [{ serialNumber: odd }])).rejects.toThrow(
    'UNBIND_TERMINAL_HAS_OPEN_CASE',
  );
});

test('the id of a case is taken as people dictate and paste it', async () => {
  const { caseId } = await opened(stage);
  const ways = [caseId.toLowerCase(), caseId.slice(3), `uc ${caseId.slice(3)}\u200b`];
  for (const way of ways) {
    const { status, body } = await stage.staff.agent.get(`/cases/${encodeURIComponent(way)}`);
    expect([status, body['caseId']]).toEqual([200, caseId]);
    expect(await listed(way)).toEqual([caseId]);
  }
});

test('a document is found with and without the signs between its groups, in a draft too', async () => {
  const { path, caseId, application, merchant } = await consented(stage);
  const { kind, number } = merchant.document;
  const grouped = `${number.slice(0, 6)}-${number.slice(6, 14)} ${number.slice(14)}\u200e`;
  const draft = { ...application, document: { kind, number: grouped } };
  const saved = await stage.staff.agent.put(`${path}/application`, draft);
  expect(saved.body['problems']).toEqual([]);
  for (const documentNumber of [number, grouped, number.toLowerCase()]) {
    expect(await searched({ documentNumber })).toEqual([caseId]);
  }
});

test('a name differs from the registered one by no kind of dot', async () => {
  const { path, application } = await consented(stage, {
    merchant: { merchantName: '阿里木\u2022买买提便利店' },
  });
  const draft = { ...application, merchantName: '阿里木\u00b7买买提便利店\u202c' };
  const saved = await stage.staff.agent.put(`${path}/application`, draft);
  expect(saved.body['problems']).toEqual([]);
});

test.each([
  [{ phone: '138 0013 800' }, 'phone', 'UNBIND_PHONE_INVALID'],
  [{ phone: '0571-88886666-801' }, 'phone', 'UNBIND_PHONE_INVALID'],
  [{ email: 'zhang@xn--a.example' }, 'email', 'UNBIND_EMAIL_INVALID'],
  [{ documentNumber: '*' }, 'documentNumber', 'UNBIND_DOCUMENT_NUMBER_INVALID'],
])('a search by %j is refused by name and looks for nothing', async (body, path, code) => {
  const answer = await stage.staff.agent.post('/cases/search', body);
  expect(answer.body).toMatchObject({ status: 422, problems: [{ path, code }] });
});

test.each([
  ['UC-123', 'UNBIND_CASE_ID_INVALID'],
  ['zhang@qinghe.example', 'UNBIND_SEARCH_PERSONAL'],
  ['+852 5123 4567', 'UNBIND_SEARCH_PERSONAL'],
  ['青禾贸易', 'UNBIND_SEARCH_UNREADABLE'],
])('a list by %j is refused by name', async (q, code) => {
  const answer = await stage.staff.agent.get(`/cases?q=${encodeURIComponent(q)}`);
  expect(answer.body).toMatchObject({ status: 422, problems: [{ path: 'q', code }] });
});

test('a landline gets no texts, and is recorded', async () => {
  const phone = '010-65529912';
  const caseId = await open({ phone, email: 'office@qinghe.example' });
  const asked = { fields: ['contact'], reason: 'to call back' };
  const shown = await stage.staff.agent.post(`/cases/${caseId}/reveal`, asked);
  expect(shown.body['contact']).toMatchObject({ phone: '+861065529912' });
  await stage.staff.agent.post(`/cases/${caseId}/withdraw`, {});
  const rows = await eventually('a notice of the end', async () => {
    const { body } = await stage.staff.agent.get(`/cases/${caseId}/notices`);
    const items = body['items'] as { kind: string; channel: string }[];
    return items.some(({ kind }) => kind === 'withdrawn') ? items : undefined;
  });
  expect(new Set(rows.map(({ channel }) => channel))).toEqual(new Set(['email']));
});

test('the metrics say that no hash is of a form of before', async () => {
  const text = await (await fetch(`${stage.url}/metrics`)).text();
  expect(text).toContain('\nunbind_search_hashes_behind 0\n');
});
