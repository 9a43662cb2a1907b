/** Which mails to a merchant came more than once, and whether that may be. */
import type { System } from './system';

export interface Repeats {
  /** Left again under another Message-ID: to whoever reads them, another mail. Never right. */
  readonly doubled: number;
  /** Came again under one Message-ID though no worker had died between. */
  readonly unexplained: number;
}

/**
 * SMTP cannot tell whether a mail arrived, so one whose answer was lost, or that of the record, is sent again: under the
 * same Message-ID. Whatever a worker was sending when it died may come twice, whichever case it was killed for.
 */
export function repeatsOf(system: System, to: string): Repeats {
  const mails = system.mail.list({ to });
  const ids = new Map(mails.map(({ subject, messageId }) => [messageId, subject]));
  const unexplained = [...ids.keys()].flatMap((id) => {
    const times = mails.filter(({ messageId }) => messageId === id).map(({ at }) => Date.parse(at));
    return times.slice(1).filter((again, before) => !diedBetween(system, times[before]!, again));
  });
  return { doubled: ids.size - new Set(ids.values()).size, unexplained: unexplained.length };
}

function diedBetween(system: System, fromMs: number, toMs: number): boolean {
  return system.deaths().some((atMs) => fromMs <= atMs && atMs <= toMs);
}
