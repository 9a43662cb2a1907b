/** Callers of operations stand in one table, and no route can differ from it. */
import Fastify from 'fastify';
import { nameCallers, PUBLIC } from '../../client/api/http/access';
import { addressOf } from '../../client/api/http/route-table';
import { API_ROOT } from '../../wire/routes';

const ADDRESS = `${API_ROOT}${addressOf('addPerson')}`;
const nothing = async (): Promise<undefined> => undefined;

function guarded() {
  const api = Fastify();
  nameCallers(api);
  return api;
}

test('an operation is open to its callers of the table', async () => {
  const seen: unknown[] = [];
  const api = guarded();
  api.addHook('onRoute', ({ config }) => {
    seen.push(config?.access);
  });
  api.post(ADDRESS, nothing);
  await api.ready();
  expect(seen).toEqual([{ kind: 'staff', roles: ['admin'] }]);
});

test('an operation that names callers of its own is not served', () => {
  expect(() => guarded().post(ADDRESS, { config: PUBLIC }, nothing)).toThrow('a second time');
});

test('a page that names no callers is not served', () => {
  expect(() => guarded().get('/page', nothing)).toThrow('nowhere');
});
