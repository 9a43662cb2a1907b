/** Reports over many cases, counted by PostgreSQL from what the record holds; no personal data. */

/** What a report looks at. */
export interface ReportRange {
  readonly from: Date;
  /** The first moment that is not part of it. */
  readonly to: Date;
  /** Cases of one team; undefined: of all. */
  readonly teamId?: string;
}

/** One day of the desk in order, without gaps; ms since 1970 UTC. */
export interface WorkingDay {
  readonly startMs: number;
  /** Equal where nobody works. */
  readonly opensMs: number;
  readonly closesMs: number;
  /** Working time from the first day of the list to the start of this one. */
  readonly workedBeforeMs: number;
}

/** How time is counted: with days, in the working time of the desk; without, by the clock. */
export type ReportClock = readonly WorkingDay[] | undefined;

/** Codes, statuses and numbers by the name of their column. */
export type ReportRow = Readonly<Record<string, string | number>>;

export interface ReportStore {
  /**
   * Open cases by status and by the age of that status at `now`, in days of `dayMs`; opened within
   * the range, or all where there is none.
   */
  openByStatusAndAge(
    input: { readonly now: Date; readonly dayMs: number; readonly teamId?: string },
    range: ReportRange | undefined,
    clock: ReportClock,
  ): Promise<readonly ReportRow[]>;
  /** Median and 90th percentile, ms, of the stays in each status that ended within the range. */
  stageTimes(range: ReportRange, clock: ReportClock): Promise<readonly ReportRow[]>;
  /** Stays that began within the range, and how many of them had to be escalated. */
  overdueRate(range: ReportRange): Promise<readonly ReportRow[]>;
  /** Cases opened within the range by reason, and how they ended. */
  reasons(range: ReportRange): Promise<readonly ReportRow[]>;
  /** Rejections, closed gates and parked steps within the range by code. */
  refusals(range: ReportRange): Promise<readonly ReportRow[]>;
  /** Notices planned within the range by kind, channel and how they stand. */
  notices(range: ReportRange): Promise<readonly ReportRow[]>;
  /** Refundable deposits of cases opened within the range by state and currency. */
  refunds(range: ReportRange): Promise<readonly ReportRow[]>;
}
