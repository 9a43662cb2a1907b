// client/console/operations/attention/: what needs a person, by cause.
/** The filters of what needs a person, as they stand in the address bar, and what they find by cause. Pure. */
import type { BulkSelection } from '../bulk/bulk-verbs';
import { UNBIND_REASONS } from '../../../../workflows/contract/case-view';
import type { UnbindReason } from '../../../../workflows/contract/case-view';
import { OPEN_STATUSES } from '../../../../workflows/contract/lifecycle';
import type { Money } from '../../../../workflows/contract/money';
import type { AttentionCase, AttentionGroup } from '../../../../wire/operations/operations-answers';
import { dayIn, oneOf } from '../../queue/address';

type OpenStatus = NonNullable<BulkSelection['status']>[number];

export interface AttentionFilter {
  readonly status?: OpenStatus | undefined;
  readonly reason?: UnbindReason | undefined;
  /** A day: only what began to wait before it. */
  readonly sinceBefore?: string | undefined;
  /** Minor units: only cases with as much at stake. */
  readonly moneyFrom?: string | undefined;
}

/** Reads an address; what it does not know is left out. */
export function readFilter(params: URLSearchParams): AttentionFilter {
  const money = params.get('moneyFrom') ?? '';
  return {
    status: oneOf(OPEN_STATUSES, params.get('status')),
    reason: oneOf(UNBIND_REASONS, params.get('reason')),
    sinceBefore: dayIn(params, 'sinceBefore'),
    moneyFrom: /^[1-9]\d{0,12}$/.test(money) ? money : undefined,
  };
}

function given(filter: AttentionFilter): [name: string, value: string][] {
  return Object.entries(filter).filter((entry): entry is [string, string] => {
    return typeof entry[1] === 'string';
  });
}

export function writeFilter(filter: AttentionFilter): URLSearchParams {
  return new URLSearchParams(given(filter));
}

export function isFiltered(filter: AttentionFilter): boolean {
  return given(filter).length > 0;
}

/** The query of the API. */
export function filterQuery(filter: AttentionFilter): Readonly<Record<string, string>> {
  return Object.fromEntries(given(filter));
}

/** The same cases for a repair in bulk; undefined where it cannot tell them, which is by money. */
export function filterSelection(filter: AttentionFilter, cause: string): BulkSelection | undefined {
  const { status, reason, sinceBefore, moneyFrom } = filter;
  if (moneyFrom !== undefined) return undefined;
  return {
    cause,
    ...(status === undefined ? {} : { status: [status] }),
    ...(reason === undefined ? {} : { reason }),
    ...(sinceBefore === undefined ? {} : { sinceBefore }),
  };
}

/** What a filter has found of one cause. */
export interface FoundGroup extends AttentionGroup {
  /** A case may stand there for several things. */
  readonly items: readonly AttentionCase[];
}

/** What is at stake in all, each case once. */
function sumOf(items: readonly AttentionCase[]): readonly Money[] {
  const byCase = new Map(items.map((item) => [item.caseId, item.money]));
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of [...byCase.values()].flat()) {
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  }
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor }));
}

/** By cause, in the order in which the first of each comes. */
export function groupsOf(items: readonly AttentionCase[]): readonly FoundGroup[] {
  const byName = new Map<string, AttentionCase[]>();
  for (const item of items) {
    const name = nameOf(item);
    const found = byName.get(name);
    if (found) found.push(item);
    else byName.set(name, [item]);
  }
  return [...byName].flatMap(([name, found]) =>
    found.slice(0, 1).map((first) => groupOf(name, first, found)),
  );
}

/** As the API names groups. */
function nameOf({ cause, code }: AttentionCase): string {
  return code === undefined ? cause : `${cause}:${code}`;
}

function groupOf(
  name: string,
  { cause, code, since, answer }: AttentionCase,
  items: readonly AttentionCase[],
): FoundGroup {
  return {
    name,
    cause,
    ...(code === undefined ? {} : { code }),
    ...(since === undefined ? {} : { since }),
    ...(answer === undefined ? {} : { answer }),
    items,
    cases: new Set(items.map(({ caseId }) => caseId)).size,
    money: sumOf(items),
  };
}
