/** Time limits hold whatever the garbage collector does. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { timeLimit } from '../../base/time-limit';

setFlagsFromString('--expose-gc');
const collectGarbage = z
  .custom<() => void>((value) => typeof value === 'function')
  .parse(runInNewContext('gc'));

let silent: Server;
beforeAll(async () => {
  silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
});
afterAll(() => {
  silent.closeAllConnections();
  silent.close();
});

it('ends a call that is never answered, though garbage was collected meanwhile', async () => {
  const { port } = silent.address() as AddressInfo;
  const outer = new AbortController();
  const signal = () => AbortSignal.any([outer.signal, timeLimit(1_000)]);
  const called = fetch(`http://127.0.0.1:${port}/`, { signal: signal() });
  const ending = called.catch((error: unknown) => error);
  // A busy machine may reach the limit before the request arrives.
  await Promise.race([once(silent, 'request'), ending]);
  collectGarbage();
  const ended = await Promise.race([ending, delay(5_000, 'not at all')]);
  expect(ended).toMatchObject({ name: 'TimeoutError' });
});
