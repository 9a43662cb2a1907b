/** Lost answers, lost callbacks and crashes at every point: how often a message really leaves. */
import type { EffectPoint, ObservedEffect } from '../../activities/effects/effect-observer';
import { applySmsCallback } from '../../activities/sms/apply-callback';
import type { NoticeKind } from '../../workflows/contract/notices';
import { eventually, startStage, untilDone } from './stage';
import type { Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
afterEach(async () => {
  await stage.clearFaults();
  stage.callbacks.control.lost = false;
});

function send(caseId: string, kind: NoticeKind, activities = stage.activities()) {
  return untilDone(() => activities.sendNotices({ caseId, notices: [{ kind, occurrence: 1 }] }));
}

async function smsRow(caseId: string) {
  const rows = await stage.record.notices.list(caseId);
  return rows.find(({ channel }) => channel === 'sms');
}

async function attentionOf(caseId: string): Promise<readonly string[]> {
  const rows = await stage.record.attention.list(200);
  return rows.filter((row) => row.caseId === caseId).map(({ code }) => code);
}

const KINDS = [
  ['mandatory', 'unbound'],
  ['optional', 'gate-blocked'],
] as const;

describe.each(KINDS)('a %s text', (_policy, kind) => {
  test(`of kind ${kind} whose answer was lost is known by its callback`, async () => {
    const { caseId, phone } = await stage.openCase();
    await stage.fault({ operation: 'sms', kind: 'execute-then-timeout', match: { to: phone } });
    await stage.fault({ operation: 'sms-list', kind: 'outage', match: { to: phone } });
    await send(caseId, kind);
    const texts = await stage.texts(phone);
    expect(texts).toHaveLength(1);
    expect(await smsRow(caseId)).toMatchObject({ providerRef: texts[0]?.sid });
    expect(await attentionOf(caseId)).toEqual([]);
  });

  test(`of kind ${kind} whose answer and callbacks were lost is known by the list`, async () => {
    const { caseId, phone } = await stage.openCase();
    stage.callbacks.control.lost = true;
    await stage.fault({ operation: 'sms', kind: 'execute-then-timeout', match: { to: phone } });
    await send(caseId, kind);
    const texts = await stage.texts(phone);
    expect(texts).toHaveLength(1);
    expect(await smsRow(caseId)).toMatchObject({ providerRef: texts[0]?.sid });
  });
});

test('a mandatory text that nobody knows of is sent once more', async () => {
  const { caseId, phone } = await stage.openCase();
  await stage.fault({ operation: 'sms', kind: 'reset', match: { to: phone } });
  await send(caseId, 'unbound');
  expect(await stage.texts(phone)).toHaveLength(1);
  expect((await smsRow(caseId))?.providerRef).toBeDefined();
});

test('a text that left before the record was restored is found by the next attempt', async () => {
  const { caseId, phone } = await stage.openCase();
  const since = new Date();
  await send(caseId, 'unbound');
  const [first] = await stage.texts(phone);
  await stage.forgetNotices(caseId);
  await send(caseId, 'unbound', stage.activities({ earlierAttemptsSince: since }));
  expect(await stage.texts(phone)).toEqual([expect.objectContaining({ sid: first?.sid })]);
  expect(await smsRow(caseId)).toMatchObject({ providerRef: first?.sid });
});

test('a text that left, forgotten by a restore and broken off while it is adopted, leaves once', async () => {
  const { caseId, phone } = await stage.openCase();
  const since = new Date();
  await send(caseId, 'unbound');
  await stage.forgetNotices(caseId);
  const observer = crashOnce('sms', 'after-intent');
  const dying = stage.activities({ earlierAttemptsSince: since, observer });
  await expect(
    dying.sendNotices({ caseId, notices: [{ kind: 'unbound', occurrence: 1 }] }),
  ).rejects.toThrow();
  await send(caseId, 'unbound', stage.activities({ earlierAttemptsSince: since }));
  expect(await stage.texts(phone)).toHaveLength(1);
});

test('the late failure of a text that was sent once more says nothing of the one that was taken over', async () => {
  const { caseId, phone } = await stage.openCase();
  await stage.fault({ operation: 'sms', kind: 'reset', match: { to: phone } });
  await send(caseId, 'unbound');
  const second = await smsRow(caseId);
  const late = (providerRef: string, status: string) =>
    applySmsCallback(stage.record, second?.noticeId ?? '', {
      providerRef,
      status,
      ...(status === 'undelivered' && { errorCode: '30003' }),
    });
  const first = `SM${'0'.repeat(32)}`;
  expect(await late(first, 'undelivered')).toMatchObject([{ providerRef: second?.providerRef }]);
  expect(['accepted', 'sent', 'delivered']).toContain((await smsRow(caseId))?.state);
  // Whichever of the two arrives, the merchant has it.
  await late(first, 'delivered');
  expect(await smsRow(caseId)).toMatchObject({ state: 'delivered' });
});

test('a mandatory text is never sent a third time', async () => {
  const { caseId, phone, email } = await stage.openCase();
  const before = await stage.smsCalls();
  await stage.fault({ operation: 'sms', kind: 'reset', times: null, match: { to: phone } });
  const outcomes = await send(caseId, 'unbound');
  expect((await stage.smsCalls()) - before).toBe(2);
  expect(outcomes.find(({ channel }) => channel === 'sms')?.state).toBe('unknown');
  expect(await attentionOf(caseId)).toEqual(['NOTICE_UNKNOWN']);
  expect(stage.mail.to(email)).toHaveLength(1);
});

test('an optional text that nobody knows of is left to the e-mail and to an operator', async () => {
  const { caseId, phone, email } = await stage.openCase();
  const before = await stage.smsCalls();
  await stage.fault({ operation: 'sms', kind: 'reset', match: { to: phone } });
  const outcomes = await send(caseId, 'gate-blocked');
  expect((await stage.smsCalls()) - before).toBe(1);
  expect(outcomes.find(({ channel }) => channel === 'sms')?.state).toBe('unknown');
  expect(await attentionOf(caseId)).toEqual(['NOTICE_UNKNOWN']);
  expect(stage.mail.to(email)).toHaveLength(1);
});

test('an unknown text becomes known when its callback comes after all', async () => {
  const { caseId, phone } = await stage.openCase();
  await stage.fault({ operation: 'sms', kind: 'reset', match: { to: phone } });
  await send(caseId, 'gate-blocked');
  const row = await smsRow(caseId);
  await applySmsCallback(stage.record, row?.noticeId ?? '', {
    providerRef: 'SM1',
    status: 'delivered',
  });
  expect((await smsRow(caseId))?.state).toBe('delivered');
});

const POINTS: readonly EffectPoint[] = [
  'before-intent',
  'after-intent',
  'after-call',
  'after-answer',
  'after-settle',
];

/** Fails the first attempt at one point, as a crash of the worker would end it there. */
function crashOnce(effect: ObservedEffect, point: EffectPoint) {
  let crashed = false;
  return {
    crashed: () => crashed,
    onPoint(at: EffectPoint, of: ObservedEffect) {
      if (crashed || at !== point || of !== effect) return;
      crashed = true;
      throw new Error('crash');
    },
  };
}

describe.each(POINTS)('a crash at %s', (point) => {
  test('of the SMS leaves exactly one text', async () => {
    const { caseId, phone } = await stage.openCase();
    const observer = crashOnce('sms', point);
    await stage
      .activities({ observer })
      .sendNotices({ caseId, notices: [{ kind: 'unbound', occurrence: 1 }] })
      .catch(() => undefined);
    expect(observer.crashed()).toBe(true);
    await send(caseId, 'unbound');
    expect(await stage.texts(phone)).toHaveLength(1);
    expect((await smsRow(caseId))?.providerRef).toBeDefined();
  });

  test('of the e-mail leaves one message, or two copies that mail programs show as one', async () => {
    const { caseId, email } = await stage.openCase();
    const observer = crashOnce('email', point);
    await stage
      .activities({ observer })
      .sendNotices({ caseId, notices: [{ kind: 'unbound', occurrence: 1 }] })
      .catch(() => undefined);
    expect(observer.crashed()).toBe(true);
    await send(caseId, 'unbound');
    const mails = stage.mail.to(email);
    const copies = point === 'after-call' || point === 'after-answer' ? 2 : 1;
    expect(mails).toHaveLength(copies);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect(new Set(mails.map(({ text }) => text)).size).toBe(1);
  });
});

test('two attempts at the same time send one text', async () => {
  const { caseId, phone } = await stage.openCase();
  await Promise.all([send(caseId, 'unbound'), send(caseId, 'unbound')]);
  expect(await stage.texts(phone)).toHaveLength(1);
});

test('an attempt that stood still before its intent sends no text while another is sending it', async () => {
  const { caseId, phone } = await stage.openCase();
  let isFenced: () => void = () => undefined;
  let isOver: () => void = () => undefined;
  const fenced = new Promise<void>((resolve) => (isFenced = resolve));
  const slowIsOver = new Promise<void>((resolve) => (isOver = resolve));
  /** Goes first past the intent, and calls last. */
  const quick = {
    async onPoint(point: EffectPoint, effect: ObservedEffect): Promise<void> {
      if (point !== 'after-intent' || effect !== 'sms') return;
      isFenced();
      await slowIsOver;
    },
  };
  const sending: Promise<unknown>[] = [];
  const slow = {
    async onPoint(point: EffectPoint, effect: ObservedEffect): Promise<void> {
      if (point !== 'before-intent' || effect !== 'sms') return;
      sending.push(send(caseId, 'unbound', stage.activities({ observer: quick })));
      await fenced;
    },
  };
  const notices = [{ kind: 'unbound', occurrence: 1 }] as const;
  await stage
    .activities({ observer: slow })
    .sendNotices({ caseId, notices })
    .catch(() => undefined);
  expect(await stage.texts(phone)).toEqual([]);
  isOver();
  await Promise.all(sending);
  expect(await stage.texts(phone)).toHaveLength(1);
});

describe('callbacks', () => {
  async function twoInOne() {
    const opened = await stage.openCase();
    stage.callbacks.control.lost = true;
    const notices = [
      { kind: 'unbound', occurrence: 1 },
      { kind: 'closed', occurrence: 1 },
    ] as const;
    await stage.activities().sendNotices({ caseId: opened.caseId, notices });
    const rows = (await stage.record.notices.list(opened.caseId)).filter(
      ({ channel }) => channel === 'sms',
    );
    return {
      ...opened,
      noticeId: rows[0]?.noticeId ?? '',
      providerRef: rows[0]?.providerRef ?? '',
    };
  }
  async function states(caseId: string) {
    const rows = await stage.record.notices.list(caseId);
    return rows.filter(({ channel }) => channel === 'sms').map(({ state }) => state);
  }

  test('about a text rank every notice in it', async () => {
    const { caseId, noticeId, providerRef } = await twoInOne();
    const changed = await applySmsCallback(stage.record, noticeId, {
      providerRef,
      status: 'undelivered',
      errorCode: '30005',
    });
    expect(changed).toHaveLength(2);
    expect(await states(caseId)).toEqual(['undelivered', 'undelivered']);
  });

  test('that come late or twice change nothing that is further on', async () => {
    const { caseId, noticeId, providerRef } = await twoInOne();
    for (const status of ['delivered', 'sent', 'queued', 'delivered']) {
      await applySmsCallback(stage.record, noticeId, { providerRef, status });
    }
    expect(await states(caseId)).toEqual(['delivered', 'delivered']);
  });

  test('about a notice that does not exist change nothing', async () => {
    const callback = { providerRef: 'SM1', status: 'delivered' };
    await expect(applySmsCallback(stage.record, 'n_nothing', callback)).resolves.toBeUndefined();
  });

  test('of the provider arrive signed and bring the text to delivered', async () => {
    const { caseId } = await stage.openCase();
    await send(caseId, 'unbound');
    await eventually(async () => (await smsRow(caseId))?.state === 'delivered');
  });
});
