/** What a reviewer compares, and what a merchant was sent: both sides and every message, masked. */
import { eventually } from '../e2e/eventually';
import { consented, opened, submitted } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

interface Row {
  readonly path: string;
  readonly state: string;
  readonly acquirer: string | null;
  readonly codes: readonly string[];
}
async function comparison(path: string) {
  const answer = await stage.staff.reviewer.get(`${path}/comparison`);
  expect(answer.status).toBe(200);
  const { rows } = answer.body as unknown as { rows: readonly Row[] };
  const at = (field: string) => rows.find((row) => row.path === field);
  return { ...answer.body, text: answer.text, at };
}

describe('the comparison', () => {
  test('of a submitted application finds both sides the same, and shows neither in full', async () => {
    const { path, merchant, revision } = await submitted(stage);
    const shown = await comparison(path);
    expect(shown).toMatchObject({ revision, acquirer: 'read', stepUp: [] });
    for (const field of ['merchantName', 'phone', 'terminals[0].serialNumber', 'deposits[0]']) {
      expect(shown.at(field)).toMatchObject({ state: 'same', codes: [] });
    }
    const [terminal] = merchant.terminals;
    const secrets = [merchant.phone, merchant.document.number, terminal!.serialNumber];
    for (const secret of secrets) expect(shown.text).not.toContain(secret);
  });

  test('of a draft marks what differs with its code', async () => {
    const { path, application } = await consented(stage);
    const { agent } = stage.staff;
    await agent.put(`${path}/application`, { ...application, merchantName: '另一家商户有限公司' });
    const shown = await comparison(path);
    expect(shown.at('merchantName')).toMatchObject({
      state: 'different',
      codes: ['UNBIND_MERCHANT_NAME_MISMATCH'],
    });
    expect(shown.at('phone')).toMatchObject({ state: 'same' });
  });

  test('says that the acquirer did not answer instead of failing', async () => {
    const { path } = await submitted(stage);
    stage.lines.acquirer.cut();
    const shown = await comparison(path);
    stage.lines.acquirer.mend();
    expect(shown).toMatchObject({ acquirer: 'unreachable' });
    expect(shown.at('merchantName')).toMatchObject({ state: 'unknown', acquirer: null });
  });

  test('is refused while there is no application, and to another team', async () => {
    const { path } = await opened(stage);
    const { agent, stranger } = stage.staff;
    const early = await agent.get(`${path}/comparison`);
    expect(early.body).toMatchObject({ status: 409, code: 'UNBIND_NOT_ALLOWED_NOW' });
    expect((await stranger.get(`${path}/comparison`)).status).toBe(404);
  });
});

describe('the preview of a notice', () => {
  const noticesOf = async (path: string, kind: string, channel: string) =>
    eventually(`${kind} was sent by ${channel}`, async () => {
      const { body } = await stage.staff.agent.get(`${path}/notices`);
      const { items } = body as unknown as {
        items: { noticeId: string; kind: string; channel: string; state: string; to?: string }[];
      };
      return items.find(
        (item) => item.kind === kind && item.channel === channel && item.to !== undefined,
      );
    });

  test('shows what was sent, without the token of the link and the receiver', async () => {
    const { path, merchant, revision } = await submitted(stage);
    const { reviewer, agent, stranger } = stage.staff;
    await reviewer.post(`${path}/claim`, { revision });
    const asked = { revision, fields: ['merchantName'], message: `please call ${merchant.phone}` };
    expect((await reviewer.post(`${path}/request-information`, asked)).status).toBe(200);
    const mail = await noticesOf(path, 'information-requested', 'email');
    const shown = await agent.get(`${path}/notices/${mail.noticeId}/preview`);
    expect(shown.body).toMatchObject({
      source: 'sent',
      kind: 'information-requested',
      channel: 'email',
      to: mail.to,
      subject: expect.any(String) as string,
    });
    expect(shown.body['text']).toContain('please call +86****');
    expect(shown.body['text']).toMatch(/\/m\/#…/);
    expect(shown.body['html']).toContain('</html>');
    expect(shown.text).not.toMatch(/\/m\/?#[A-Za-z0-9_-]{20,}/);
    for (const secret of [merchant.phone, merchant.email]) expect(shown.text).not.toContain(secret);

    const text = await noticesOf(path, 'information-requested', 'sms');
    const sms = await agent.get(`${path}/notices/${text.noticeId}/preview`);
    expect(sms.body).toMatchObject({ source: 'sent', channel: 'sms' });
    expect(sms.body['html']).toBeUndefined();
    expect((await stranger.get(`${path}/notices/${text.noticeId}/preview`)).status).toBe(404);
  });

  test('shows how a notice would look that was not sent yet', async () => {
    const { path, caseId } = await submitted(stage);
    const plan = { kind: 'approved', occurrence: 7 } as const;
    const rows = await stage.record.notices.rowsOf(caseId, plan, ['sms', 'email']);
    const [mail, sms] = rows.toSorted((a, b) => (a.channel < b.channel ? -1 : 1));
    const { agent } = stage.staff;
    const text = await agent.get(`${path}/notices/${sms!.noticeId}/preview`);
    expect(text.body).toMatchObject({ source: 'template', channel: 'sms' });
    expect(text.body['text']).toContain('解绑服务台');
    expect(text.body['to']).toBeUndefined();
    const letter = await agent.get(`${path}/notices/${mail!.noticeId}/preview`);
    expect(letter.body['text']).toContain(`${stage.url}/m\n`);
    expect(letter.body['subject']).not.toBe('');
  });

  test('of a notice of another case is not found', async () => {
    const one = await submitted(stage);
    const other = await submitted(stage);
    const plan = { kind: 'approved', occurrence: 1 } as const;
    const [row] = await stage.record.notices.rowsOf(other.caseId, plan, ['email']);
    const answer = await stage.staff.agent.get(`${one.path}/notices/${row!.noticeId}/preview`);
    expect(answer.body).toMatchObject({ status: 404, code: 'UNBIND_NOT_FOUND' });
  });
});
