/**
 * What the record knew of the notices of a case when its history was taken back: under which number a notice
 * leaves, so that what was told is not told again, and in which generation, so that what nobody has leaves
 * once more.
 */
import type { Generation } from '../contract/identifiers';
import type { NoticeKind, NoticePlan } from '../contract/notices';
import type { AfterReset } from '../contract/ports';

export interface KnownNotices {
  /** Takes what the record answered; `lastOf` is the highest number that the case has planned by then. */
  learn(known: Pick<AfterReset, 'told' | 'untold'>, lastOf: (kind: NoticeKind) => number): void;
  /** Number of the next notice of a kind; `next` where the case was never taken back. */
  occurrenceOf(kind: NoticeKind, next: number): number;
  /** The generation in which a notice that nobody has leaves next; undefined for every other. */
  generationOf(notice: NoticePlan): Generation | undefined;
}

export function createKnownNotices(): KnownNotices {
  const told = new Map<NoticeKind, { readonly repeatedUpTo: number; readonly highest: number }>();
  let untold: NonNullable<AfterReset['untold']> = [];
  return {
    learn(known, lastOf) {
      for (const { kind, highest, repeats } of known.told) {
        told.set(kind, { repeatedUpTo: lastOf(kind) + repeats, highest });
      }
      untold = known.untold ?? [];
    },
    occurrenceOf(kind, next) {
      const before = told.get(kind);
      const isNew = before !== undefined && next > before.repeatedUpTo;
      return isNew ? Math.max(next, before.highest + 1) : next;
    },
    generationOf: (notice) => untold.find(isAbout(notice))?.generation,
  };
}

export function isAbout(notice: NoticePlan): (one: NoticePlan) => boolean {
  return ({ kind, occurrence }) => kind === notice.kind && occurrence === notice.occurrence;
}
