/** The desk's working time: holidays, make-up days, hours, and the arithmetic over them. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { calendarPath, renderCalendar } from '../../scripts/generate-calendar';
import { calendarByVersion } from '../../workflows/calendar/calendar-by-version';
import { CALENDAR_VERSION } from '../../workflows/contract/identifiers';
import {
  WORKING_DAY_MS,
  addWorkingDays,
  addWorkingMs,
  endsSinceMs,
  isWorkingDay,
  nextWorkingMorning,
  workingMsBetween,
} from '../../workflows/calendar/working-time';

const HOUR_MS = 3_600_000;
const calendar = calendarByVersion(CALENDAR_VERSION);

/** Moment of a desk time such as `2026-02-14 09:00`. */
function desk(time: string): number {
  return Date.parse(`${time.replace(' ', 'T')}:00+08:00`);
}
function shown(atMs: number): string {
  return new Date(atMs + 8 * HOUR_MS).toISOString().slice(0, 16).replace('T', ' ');
}

describe('the table of working days', () => {
  it('equals what the generator makes of the announced holidays', () => {
    expect(readFileSync(calendarPath(2026), 'utf8')).toBe(renderCalendar(2026));
  });

  it('is not made of a year that was not announced', () => {
    expect(() => renderCalendar(2099)).toThrow('no holidays of');
    expect(() => renderCalendar(Number.NaN)).toThrow(RangeError);
  });

  it('is found by its version', () => {
    expect(calendar.version).toBe(CALENDAR_VERSION);
  });

  it('is refused under a version that was never published', () => {
    expect(() => calendarByVersion('cn-1999')).toThrow(RangeError);
  });

  it.each(['2024-02-04', '2025-01-26', '2026-02-14', '2026-02-28'])(
    'counts the make-up weekend day %s as worked',
    (date) => {
      expect(isWorkingDay(calendar, desk(`${date} 12:00`))).toBe(true);
    },
  );

  it('does not count an ordinary Saturday', () => {
    expect(isWorkingDay(calendar, desk('2026-03-07 12:00'))).toBe(false);
  });

  it.each(['2024-10-01', '2025-10-08', '2026-02-17', '2026-10-07'])(
    'does not count the holiday %s',
    (date) => {
      expect(isWorkingDay(calendar, desk(`${date} 12:00`))).toBe(false);
    },
  );

  it('counts an ordinary Wednesday', () => {
    expect(isWorkingDay(calendar, desk('2026-03-11 12:00'))).toBe(true);
  });

  it('counts Monday to Friday beyond its last year', () => {
    const week = ['03', '04', '05', '06', '07', '08', '09'].map((day) =>
      isWorkingDay(calendar, desk(`2028-01-${day} 12:00`)),
    );
    expect(week).toEqual([true, true, true, true, true, false, false]);
  });

  const STATUTORY = [
    '2027-01-01',
    '2029-05-01',
    '2028-05-02',
    '2027-10-01',
    '2029-10-02',
    '2028-10-03',
  ];
  it.each(STATUTORY)('does not count the statutory day %s beyond its last year', (date) => {
    expect(isWorkingDay(calendar, desk(`${date} 12:00`))).toBe(false);
  });

  it('leaves the days of its own years to the list', () => {
    expect(isWorkingDay({ ...calendar, weekdayHolidays: [] }, desk('2026-01-01 12:00'))).toBe(true);
  });

  it('keeps counting as it was published, so that open cases replay', () => {
    expect(isWorkingDay(calendarByVersion('cn-2026'), desk('2027-01-01 12:00'))).toBe(true);
  });

  it('is missed from the October of its last year on', () => {
    expect(shown(endsSinceMs(calendar))).toBe('2026-10-01 00:00');
  });

  it('begins a day at midnight of the desk, not of UTC', () => {
    expect(isWorkingDay(calendar, Date.parse('2026-03-06T15:59:59Z'))).toBe(true);
    expect(isWorkingDay(calendar, Date.parse('2026-03-06T16:00:00Z'))).toBe(false);
  });
});

describe('working time between two moments', () => {
  it.each([
    ['a whole working day', '2026-03-11 00:00', '2026-03-12 00:00', 9],
    ['part of a morning', '2026-03-11 08:00', '2026-03-11 10:30', 1.5],
    ['a weekend', '2026-03-06 18:00', '2026-03-09 09:00', 0],
    ['the break of Spring Festival', '2026-02-14 18:00', '2026-02-24 09:00', 0],
    ['a make-up Saturday before it', '2026-02-13 18:00', '2026-02-16 09:00', 9],
  ])('counts %s', (_, from, to, hours) => {
    expect(workingMsBetween(calendar, desk(from), desk(to))).toBe(hours * HOUR_MS);
  });

  it('is nothing where the end lies before the beginning', () => {
    expect(workingMsBetween(calendar, desk('2026-03-12 12:00'), desk('2026-03-11 12:00'))).toBe(0);
  });
});

describe('a limit in working time', () => {
  it('runs over a make-up Saturday and skips the holidays after it', () => {
    expect(shown(addWorkingDays(calendar, desk('2026-02-13 12:00'), 2))).toBe('2026-02-24 12:00');
  });

  it('starts at opening time where the case comes at night', () => {
    expect(shown(addWorkingMs(calendar, desk('2026-03-10 23:00'), 4 * HOUR_MS))).toBe(
      '2026-03-11 13:00',
    );
  });

  it('ends with the working day rather than on the next morning', () => {
    expect(shown(addWorkingDays(calendar, desk('2026-03-11 09:00'), 1))).toBe('2026-03-11 18:00');
  });

  it('is the moment itself where nothing is added', () => {
    expect(addWorkingMs(calendar, desk('2026-03-07 03:00'), 0)).toBe(desk('2026-03-07 03:00'));
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s as a duration', (ms) => {
    expect(() => addWorkingMs(calendar, 0, ms)).toThrow(RangeError);
  });

  it('is refused by a calendar in which nobody works', () => {
    const never = Array.from({ length: 200 }, (_, day) =>
      new Date(day * 24 * HOUR_MS).toISOString().slice(0, 10),
    );
    const idle = { ...calendar, weekdayHolidays: never, weekendWorkdays: [] };
    expect(() => addWorkingDays(idle, 0, 1)).toThrow(RangeError);
    expect(() => nextWorkingMorning(idle, 0)).toThrow(RangeError);
  });
});

describe('the next working morning', () => {
  it.each([
    ['2026-03-11 08:59', '2026-03-11 09:00'],
    ['2026-03-11 09:00', '2026-03-12 09:00'],
    ['2026-03-06 10:00', '2026-03-09 09:00'],
    ['2026-02-13 10:00', '2026-02-14 09:00'],
    ['2026-02-14 10:00', '2026-02-24 09:00'],
  ])('after %s is %s', (from, morning) => {
    expect(shown(nextWorkingMorning(calendar, desk(from)))).toBe(morning);
  });
});

describe('the arithmetic', () => {
  const moment = fc.integer({ min: desk('2023-06-01 00:00'), max: desk('2028-06-01 00:00') });
  const duration = fc.integer({ min: 1, max: 60 * WORKING_DAY_MS });

  it('adds exactly the working time that lies between', () => {
    fc.assert(
      fc.property(moment, duration, (from, ms) => {
        expect(workingMsBetween(calendar, from, addWorkingMs(calendar, from, ms))).toBe(ms);
      }),
    );
  });

  it('finds the earliest such moment', () => {
    fc.assert(
      fc.property(moment, duration, (from, ms) => {
        const end = addWorkingMs(calendar, from, ms);
        expect(workingMsBetween(calendar, from, end - 1)).toBe(ms - 1);
      }),
    );
  });

  it('adds up over any moment in between', () => {
    fc.assert(
      fc.property(fc.tuple(moment, moment, moment), (moments) => {
        const [a = 0, b = 0, c = 0] = [...moments].sort((x, y) => x - y);
        expect(workingMsBetween(calendar, a, b) + workingMsBetween(calendar, b, c)).toBe(
          workingMsBetween(calendar, a, c),
        );
      }),
    );
  });
});
