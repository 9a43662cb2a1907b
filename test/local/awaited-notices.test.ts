/** What an example case waits for: notices that are on their way, and not those that the night holds. */
import { awaitedNotices } from '../../local/example-case/awaited-notices';
import type { Notice } from '../../wire/cases/note-answers';

const NOW_MS = Date.parse('2026-11-29T15:00:00Z');
const notice = (state: Notice['state'], notBefore?: string) => ({
  state,
  ...(notBefore === undefined ? {} : { notBefore }),
});
const MORNING = '2026-11-30T00:00:00.000Z';

describe('notices of an example case', () => {
  test('are over once each has come to an end', () => {
    const ended = [notice('delivered'), notice('suppressed')];
    expect(awaitedNotices(ended, NOW_MS)).toEqual({ isOver: true, held: undefined });
  });

  test('are waited for while they gather for a moment', () => {
    const gathering = [notice('planned', '2026-11-29T15:00:02Z'), notice('delivered')];
    expect(awaitedNotices(gathering, NOW_MS).isOver).toBe(false);
  });

  test('that quiet hours hold are not waited for, and it is told until when and why', () => {
    const { isOver, held } = awaitedNotices([notice('planned', MORNING), notice('sent')], NOW_MS);
    expect(isOver).toBe(true);
    expect(held).toContain(MORNING);
    expect(held).toContain('UNBIND_QUIET_HOURS');
  });

  test('are waited for beside some that quiet hours hold', () => {
    const both = [notice('planned', MORNING), notice('attempting')];
    expect(awaitedNotices(both, NOW_MS).isOver).toBe(false);
  });
});
