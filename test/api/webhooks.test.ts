/** Callbacks of providers: believed only with their signature, repeated and out of order as they come. */
import { createHmac } from 'node:crypto';
import { signNoticeRef, noticeRefKey } from '../../activities/sms/notice-ref';
import { acquirerSignature, twilioSignature } from '../../local/simulator/callbacks';
import type { NoticeRow } from '../../record/port/desk-record';
import { eventually } from '../e2e/eventually';
import {
  applicationOf,
  openCase,
  proveIdentityAndConsent,
  submitApplication,
  untilCase,
  untilEnd,
  workUpToApproval,
} from '../e2e/play';
import type { Answer } from './caller';
import { peopleOf } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

const FORM = 'application/x-www-form-urlencoded';
const SECRET = 'simulator-webhook-secret';

/** A case whose texts the simulator keeps to itself: no callback but those of the test. */
async function withdrawnWithText(email: boolean): Promise<{ caseId: string; sms: NoticeRow }> {
  const { agent } = stage.staff;
  const merchant = await stage.simulator.freshMerchant();
  await stage.simulator.fault({
    operation: 'sms',
    kind: 'drop-callback',
    match: { to: merchant.phone },
    times: null,
  });
  const { merchantNumber, contactName, phone } = merchant;
  const answer = await agent.post('/cases', {
    channel: 'hotline',
    reason: 'other',
    merchant: {
      merchantNumber,
      contactName,
      phone,
      locale: 'zh-CN',
      ...(email && { email: merchant.email }),
    },
    terminals: merchant.terminals.map(({ serialNumber }) => ({ serialNumber })),
    closeAccount: false,
  });
  const caseId = String(answer.body['caseId']);
  await agent.post(`/cases/${caseId}/withdraw`);
  const sms = await eventually('the text was accepted', async () => {
    const rows = await stage.record.notices.list(caseId);
    const settled = rows.every(({ state }) => state === 'accepted');
    return settled ? rows.find(({ channel }) => channel === 'sms') : undefined;
  });
  return { caseId, sms };
}

/** A case that waits for information; the one text about it was accepted, and no callback tells more. */
async function askedForInformation(
  people: ReturnType<typeof peopleOf>,
): Promise<{ caseId: string; sms: NoticeRow }> {
  const merchant = await stage.simulator.freshMerchant();
  await stage.simulator.fault({
    operation: 'sms',
    kind: 'drop-callback',
    match: { to: merchant.phone },
    times: null,
  });
  const caseId = await openCase(people, { ...merchant, email: '' });
  await proveIdentityAndConsent(people, caseId);
  const revision = await submitApplication(people, caseId, applicationOf(merchant));
  await people.reviewer.post(`/cases/${caseId}/claim`, { revision });
  await people.reviewer.post(`/cases/${caseId}/request-information`, {
    revision,
    fields: ['phone'],
    message: 'Which number is it?',
  });
  const sms = await eventually('the text was accepted', async () => {
    const rows = await stage.record.notices.list(caseId);
    return rows.find((row) => row.kind === 'information-requested' && row.state === 'accepted');
  });
  return { caseId, sms };
}

/** What operators are told of the notices of a case. */
async function subjectsOf(caseId: string): Promise<readonly string[]> {
  const rows = await stage.record.attention.list(1_000);
  return rows
    .filter((row) => row.caseId === caseId && row.code === 'NOTICE_UNDELIVERED')
    .map(({ subject }) => subject)
    .sort();
}

interface Post {
  readonly ref?: string;
  readonly signature?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function statusOf(
  sms: NoticeRow,
  MessageStatus: string,
  ErrorCode?: string,
): Record<string, string> {
  return {
    MessageSid: sms.providerRef ?? 'SM0',
    MessageStatus,
    ...(ErrorCode !== undefined && { ErrorCode }),
  };
}

/** A callback as Twilio sends it. */
function twilio(sms: NoticeRow, form: Record<string, string>, change: Post = {}): Promise<Answer> {
  const ref = change.ref ?? signNoticeRef(sms.noticeId, noticeRefKey(stage.masterKey));
  const path = `/webhooks/twilio/${ref}`;
  const signature =
    change.signature ??
    twilioSignature(stage.credentials.twilioAuthToken, `${stage.url}/api/v1${path}`, form);
  return stage.anyone.call('POST', path, {
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': FORM, 'x-twilio-signature': signature, ...change.headers },
  });
}

async function stateOf(sms: NoticeRow): Promise<string | undefined> {
  return (await stage.record.notices.get(sms.noticeId))?.state;
}

describe('a callback about a text', () => {
  test('is believed with its signature only, for this address and this form', async () => {
    const { sms } = await withdrawnWithText(true);
    const delivered = statusOf(sms, 'delivered');
    const foreign = twilioSignature('another token', `${stage.url}/api/v1/webhooks`, delivered);
    const refused = [
      await twilio(sms, delivered, { signature: '' }),
      await twilio(sms, delivered, { signature: foreign }),
      await twilio(sms, delivered, {
        signature: twilioSignature(
          stage.credentials.twilioAuthToken,
          `http://evil.example/api/v1/webhooks/twilio/x`,
          delivered,
        ),
        headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
      }),
      await twilio(
        sms,
        { ...delivered, MessageStatus: 'failed' },
        {
          signature: twilioSignature(stage.credentials.twilioAuthToken, stage.url, delivered),
        },
      ),
    ];
    for (const answer of refused) {
      expect(answer.body).toMatchObject({ status: 403, code: 'UNBIND_FORBIDDEN' });
    }
    expect(await stateOf(sms)).toBe('accepted');
    expect((await twilio(sms, delivered)).status).toBe(204);
    expect(await stateOf(sms)).toBe('delivered');
  });

  test('names a notice by a reference that only the desk can make', async () => {
    const { sms } = await withdrawnWithText(true);
    for (const ref of [sms.noticeId, `${sms.noticeId}.${'A'.repeat(22)}`, 'x']) {
      const answer = await twilio(sms, statusOf(sms, 'delivered'), { ref });
      expect(answer.body).toMatchObject({ status: 404, code: 'UNBIND_NOT_FOUND' });
    }
    expect(await stateOf(sms)).toBe('accepted');
  });

  test('may come twice, late and in any order: the end stands', async () => {
    const { sms } = await withdrawnWithText(true);
    const seen: (string | undefined)[] = [];
    for (const status of ['sent', 'delivered', 'delivered', 'sent', 'queued', 'failed']) {
      expect((await twilio(sms, statusOf(sms, status))).status).toBe(204);
      seen.push(await stateOf(sms));
    }
    expect(seen).toEqual(['sent', 'delivered', 'delivered', 'delivered', 'delivered', 'delivered']);
  });

  test('that says nothing that the desk knows changes nothing', async () => {
    const { sms } = await withdrawnWithText(true);
    for (const form of [{ MessageStatus: '' }, { MessageSid: 'SM1' }, { AccountSid: 'AC1' }]) {
      expect((await twilio(sms, form)).status).toBe(204);
    }
    expect(await stateOf(sms)).toBe('accepted');
  });

  test('about a mandatory notice that failed after all reaches an operator where nothing else did', async () => {
    const { operator } = stage.staff;
    const [alone, mailed] = [await withdrawnWithText(false), await withdrawnWithText(true)];
    for (const { sms } of [alone, mailed]) {
      expect((await twilio(sms, statusOf(sms, 'undelivered', '30005'))).status).toBe(204);
      expect(await stateOf(sms)).toBe('undelivered');
    }
    const row = await eventually('an operator is told', async () => {
      const { other } = (await operator.get('/ops/attention')).body as unknown as {
        other: { caseId: string }[];
      };
      expect(other.map(({ caseId }) => caseId)).not.toContain(mailed.caseId);
      return other.find(({ caseId }) => caseId === alone.caseId);
    });
    expect(row).toMatchObject({ code: 'UNBIND_NOTICE_UNDELIVERED', subject: 'withdrawn#1' });
  });

  test('puts every mandatory notice on the list once, however early it comes', async () => {
    const people = peopleOf(stage);
    const merchants = await Promise.all(
      Array.from({ length: 6 }, () => stage.simulator.freshMerchant()),
    );
    const played = merchants.map(async (merchant) => {
      const fault = { operation: 'sms', kind: 'refuse', stage: 'effect', code: '30005' };
      const match = { to: merchant.phone };
      await stage.simulator.fault({ ...fault, match, times: null });
      const caseId = await workUpToApproval(people, { ...merchant, email: '' });
      await untilEnd(people.agent, caseId);
      return caseId;
    });
    const kinds = ['approved', 'closed', 'refunded', 'unbound'];
    for (const caseId of await Promise.all(played)) {
      const subjects = await eventually(`all that ${caseId} lost is on the list`, async () => {
        const listed = await subjectsOf(caseId);
        return listed.length >= kinds.length ? listed : undefined;
      });
      expect(subjects).toEqual(kinds.map((kind) => `${kind}#1`));
    }
  });

  test('about a text that was sent again counts where the first one is lost too', async () => {
    const people = peopleOf(stage);
    const { caseId, sms } = await askedForInformation(people);
    await people.agent.post(`/cases/${caseId}/notices/${sms.noticeId}/resend`, {});
    const again = await eventually('the second text was accepted', async () => {
      const rows = await stage.record.notices.list(caseId);
      return rows.find(({ generation, state }) => generation === 2 && state === 'accepted');
    });
    expect((await twilio(again, statusOf(again, 'undelivered', '30005'))).status).toBe(204);
    // The end of a case waits for all that it has to report.
    await people.agent.post(`/cases/${caseId}/withdraw`);
    await stage.temporal.client.workflow.getHandle(caseId).result();
    expect(await subjectsOf(caseId)).toEqual([]);
    expect((await twilio(sms, statusOf(sms, 'undelivered', '30005'))).status).toBe(204);
    const subjects = await eventually('an operator is told', async () => {
      const listed = await subjectsOf(caseId);
      return listed.length > 0 ? listed : undefined;
    });
    expect(subjects).toEqual(['information-requested#1']);
  });

  test('about a failed notice is not lost while Temporal is away', async () => {
    const { caseId, sms } = await withdrawnWithText(false);
    stage.lines.temporal.cut();
    try {
      expect((await twilio(sms, statusOf(sms, 'undelivered', '30005'))).status).toBe(204);
    } finally {
      stage.lines.temporal.mend();
      await eventually('Temporal is back', async () => {
        return (await stage.anyone.get('//readyz')).status === 200 || undefined;
      });
    }
    const { other } = (await stage.staff.operator.get('/ops/attention')).body as unknown as {
      other: { caseId: string }[];
    };
    expect(other.map((row) => row.caseId)).toContain(caseId);
  });

  test('is refused in another form, or as more than a callback can be', async () => {
    const { sms } = await withdrawnWithText(true);
    const ref = signNoticeRef(sms.noticeId, noticeRefKey(stage.masterKey));
    const xml = await stage.anyone.call('POST', `/webhooks/twilio/${ref}`, {
      body: '<a/>',
      headers: { 'content-type': 'application/xml' },
    });
    expect(xml.body).toMatchObject({ status: 415 });
    const large = await stage.anyone.call('POST', `/webhooks/twilio/${ref}`, {
      body: `a=${'x'.repeat(33 * 1024)}`,
      headers: { 'content-type': FORM },
    });
    expect(large.body).toMatchObject({ status: 413, code: 'UNBIND_PAYLOAD_TOO_LARGE' });
  });
});

interface AcquirerPost {
  readonly secret?: string;
  readonly ageSeconds?: number;
  readonly signature?: string;
}

/** A callback as the acquirer sends it. */
function acquirer(body: object, change: AcquirerPost = {}): Promise<Answer> {
  const text = JSON.stringify(body);
  const seconds = Math.floor(Date.now() / 1000) - (change.ageSeconds ?? 0);
  const signature = change.signature ?? acquirerSignature(change.secret ?? SECRET, seconds, text);
  return stage.anyone.call('POST', '/webhooks/acquirer', {
    body: text,
    headers: { 'content-type': 'application/json', 'x-acquirer-signature': signature },
  });
}

describe('a callback of the acquirer', () => {
  const NOBODYS = {
    event: 'unbind.effective',
    requestNumber: 'unbind:UC-0000000000:t_0000000000:g1',
    occurredAt: '2026-11-24T00:00:00Z',
  };

  test('is believed with its signature only, and not for ever', async () => {
    const other = createHmac('sha256', SECRET).update('other').digest('hex');
    const refused = [
      await acquirer(NOBODYS, { signature: '' }),
      await acquirer(NOBODYS, { secret: 'guessed' }),
      await acquirer(NOBODYS, { ageSeconds: 301 }),
      await acquirer(NOBODYS, { ageSeconds: -301 }),
      await acquirer(NOBODYS, { signature: `t=${Math.floor(Date.now() / 1000)},v1=${other}` }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
  });

  test('may come twice and early: the case reads back and goes on once', async () => {
    const people = peopleOf(stage);
    const merchant = await stage.simulator.freshMerchant();
    await stage.simulator.fault({
      operation: '*',
      kind: 'duplicate-callback',
      match: { merchantNumber: merchant.merchantNumber },
      times: null,
      ms: 20,
    });
    const caseId = await workUpToApproval(people, merchant);
    await untilEnd(people.agent, caseId);
    const { unbinds, refunds, closures, anomalies } = await stage.simulator.ledger(merchant);
    expect([unbinds.length, refunds.length, closures.length]).toEqual([1, 1, 1]);
    expect(anomalies).toEqual([]);
  });

  test('about a request that nobody has made is not found, and in another form refused', async () => {
    expect((await acquirer(NOBODYS)).body).toMatchObject({ status: 404 });
    expect((await acquirer(['nonsense'])).status).toBe(403);
    const xml = await stage.anyone.call('POST', '/webhooks/acquirer', {
      body: '<a/>',
      headers: { 'content-type': 'application/xml' },
    });
    expect(xml.status).toBe(415);
  });

  test('about a refund that came back reopens it, told twice as once', async () => {
    const people = peopleOf(stage);
    const merchant = await stage.simulator.freshMerchant();
    await stage.simulator.fault({
      operation: '*',
      kind: 'duplicate-callback',
      match: { merchantNumber: merchant.merchantNumber },
      times: null,
      ms: 20,
    });
    const caseId = await workUpToApproval(people, merchant, { closeAccount: false });
    await untilEnd(people.agent, caseId);
    const [refund] = (await stage.simulator.ledger(merchant)).refunds;
    await stage.simulator.change(`refunds/${refund?.refundId ?? ''}/return`, {});
    const view = await untilCase(
      people.agent,
      caseId,
      'is reopened',
      (seen) => seen.refundReopened,
    );
    expect(view.status).toBe('completed');
    const parked = await untilCase(people.agent, caseId, 'is parked', (seen) =>
      Boolean(seen.parked),
    );
    expect(parked.parked).toMatchObject({ step: 'refund-deposit' });
  });
});
