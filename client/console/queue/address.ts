// client/console/queue/: the list of cases, its filters and its keys.
/** What a list shows, as it stands in the address bar. Personal data never does. Pure. */
import { readDay, readSpan } from '../../../checks/days/day';
import { UNBIND_REASONS } from '../../../workflows/contract/case-view';
import { DAY_MS, dayPlus, deskDayOf } from '../../../workflows/contract/desk-days';
import { CASE_STATUSES } from '../../../workflows/contract/lifecycle';

export const TABS = ['mine', 'team', 'merchant', 'parked', 'overdue', 'all'] as const;
export type Tab = (typeof TABS)[number];

export const SORTS = ['nextDueAt', '-openedAt', 'openedAt', '-changedAt'] as const;
export type Sort = (typeof SORTS)[number];

export interface QueueAddress {
  readonly tab: Tab;
  readonly status?: string | undefined;
  readonly reason?: string | undefined;
  readonly openedFrom?: string | undefined;
  readonly openedTo?: string | undefined;
  readonly sort: Sort;
  /** Case id, merchant number or serial number. */
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
}

/** The lists behind the tabs, in the words of the API. */
const TAB_QUERY: Readonly<Record<Tab, Readonly<Record<string, string>>>> = {
  mine: { mine: 'true' },
  team: { status: 'open' },
  merchant: { status: 'open', waitsFor: 'merchant' },
  parked: { status: 'open', parked: 'true' },
  overdue: { status: 'open', overdue: 'true' },
  all: {},
};

/** Tabs in which a status may be chosen; the others say it themselves. */
export const TABS_WITH_STATUS: readonly Tab[] = ['team', 'all'];

const DEFAULT_SORT: Sort = '-changedAt';
export const PAGE_SIZE = 50;

/** The one of a list that a value names. */
export function oneOf<T extends string>(list: readonly T[], value: string | null): T | undefined {
  return list.find((candidate) => candidate === value);
}

/** A day of an address, e.g. `2026-12-01`. */
export function dayIn(params: URLSearchParams, name: string): string | undefined {
  const read = readDay(params.get(name) ?? '');
  return 'day' in read ? read.day : undefined;
}

/** Reads an address; what it does not know is left out. */
export function readAddress(params: URLSearchParams): QueueAddress {
  const given = (name: string): string | undefined => {
    const value = params.get(name)?.trim() ?? '';
    return value === '' ? undefined : value;
  };
  return {
    tab: oneOf(TABS, params.get('tab')) ?? 'mine',
    status: oneOf(CASE_STATUSES, params.get('status')),
    reason: oneOf(UNBIND_REASONS, params.get('reason')),
    openedFrom: dayIn(params, 'openedFrom'),
    openedTo: dayIn(params, 'openedTo'),
    sort: oneOf(SORTS, params.get('sort')) ?? DEFAULT_SORT,
    q: given('q'),
    cursor: given('cursor'),
  };
}

/** The address of a list; defaults are left out. */
export function writeAddress(address: QueueAddress): URLSearchParams {
  const params = new URLSearchParams();
  const { tab, sort, ...rest } = address;
  if (tab !== 'mine') params.set('tab', tab);
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === 'string') params.set(name, value);
  }
  if (sort !== DEFAULT_SORT) params.set('sort', sort);
  return params;
}

/** The query of the API. A search looks everywhere, whatever the tab. */
export function apiQuery(address: QueueAddress): Readonly<Record<string, string>> {
  const { tab, status, reason, openedFrom, openedTo, sort, q, cursor } = address;
  const page = { limit: String(PAGE_SIZE), ...(cursor === undefined ? {} : { cursor }) };
  if (q !== undefined) return { q, ...page };
  return {
    ...TAB_QUERY[tab],
    ...(status !== undefined && TABS_WITH_STATUS.includes(tab) ? { status } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(openedFrom === undefined ? {} : { openedFrom }),
    ...(openedTo === undefined ? {} : { openedTo }),
    sort,
    ...page,
  };
}

/** The filters of a list as a saved view keeps them: nothing that names a case, and no page. */
export function viewFilters(address: QueueAddress): Readonly<Record<string, string>> {
  const query = Object.entries(apiQuery({ ...address, q: undefined, cursor: undefined }));
  return Object.fromEntries(query.filter(([name]) => name !== 'limit'));
}

/** A day of a view; views from before days were kept as such hold the midnight before, or after it. */
function dayOfView(kept: string | undefined, ofMidnight: number): string | undefined {
  const read = readSpan(kept ?? '');
  if ('refusal' in read) return undefined;
  const day = deskDayOf(read.from);
  const isMoment = read.before.getTime() - read.from.getTime() < DAY_MS;
  return isMoment ? dayPlus(day, ofMidnight) : day;
}

/** The address that shows a saved view. */
export function addressOfView(filters: Readonly<Record<string, string>>): QueueAddress {
  const tab =
    filters['mine'] === 'true'
      ? 'mine'
      : filters['parked'] === 'true'
        ? 'parked'
        : filters['overdue'] === 'true'
          ? 'overdue'
          : filters['waitsFor'] === 'merchant'
            ? 'merchant'
            : filters['status'] === 'open'
              ? 'team'
              : 'all';
  const params = new URLSearchParams({
    tab,
    ...(filters['status'] === undefined ? {} : { status: filters['status'] }),
    ...(filters['reason'] === undefined ? {} : { reason: filters['reason'] }),
    ...(filters['sort'] === undefined ? {} : { sort: filters['sort'] }),
  });
  return {
    ...readAddress(params),
    openedFrom: dayOfView(filters['openedFrom'], 0),
    openedTo: dayOfView(filters['openedTo'], -1),
  };
}
