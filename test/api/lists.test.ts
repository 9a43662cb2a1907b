/** Finding cases: filters, order, pages, and search by what must not stand in an address. */
import { dayPlus, deskDayOf } from '../../workflows/contract/desk-days';
import { submitted, opened } from './people';
import type { Begun } from './people';
import { type Stage, startStage } from './stage';

interface Row {
  readonly caseId: string;
  readonly status: string;
  readonly reason: string;
  readonly openedAt: string;
  readonly assignee?: string;
}
interface Page {
  readonly items: readonly Row[];
  readonly nextCursor?: string;
}

let stage: Stage;
let waiting: Begun[];
let review: Begun & { revision: number };
let withdrawn: Begun;
beforeAll(async () => {
  stage = await startStage();
  waiting = [
    await opened(stage),
    await opened(stage, { reason: 'regulatory' }),
    await opened(stage),
    await opened(stage, { merchant: { terminals: 2 } }),
  ];
  review = await submitted(stage);
  await stage.staff.reviewer.post(`${review.path}/claim`, { revision: review.revision });
  withdrawn = await opened(stage);
  await stage.staff.agent.post(`${withdrawn.path}/withdraw`);
});
afterAll(() => stage.stop());

async function page(query: string, who = stage.staff.agent): Promise<Page> {
  const answer = await who.get(`/cases?${query}`);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body as unknown as Page;
}

async function found(query: string): Promise<readonly string[]> {
  return (await page(query)).items.map(({ caseId }) => caseId).sort();
}

function idsOf(...cases: readonly Begun[]): readonly string[] {
  return cases.map(({ caseId }) => caseId).sort();
}

test('a list is filtered by status, by several, and by being open', async () => {
  expect(await found('status=awaiting-review')).toEqual(idsOf(review));
  expect(await found('status=awaiting-identity')).toEqual(idsOf(...waiting));
  expect(await found('status=withdrawn,awaiting-review')).toEqual(idsOf(review, withdrawn));
  expect(await found('status=open')).toEqual(idsOf(...waiting, review));
  expect(await found('status=completed')).toEqual([]);
});

test('a list is filtered by reason, assignee, marks and the day of opening', async () => {
  const all = idsOf(...waiting, review, withdrawn);
  const today = deskDayOf(new Date());
  const day = dayPlus(today, -1);
  const tomorrow = dayPlus(today, 1);
  expect(await found('reason=regulatory')).toEqual(idsOf(waiting[1]!));
  expect(await found('assignee=s_reviewer')).toEqual(idsOf(review));
  expect(await found('assignee=s_reviewer2')).toEqual([]);
  expect(await found('parked=true')).toEqual([]);
  expect(await found('parked=false')).toEqual(all);
  expect(await found('overdue=true')).toEqual([]);
  expect(await found(`openedFrom=${day}&openedTo=${tomorrow}`)).toEqual(all);
  expect(await found(`openedFrom=${tomorrow}`)).toEqual([]);
  const { openedAt } = (await page(`q=${review.caseId}`)).items[0]!;
  expect(await found(`openedFrom=${encodeURIComponent(openedAt)}`)).toContain(review.caseId);
});

test('the tabs of the queue show what their numbers say, to each their own', async () => {
  const { agent, reviewer, stranger } = stage.staff;
  expect((await agent.get('/cases/counts')).body).toEqual({
    mine: waiting.length,
    team: waiting.length + 1,
    waitingForMerchant: 0,
    parked: 0,
    overdue: 0,
    unclaimedReviews: 0,
    manualTasks: 0,
  });
  expect(await found('mine=true')).toEqual(idsOf(...waiting));
  expect(await found('waitsFor=reviewer')).toEqual(idsOf(review));
  expect(await found('manual=true')).toEqual([]);
  expect(await found('status=awaiting-review&assignee=none')).toEqual([]);
  expect((await page('mine=true', reviewer)).items).toMatchObject([{ caseId: review.caseId }]);
  expect((await reviewer.get('/cases/counts')).body).toMatchObject({ mine: 1, team: 5 });
  expect((await stranger.get('/cases/counts')).body).toMatchObject({ mine: 0, team: 0 });
});

test('a case is found by its id, its merchant number and any of its serial numbers', async () => {
  const { caseId, merchant } = waiting[3]!;
  const [first, second] = merchant.terminals;
  const shouted = second!.serialNumber.toLowerCase();
  for (const q of [caseId, merchant.merchantNumber, first!.serialNumber, shouted]) {
    expect(await found(`q=${q}`)).toEqual([caseId]);
  }
  expect(await found(`q=${first!.serialNumber.slice(0, -1)}`)).toEqual([]);
});

test('pages follow each other in order, each case once, until there is no more', async () => {
  for (const sort of ['openedAt', '-openedAt', '-changedAt', 'nextDueAt', 'queue']) {
    const whole = (await page(`sort=${sort}`)).items.map(({ caseId }) => caseId);
    const walked: string[] = [];
    let cursor: string | undefined;
    do {
      const query = `sort=${sort}&limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
      const next = await page(query);
      expect(next.items.length).toBeLessThanOrEqual(2);
      walked.push(...next.items.map(({ caseId }) => caseId));
      cursor = next.nextCursor;
    } while (cursor !== undefined);
    expect(walked).toEqual(whole);
  }
  const oldest = (await page('sort=openedAt')).items.map(({ openedAt }) => openedAt);
  expect(oldest).toEqual([...oldest].sort());
});

test('a cursor of another order is refused', async () => {
  const { nextCursor } = await page('sort=openedAt&limit=1');
  const cursor = encodeURIComponent(nextCursor ?? '');
  const answer = await stage.staff.agent.get(`/cases?sort=-changedAt&limit=1&cursor=${cursor}`);
  expect(answer.body['problems']).toMatchObject([{ path: 'cursor' }]);
  expect(answer.body).toMatchObject({ status: 400, code: 'UNBIND_BAD_REQUEST' });
});

test('agents and reviewers see the cases of their team, operators and auditors all', async () => {
  const { stranger, reviewer2, operator, auditor } = stage.staff;
  expect((await page('', stranger)).items).toEqual([]);
  const all = (await page('')).items.length;
  for (const who of [reviewer2, operator, auditor]) {
    expect((await page('', who)).items).toHaveLength(all);
  }
});

test('personal data is searched for in a body, exactly, and leaves no trace in a log', async () => {
  const { agent, stranger } = stage.staff;
  const { phone, document } = review.merchant;
  const spaced = phone.replace('+86', '+86 ').replace(/(\d{4})$/, ' $1');
  const written = [phone, spaced, phone.slice(3), phone.replace('+', '00')];
  for (const body of [
    ...written.map((number) => ({ phone: number })),
    { documentNumber: document.number },
  ]) {
    const answer = await agent.post('/cases/search', body);
    const { items } = answer.body as unknown as Page;
    expect(items.map(({ caseId }) => caseId)).toEqual([review.caseId]);
    expect((await stranger.post('/cases/search', body)).body).toEqual({ items: [] });
  }
  const near = await agent.post('/cases/search', {
    phone: phone.replace(/.$/, (last) => (last === '9' ? '8' : '9')),
  });
  expect(near.body).toEqual({ items: [] });
  expect(stage.logs()).not.toContain(phone.slice(3));
  expect(stage.logs()).not.toContain(document.number);
});
