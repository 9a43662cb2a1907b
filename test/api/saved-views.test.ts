/** Saved views: each person's own, filters only. */
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ cases: false });
});
afterAll(() => stage.stop());

const at = (name: string): string => `/views/${encodeURIComponent(name)}`;
const filters = { status: 'awaiting-review,unbinding', assignee: 'none', sort: 'nextDueAt' };
const namesOf = async (who: Stage['staff']['agent']) => {
  const { items } = (await who.get('/views')).body as unknown as { items: { name: string }[] };
  return items.map(({ name }) => name);
};

test('a view is saved, read, replaced and forgotten by its name', async () => {
  const { agent } = stage.staff;
  const name = '待审核 (本周)';
  const saved = await agent.put(at(name), { filters });
  expect(saved.body).toMatchObject({ name, filters });
  expect((await agent.get(at(name))).body).toEqual(saved.body);
  await agent.put(at(name), { filters: { overdue: 'true' } });
  expect((await agent.get(at(name))).body).toMatchObject({ filters: { overdue: 'true' } });
  expect(await namesOf(agent)).toEqual([name]);
  expect((await agent.call('DELETE', at(name))).status).toBe(204);
  expect((await agent.call('DELETE', at(name))).status).toBe(204);
  expect((await agent.get(at(name))).status).toBe(404);
});

test('a view belongs to who saved it', async () => {
  const { agent, agent2 } = stage.staff;
  await agent.put(at('own'), { filters });
  expect((await agent2.get(at('own'))).status).toBe(404);
  expect(await namesOf(agent2)).toEqual([]);
  await agent2.call('DELETE', at('own'));
  expect(await namesOf(agent)).toContain('own');
});

test.each([
  ['a search', { q: 'SN10000001' }, 'filters.q'],
  ['a phone number', { phone: '+8613800138000' }, 'filters.phone'],
  ['a page', { cursor: 'abc' }, 'filters.cursor'],
  ['a status that there is not', { status: 'lost' }, 'filters.status'],
])('%s is no filter of a view', async (_what, wrong, path) => {
  const answer = await stage.staff.agent.put(at('wrong'), { filters: wrong });
  expect(answer.body).toMatchObject({ status: 400, code: 'UNBIND_BAD_REQUEST' });
  expect(answer.body['problems']).toMatchObject([{ path }]);
});

test.each(['13800138000', 'call 57463', 'a@example.com', ' ', 'a/b', 'x'.repeat(41)])(
  'a view is not named "%s"',
  async (name) => {
    expect((await stage.staff.agent.put(at(name), { filters })).status).toBe(400);
  },
);

test('a person has at most fifty views, and may still replace one', async () => {
  const { reviewer } = stage.staff;
  const put = (name: string) => reviewer.put(at(name), { filters });
  for (let i = 0; i < 50; i += 1) expect((await put(`view ${i}`)).status).toBe(200);
  expect((await put('one more')).body).toMatchObject({
    status: 409,
    code: 'UNBIND_TOO_MANY_VIEWS',
  });
  expect((await put('view 7')).status).toBe(200);
  expect(await namesOf(reviewer)).toHaveLength(50);
});
