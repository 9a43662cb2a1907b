/** Activities that Temporal is trying, as the diagnosis shows them. */

/** What Temporal is doing for a case right now; for the diagnosis. */
export interface PendingWork {
  readonly activityId: string;
  readonly activityType: string;
  readonly attempt: number;
  /** Type of the last failure, a public code where it is ours. */
  readonly lastFailure?: string;
  /** RFC 3339; absent while an attempt runs. */
  readonly nextAttemptAt?: string;
}

interface RawPending {
  readonly activityId?: string | null;
  readonly activityType?: { readonly name?: string | null } | null;
  readonly attempt?: number | null;
  readonly lastFailure?: {
    readonly applicationFailureInfo?: { readonly type?: string | null } | null;
  } | null;
  readonly nextAttemptScheduleTime?: { readonly seconds?: unknown } | null;
}

/** From Temporal's description of a workflow. */
export function pendingOf(raw: RawPending): PendingWork {
  const lastFailure = raw.lastFailure?.applicationFailureInfo?.type ?? undefined;
  const seconds = Number(raw.nextAttemptScheduleTime?.seconds ?? 0);
  return {
    activityId: raw.activityId ?? '',
    activityType: raw.activityType?.name ?? '',
    attempt: raw.attempt ?? 0,
    ...(lastFailure ? { lastFailure } : {}),
    ...(seconds > 0 ? { nextAttemptAt: new Date(seconds * 1000).toISOString() } : {}),
  };
}
