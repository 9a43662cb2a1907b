/** The work beside the worker that makes hashes for search anew: batch by batch, to the end, through faults. */
import { RecordError, type DeskRecord } from '../../record/port/desk-record';
import { renewHashes } from '../../worker/renew-hashes';

type Store = DeskRecord['searchHashes'];

/** Runs it over a store until it has slept so often; what it asked and said. */
async function played(store: Partial<Store>, sleeps: number) {
  const asked: (string | undefined)[] = [];
  const slept: number[] = [];
  const said: string[] = [];
  const say = (about: object, message: string) => {
    said.push(`${message} ${JSON.stringify(about)}`);
  };
  await renewHashes({
    record: {
      searchHashes: {
        countBehind: async () => 3,
        ...store,
        renew: async (limit, after) => {
          asked.push(after);
          return (await store.renew?.(limit, after)) ?? { renewed: 0, left: 0 };
        },
      },
    },
    log: { info: say, warn: say },
    sleep: async (ms) => {
      slept.push(ms);
    },
    isStopped: () => slept.length >= sleeps,
  });
  return { asked, slept, said };
}

test('goes on after the last case of a batch and says how far it came', async () => {
  const { asked, said } = await played(
    {
      renew: async (_limit, after) =>
        after === undefined
          ? { renewed: 2, left: 0, next: 'UC-0000000002' }
          : { renewed: 1, left: 0 },
    },
    2,
  );
  expect(asked).toEqual([undefined, 'UC-0000000002']);
  expect(said).toEqual([
    'hashes for search are made anew {"behind":3}',
    'hashes for search were made anew {"renewed":3,"left":0}',
  ]);
});

test('looks for what an older process wrote, and asks for nothing where all is done', async () => {
  const { asked, slept, said } = await played({ countBehind: async () => 0 }, 2);
  expect([asked, said]).toEqual([[], []]);
  expect(slept[0]).toBe(60 * 60_000);
});

test('tries again sooner what it had to leave', async () => {
  const { slept } = await played({ renew: async () => ({ renewed: 0, left: 3 }) }, 1);
  expect(slept).toEqual([60_000]);
});

test('tells a fault of the record by its code and goes on', async () => {
  let faults = 0;
  const { asked, said } = await played(
    {
      countBehind: async () => {
        faults += 1;
        if (faults === 1) throw new RecordError('RECORD_UNAVAILABLE', 'away');
        return 1;
      },
    },
    2,
  );
  expect(said[0]).toContain('"RECORD_UNAVAILABLE"');
  expect(asked).toEqual([undefined]);
});
