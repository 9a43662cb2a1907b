/** By when the machine's own steps are to be done: what a merchant may expect. Pure. */
import { addWorkingMs } from '../calendar/working-time';
import { closureSettled, depositSettled, terminalSettled } from './case-state';
import type { CaseState, EffectSubject } from './case-state';

/** The last limit of the running step, ms; undefined where people are awaited or an operator is. */
export function stepLimitMs(state: CaseState): number | undefined {
  const { policy, calendar } = state;
  const working = (ms: number) => (sinceMs: number) => addWorkingMs(calendar, sinceMs, ms);
  switch (state.status) {
    case 'unbinding':
      return lastOf(
        state.terminals.filter((terminal) => !terminalSettled(terminal)),
        {
          gate: working(policy.gateLimitWorkingMs),
          asking: (sinceMs) => sinceMs + policy.acceptLimitMs + policy.effectLimitMs,
          taken: (sinceMs) => sinceMs + policy.effectLimitMs,
        },
      );
    case 'refunding-deposit':
      return lastOf(
        state.deposits.filter((deposit) => !depositSettled(deposit)),
        everywhere(working(policy.refundLimitWorkingMs)),
      );
    case 'closing-account':
      return lastOf(
        [state.closure].filter((closure) => !closureSettled(closure)),
        everywhere(working(policy.closureLimitWorkingMs)),
      );
    default:
      return undefined;
  }
}

type Limit = (sinceMs: number) => number;
interface Limits {
  readonly gate: Limit;
  readonly asking: Limit;
  readonly taken: Limit;
}

function everywhere(limit: Limit): Limits {
  return { gate: limit, asking: limit, taken: limit };
}

function lastOf(subjects: readonly EffectSubject<string>[], limits: Limits): number | undefined {
  const moments = subjects.map((subject) => limitOf(subject, limits));
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 || known.length < moments.length ? undefined : Math.max(...known);
}

function limitOf(
  { state, sinceMs, gateSinceMs }: EffectSubject<string>,
  limits: Limits,
): number | undefined {
  switch (state) {
    case 'waiting':
    case 'requesting':
      return limits.asking(sinceMs);
    case 'accepted':
    case 'pending':
      return limits.taken(sinceMs);
    case 'blocked':
      return limits.gate(gateSinceMs ?? sinceMs);
    default:
      return undefined;
  }
}
