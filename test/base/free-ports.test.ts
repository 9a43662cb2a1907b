/** Ports that are chosen before their programs listen. */
import { findFreePorts } from '../../base/free-ports';

it('gives no port to two callers, though neither listens yet', async () => {
  const chosen = await Promise.all(Array.from({ length: 20 }, () => findFreePorts(40)));
  expect(new Set(chosen.flat()).size).toBe(800);
});
