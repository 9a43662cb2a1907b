/**
 * Remembers which revision of a case somebody saw last, so that a decision is made on what was read and
 * not on what came after. Numbers and case ids only; for each who and each API apart.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const FILE_NAME = 'cli-seen.json';
/** Cases that are remembered at most; the oldest go first. */
const MAX_REMEMBERED = 500;

const seenRevision = z.object({
  /** The revision that a review decides on. */
  revision: z.int(),
  /** The latest draft. */
  latest: z.int(),
});
export type SeenRevision = z.infer<typeof seenRevision>;
const remembered = z.record(z.string(), seenRevision);

export interface SeenRevisions {
  of(caseId: string): SeenRevision | undefined;
  remember(caseId: string, seen: Partial<SeenRevision>): void;
}

/** `place` tells APIs and people apart. What cannot be read or kept counts as never seen. */
export function createSeenRevisions(cacheDir: string, place: string): SeenRevisions {
  const file = join(cacheDir, FILE_NAME);
  const nameOf = (caseId: string): string => `${place} ${caseId}`;

  function load(): Record<string, SeenRevision> {
    if (!existsSync(file)) return {};
    try {
      return remembered.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // A torn file only means that the case is read again before a decision.
      return {};
    }
  }

  return {
    of: (caseId) => load()[nameOf(caseId)],
    remember(caseId, seen) {
      const { [nameOf(caseId)]: before, ...others } = load();
      const revision = seen.revision ?? before?.revision ?? seen.latest;
      const latest = seen.latest ?? Math.max(before?.latest ?? 0, seen.revision ?? 0);
      if (revision === undefined) return;
      const all = [...Object.entries(others), [nameOf(caseId), { revision, latest }] as const];
      try {
        mkdirSync(cacheDir, { recursive: true, mode: 0o700 });
        const next = `${file}.${process.pid}`;
        const content = JSON.stringify(Object.fromEntries(all.slice(-MAX_REMEMBERED)));
        writeFileSync(next, content, { mode: 0o600 });
        renameSync(next, file);
      } catch {
        // Without a place to remember in, every decision reads the case first.
      }
    },
  };
}
