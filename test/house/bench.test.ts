/** What a run of the benchmarks calculates and reports; the measuring itself is no test's business. */
import { planOfHistory } from '../../bench/bare/plan';
import type { CaseHistory } from '../../bench/happy-case';
import { median, ratio, rounded, shuffled, timeOfAll } from '../../bench/numbers';
import { FULL, PARTS, QUICK, WrongOption, readOptions } from '../../bench/options';
import { perCase } from '../../bench/processor';
import { type Measured, headlineOf, missedAims, reportOf, tableOf } from '../../bench/report';
import { temporal } from '@temporalio/proto';

function history(events: number, bytes: number): CaseHistory {
  const plan = { updates: 6, activities: 5, localActivities: 11 };
  return { executions: 1, events, bytes, workflowTasks: 11, eventsByType: {}, plan };
}

const list = { medianRatio: 1, smallCases: 1, largeCases: 2, requests: 3, filters: [] };
const facts = {
  commit: 'c'.repeat(40),
  dirty: false,
  node: process.version,
  processors: 2,
  memoryGb: 8,
  seed: 7,
  startedAt: '2026-01-01T00:00:00.000Z',
  durationS: 60,
  command: 'npm run bench --',
  quick: false,
  parts: PARTS,
  counts: FULL,
};

describe('the arithmetic', () => {
  it('takes the middle value, or the mean of the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 7])).toBe(6);
    expect(() => median([])).toThrow('Nothing was measured');
  });

  it('knows no ratio to nothing', () => {
    expect(ratio(3, 4)).toBe(0.75);
    for (const base of [0, -1, Number.NaN]) expect(() => ratio(1, base)).toThrow('says nothing');
  });

  it('rounds to what can be known', () => {
    expect([rounded(0.123456), rounded(1234.5), rounded(0)]).toEqual([0.123, 1230, 0]);
  });

  it('shuffles by the seed alone and loses nothing', () => {
    const values = Array.from({ length: 20 }, (_, index) => index);
    expect(shuffled(values, 7)).toEqual(shuffled(values, 7));
    expect(shuffled(values, 7)).not.toEqual(shuffled(values, 8));
    expect([...shuffled(values, 7)].sort((a, b) => a - b)).toEqual(values);
  });

  it('plays every game once and never more at once than it may', async () => {
    const played: number[] = [];
    let now = 0;
    let most = 0;
    await timeOfAll(25, 4, async (index) => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      played.push(index);
    });
    expect([...played].sort((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, i) => i));
    expect(most).toBe(4);
  });

  it('shares the processor time of a round among its cases', () => {
    expect(perCase({ api: 100 }, { api: 1_100, worker: 500 }, 10)).toEqual({
      api: 100,
      worker: 50,
    });
  });
});

describe('a bare case', () => {
  it('has the steps of a history, whose other events do not count', () => {
    const { EventType } = temporal.api.enums.v1;
    const marker = (markerName: string) => ({ markerRecordedEventAttributes: { markerName } });
    const events = [
      { eventType: EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED },
      { eventType: EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED },
      { eventType: EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED },
      { eventType: EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED },
      { eventType: EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED },
      marker('core_local_activity'),
      marker('core_patch'),
    ];
    expect(planOfHistory(events)).toEqual({ updates: 1, activities: 1, localActivities: 1 });
  });
});

describe('the options', () => {
  it('measure everything where nothing is said', () => {
    const options = readOptions([]);
    expect(options).toMatchObject({ parts: PARTS, quick: false, counts: FULL });
    expect(readOptions(['--quick'])).toMatchObject({ quick: true, counts: QUICK });
    expect(readOptions(['--help'])).toBeUndefined();
  });

  it('choose parts and counts, and keep the few cases fewer than the many', () => {
    const options = readOptions(['--only', 'list,happy', '--open-cases', '20', '--seed', '0']);
    expect(options?.parts).toEqual(['happy', 'list']);
    expect(options?.seed).toBe(0);
    expect(options?.counts).toMatchObject({ memoryLargeCases: 20, memorySmallCases: 10 });
  });

  it.each([
    ['--only', 'throughput,speed'],
    ['--rounds', '0'],
    ['--seed', 'x'],
    ['--cases', '1.5'],
    ['--faster'],
  ])('name what they do not understand: %s', (...args) => {
    expect(() => readOptions(args)).toThrow(WrongOption);
    expect(() => readOptions(args)).toThrow(args[0]);
  });
});

describe('the report', () => {
  it('counts the longest history', () => {
    const headline = headlineOf({ happy: [history(80, 18_000), history(83, 17_000)] });
    expect(headline).toMatchObject({ happyCaseEvents: 83, happyCaseBytes: 18_000 });
  });

  it('has null for what was not measured, which misses no aim', () => {
    const headline = headlineOf({});
    expect(Object.values(headline).every((value) => value === null)).toBe(true);
    expect(missedAims(headline)).toEqual([]);
  });

  it('names the aims that are missed, and only those', () => {
    const measured = (events: number, listRatio: number): Measured => ({
      happy: [history(events, 60 * 1024)],
      list: { ...list, ratio: listRatio },
    });
    expect(missedAims(headlineOf(measured(100, 2)))).toEqual([]);
    expect(missedAims(headlineOf(measured(101, 2.01)))).toEqual([
      'happyCaseEvents is 101, not at most 100',
      'listRatio is 2.01, not at most 2',
    ]);
  });

  it('carries its numbers and its origin under names that readers rely on', () => {
    const report = reportOf(facts, { list: { ...list, ratio: 1.5 } });
    expect(report).toMatchObject({ ...facts, listRatio: 1.5, missedAims: [] });
    expect(Object.keys(report)).toEqual(
      expect.arrayContaining([
        'throughputRatio',
        'happyCaseEvents',
        'happyCaseBytes',
        'updateRatio',
        'listRatio',
        'workerMbPerCachedCase',
      ]),
    );
  });

  it('shows each number with its aim to people', () => {
    const table = tableOf(reportOf(facts, { list: { ...list, ratio: 3 } }));
    expect(table).toMatch(/listRatio +3 +at most 2 +MISSED/);
    expect(table).toMatch(/throughputRatio +– +at least 0.6/);
  });
});
