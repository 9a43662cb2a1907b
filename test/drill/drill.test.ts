/**
 * Drills that are quick enough for every run; all of them: `npm run drill`.
 * @long
 */
import { HOOK_LIMIT_MS, startSystem, type System } from '../e2e/system';
import { ALL_DRILLS } from './all-drills';
import { DRILL_POLICY, randomOf } from './drills';

jest.setTimeout(300_000);
const seed = Number(process.env['SEED'] ?? '1');

let system: System;
beforeAll(async () => {
  system = await startSystem({ policy: DRILL_POLICY });
}, HOOK_LIMIT_MS);
afterAll(() => system.stop(), HOOK_LIMIT_MS);

test.each([
  'wrong answer codes',
  'provider returns a refund late',
  'record restored from an older backup',
])('%s: repaired by the operator, nothing twice, nothing lost, nothing stuck', async (name) => {
  const drill = ALL_DRILLS.find((one) => one.name === name);
  const result = await drill?.run(system, randomOf(seed));
  expect(result).toEqual({ name, repaired: true, doubled: [], lost: [], stuck: [] });
});
