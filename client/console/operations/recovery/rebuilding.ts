/** What a dry run of rebuilding says of a case: whether anything is lacking, and what is left to people. Pure. */
import { isEnd } from '../../../../workflows/contract/lifecycle';
import type { Rebuilding } from '../../../../wire/operations/upkeep-answers';
import { REBUILD } from '../../texts/rebuild';
import type { Say } from '../../../../words/phrase';

/** What rebuilding cannot bring back, or a person has to do. */
export function leftSentences(one: Rebuilding, say: Say): readonly string[] {
  const { inRecord, lostRevision, lostConsents, conflict, ahead, unplaced, status, held } = one;
  const isLost = lostRevision !== undefined && !isEnd(status);
  const mayBeHeld = (isLost || !inRecord) && !held && !isEnd(status);
  return [
    ...(inRecord ? [] : [say(REBUILD.lostOpening, { count: one.terminals })]),
    ...(isLost ? [say(REBUILD.lostRevision, { revision: lostRevision })] : []),
    ...(isLost && held ? [say(REBUILD.isHeld)] : []),
    ...(mayBeHeld ? [say(REBUILD.willHold)] : []),
    ...(lostConsents === 0 ? [] : [say(REBUILD.lostConsents, { count: lostConsents })]),
    ...(conflict ? [say(REBUILD.conflict)] : []),
    ...(ahead === 0 ? [] : [say(REBUILD.ahead, { count: ahead })]),
    ...(unplaced === 0 ? [] : [say(REBUILD.unplaced, { count: unplaced })]),
  ];
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}

/** A moment as people write it, e.g. `2026-11-30 08:00`; with seconds and zone as an address holds it. */
const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?Z)?$/;

/** A moment for a field of date and time, in the viewer's zone; empty where there is none. */
export function momentForField(at: string): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return '';
  const day = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map(twoDigits);
  return `${day.join('-')} ${twoDigits(moment.getHours())}:${twoDigits(moment.getMinutes())}`;
}

/** The moment that such a field holds; undefined while it holds none. */
export function momentOfField(typed: string): string | undefined {
  const plain = typed.trim();
  if (!MOMENT.test(plain)) return undefined;
  const moment = new Date(plain.replace(' ', 'T'));
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
