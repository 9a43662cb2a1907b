/** Filters of what needs a person, and what a dry run of rebuilding leaves to people. */
import type { AttentionCase } from '../../wire/operations/operations-answers';
import type { Rebuilding } from '../../wire/operations/upkeep-answers';
import { type ErrorCode, publicCode } from '../../workflows/contract/errors';
import { byCase } from '../../client/console/operations/attention/by-case';
import {
  filterQuery,
  filterSelection,
  groupsOf,
  isFiltered,
  readFilter,
  writeFilter,
} from '../../client/console/operations/attention/address';
import {
  leftSentences,
  momentForField,
  momentOfField,
} from '../../client/console/operations/recovery/rebuilding';
import { sentence } from '../../words/phrase';
import type { Say } from '../../words/phrase';
import { isLacking } from '../../workflows/contract/rebuilding';

const say: Say = (pair, ...values) => sentence('en', pair, values[0]);

describe('the filters of what needs a person', () => {
  const address = 'status=unbinding&reason=other&sinceBefore=2026-12-01&moneyFrom=20000';

  it('stand in the address as they were, and nothing else does', () => {
    const filter = readFilter(new URLSearchParams(`${address}&phone=13800138000`));
    expect(writeFilter(filter).toString()).toBe(address);
    expect(isFiltered(filter)).toBe(true);
  });

  it.each([
    'status=completed',
    'reason=x',
    'sinceBefore=yesterday',
    'sinceBefore=0000-01-01',
    'moneyFrom=0',
    'moneyFrom=-1',
  ])('leave out %s, which the API would refuse', (unknown) => {
    expect(isFiltered(readFilter(new URLSearchParams(unknown)))).toBe(false);
  });

  it('ask for a day as it was typed, which the API counts in the zone of the desk', () => {
    const filter = readFilter(new URLSearchParams(address));
    expect(filterQuery(filter)).toMatchObject({ moneyFrom: '20000', sinceBefore: '2026-12-01' });
    const { moneyFrom, ...others } = filter;
    expect(moneyFrom).toBe('20000');
    expect(filterSelection(others, 'parked')).toEqual({
      cause: 'parked',
      status: ['unbinding'],
      reason: 'other',
      sinceBefore: '2026-12-01',
    });
  });

  it('name no cases for a repair in bulk while they go by money, which it cannot', () => {
    expect(filterSelection({ moneyFrom: '1' }, 'parked')).toBeUndefined();
  });

  it('find cases by cause, each counted once with what is at stake', () => {
    const item = (caseId: string, subject: string, code?: ErrorCode): AttentionCase => ({
      cause: 'parked',
      ...(code === undefined ? {} : { code: publicCode(code) }),
      caseId,
      subject,
      since: '2026-12-01T00:00:00.000Z',
      money: [{ amountMinor: 20_000, currency: 'CNY' }],
    });
    const found = groupsOf([
      item('UC-1', 'unbind', 'UNBIND_REFUSED'),
      item('UC-2', 'refund'),
      item('UC-1', 'close', 'UNBIND_REFUSED'),
      item('UC-3', 'unbind', 'UNBIND_REFUSED'),
    ]);
    expect(found).toMatchObject([
      {
        name: 'parked:UNBIND_UNBIND_REFUSED',
        cases: 2,
        items: [{ subject: 'unbind' }, { subject: 'close' }, { caseId: 'UC-3' }],
        money: [{ amountMinor: 40_000 }],
      },
      { name: 'parked', cases: 1, money: [{ amountMinor: 20_000 }] },
    ]);
  });
});

describe('a dry run of rebuilding', () => {
  const whole: Rebuilding = {
    caseId: 'UC-1',
    status: 'awaiting-review',
    held: false,
    inRecord: true,
    terminals: 2,
    rows: 0,
    events: [],
    unplaced: 0,
    ahead: 0,
    conflict: false,
    lostConsents: 0,
    notices: 0,
    effects: [],
  };
  const left = (change: Partial<Rebuilding>): string =>
    leftSentences({ ...whole, ...change }, say).join(' ');

  it('says nothing of a case that is whole', () => {
    expect(isLacking(whole)).toBe(false);
    expect(left({})).toBe('');
  });

  it.each<Partial<Rebuilding>>([
    { inRecord: false },
    { rows: 1 },
    { notices: 1 },
    { effects: [{ key: 'unbind:UC-1:t_1:g1', found: 'done' }] },
  ])('has something to write for %j', (change) => {
    expect(isLacking({ ...whole, ...change })).toBe(true);
  });

  it('asks for an opening with as many terminals as the case has', () => {
    expect(left({ inRecord: false })).toContain('merchant and terminals again (2');
  });

  it('asks for a lost application only of a case that goes on, and tells that it will be held', () => {
    expect(left({ lostRevision: 3 })).toMatch(/revision 3 is gone.*the case is held/);
    expect(left({ lostRevision: 3, held: true })).toContain('before you release it');
    expect(left({ lostRevision: 3, status: 'completed' })).toBe('');
  });

  it('names what cannot be brought back', () => {
    const told = left({ lostConsents: 1, conflict: true, ahead: 4, unplaced: 5 });
    expect(told).toMatch(/1 consent is lost.*other content.*by 4 rows.*5 rows cannot/);
  });

  it('takes the moment of the backup to the minute, in the zone of the reader', () => {
    const at = new Date(2026, 10, 26, 3, 5).toISOString();
    expect(momentForField(at)).toBe('2026-11-26 03:05');
    expect(momentOfField(' 2026-11-26 03:05 ')).toBe(at);
    expect(momentOfField(at)).toBe(at);
    expect(momentOfField('2026-11-26T03:05')).toBe(at);
    expect(momentForField('soon')).toBe('');
    expect(['', '12', '2026-13-40 03:05'].map(momentOfField)).toEqual(Array(3).fill(undefined));
  });
});

test('what needs a person shows each case once, with all that was found of it', () => {
  const item = (caseId: string, subject: string) =>
    ({ cause: 'notice', caseId, subject, money: [] }) as const;
  const items = [item('UC-1', 'approved#1'), item('UC-2', 'unbound#1'), item('UC-1', 'closed#1')];
  expect(byCase(items)).toEqual([[items[0], items[2]], [items[1]]]);
});
