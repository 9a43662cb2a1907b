/** Who looks at a case: coming, staying, going, and going silent. */
import { GONE_AFTER_S, createPresence } from '../../client/api/watch/presence-list';

let nowMs: number;
let told: [caseId: string, teamId: string, principalIds: readonly string[]][];
let presence: ReturnType<typeof createPresence>;
beforeEach(() => {
  nowMs = Date.parse('2026-11-25T08:00:00Z');
  told = [];
  presence = createPresence(
    () => new Date(nowMs),
    (...change) => told.push(change),
  );
});

function heard(principalId: string, here = true, caseId = 'UC-0000000001'): void {
  presence.heard({ kind: 'presence', caseId, teamId: 'team-1', principalId, here });
}
const there = () => presence.at('UC-0000000001').map(({ principalId }) => principalId);

test('tells everybody who is there when somebody comes, and nothing while they stay', () => {
  heard('s_a');
  heard('s_b');
  nowMs += 20_000;
  heard('s_a');
  expect(told).toEqual([
    ['UC-0000000001', 'team-1', ['s_a']],
    ['UC-0000000001', 'team-1', ['s_a', 's_b']],
  ]);
  expect(presence.at('UC-0000000001')[0]?.since.toISOString()).toBe('2026-11-25T08:00:00.000Z');
});

test('tells once that somebody left, and nothing of who was not there', () => {
  heard('s_a');
  told = [];
  heard('s_a', false);
  heard('s_a', false);
  heard('s_b', false);
  expect(told).toEqual([['UC-0000000001', 'team-1', []]]);
});

test('takes leave of who went silent and keeps who was heard', () => {
  heard('s_a');
  heard('s_b');
  nowMs += GONE_AFTER_S * 500;
  heard('s_b');
  nowMs += GONE_AFTER_S * 500;
  told = [];
  expect(there()).toEqual(['s_b']);
  presence.sweep();
  expect(told).toEqual([['UC-0000000001', 'team-1', ['s_b']]]);
  presence.sweep();
  expect(told).toHaveLength(1);
});

test('keeps cases apart', () => {
  heard('s_a');
  heard('s_b', true, 'UC-0000000002');
  expect(there()).toEqual(['s_a']);
});
