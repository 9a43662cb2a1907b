/**
 * What a repair in bulk would do, case by case, before anything is done: chosen by cause or filter from the
 * record, with what was sent for each case and what would be sent again. Reads only.
 */
import { type BulkRepair, bulkRepairOf, causesOf } from '../../../../checks/bulk-repairs';
import {
  MAX_BULK_CASES,
  type BulkDryRunBody,
} from '../../../../wire/operations/operations-requests';
import type {
  AttentionFilter,
  AttentionItem,
  IntentStanding,
  Money,
} from '../../../../record/port/desk-record';
import type { CaseView } from '../../../../workflows/contract/case-view';
import { closureKey, refundKey, unbindKey } from '../../../../workflows/contract/identifiers';
import { RECORD_CAUSES, type BulkVerb } from '../../../../workflows/contract/operations';
import { fieldError } from '../../http/api-error';
import { causeOf, isRecordCause, type NamedCause } from '../attention/cause';
import type { ApiDeps } from '../../deps';
import { spanIn } from '../../http/typed-days';
import type { EffectPlan } from '../../../../wire/states';

export interface PlannedCase {
  readonly item: AttentionItem;
  /** The notice of a repair that is done to one, else empty. */
  readonly subject: string;
  readonly repair: BulkRepair;
  readonly effects: readonly { readonly key: string; readonly plan: EffectPlan }[];
}

export interface BulkPlan {
  /** Longest waiting first. */
  readonly cases: readonly PlannedCase[];
  /** Owed deposits of the cases that something would be done to. */
  readonly money: readonly Money[];
}

const PAGE = 1_000;

const CAUSE_FORM = { 'zh-CN': RECORD_CAUSES.join('、'), en: RECORD_CAUSES.join(', ') };

type Planner = (
  deps: ApiDeps,
  verb: BulkVerb,
  items: readonly AttentionItem[],
) => Promise<readonly PlannedCase[]>;

/** What each verb is done to: a case at a time, or a notice at a time. */
const PLANNERS: Readonly<Record<BulkVerb, Planner>> = {
  retry: perCase,
  hold: perCase,
  'release-hold': perCase,
  'send-back': perCase,
  'resend-notice': perNotice,
};

/** `FIELD_INVALID` where the cause is none that the verb can do anything about. */
export async function planBulk(deps: ApiDeps, body: BulkDryRunBody): Promise<BulkPlan> {
  const items = await selected(deps, body);
  const cases = await PLANNERS[body.verb](deps, body.verb, items);
  const acted = cases.filter(({ repair }) => repair.kind !== 'skip');
  return { cases, money: sumOf([...new Set(acted.map(({ item }) => item))]) };
}

async function selected(
  deps: ApiDeps,
  { verb, select, limit = MAX_BULK_CASES }: BulkDryRunBody,
): Promise<readonly AttentionItem[]> {
  const named: NamedCause | undefined =
    select.cause === undefined ? undefined : causeOf(select.cause, 'select.cause');
  const cause = named?.cause ?? causesOf(verb)[0];
  if (cause !== undefined && !isRecordCause(cause)) {
    throw fieldError('select.cause', 'FIELD_INVALID', CAUSE_FORM);
  }
  const { status, reason, sinceBefore, caseIds } = select;
  const filter: AttentionFilter = {
    ...(cause === undefined ? {} : { cause }),
    ...(named?.code === undefined ? {} : { code: named.code }),
    ...(status === undefined ? {} : { status }),
    ...(reason === undefined ? {} : { reason }),
    ...(sinceBefore === undefined
      ? {}
      : { sinceBefore: spanIn('select.sinceBefore', sinceBefore).from }),
    ...(caseIds === undefined ? {} : { caseIds }),
    limit: PAGE,
  };
  const { attention } = deps.record;
  const read = (cursor?: string) => {
    const page = { ...filter, ...(cursor === undefined ? {} : { cursor }) };
    return cause === undefined
      ? attention.openCases(page)
      : attention.items(page, deps.settings.refundLateMs);
  };
  // One case may stand on the list for several reasons; it is repaired once.
  const found = new Map<string, AttentionItem>();
  for (let page = await read(); ; page = await read(page.nextCursor)) {
    for (const item of page.items) {
      if (!found.has(item.caseId) && found.size < limit) found.set(item.caseId, item);
    }
    if (page.nextCursor === undefined || found.size >= limit) return [...found.values()];
  }
}

async function perCase(
  deps: ApiDeps,
  verb: BulkVerb,
  items: readonly AttentionItem[],
): Promise<readonly PlannedCase[]> {
  const planned = items.map((item) => ({
    item,
    repair: bulkRepairOf(verb, item.view, item.cause === 'retrying'),
  }));
  const asked = planned.flatMap(({ item, repair }) =>
    repair.kind === 'retry' ? [item.caseId] : [],
  );
  const standings = asked.length === 0 ? [] : await deps.record.intents.standings(asked);
  const byKey = new Map(standings.map((standing) => [standing.key, standing]));
  return planned.map(({ item, repair }) => ({
    item,
    repair,
    subject: '',
    effects:
      repair.kind === 'retry'
        ? keysOf(item.view).map((key) => ({ key, plan: planOf(byKey.get(key)) }))
        : [],
  }));
}

/** Request numbers of what is parked. */
function keysOf(view: CaseView): readonly string[] {
  const { caseId, parked, terminals, deposits, closure } = view;
  switch (parked?.step) {
    case 'unbind-terminals':
      return terminals
        .filter(({ terminalId }) => parked.subjects.includes(terminalId))
        .map(({ terminalId, generation }) => unbindKey(caseId, terminalId, generation));
    case 'refund-deposit':
      return deposits
        .filter(({ depositId }) => parked.subjects.includes(depositId))
        .map(({ depositId, generation }) => refundKey(caseId, depositId, generation));
    case 'close-account':
      return [closureKey(caseId, closure.generation)];
    default:
      return [];
  }
}

function planOf(standing: IntentStanding | undefined): EffectPlan {
  switch (standing?.state) {
    case undefined:
    case 'planned':
      return 'asks-first';
    case 'attempted':
    case 'unknown':
      return 'reads-back';
    case 'refused':
      return 'asks-again';
    case 'accepted':
      return 'waits-for-proof';
    case 'done':
    case 'manual':
      return 'sends-nothing';
  }
}

async function perNotice(
  deps: ApiDeps,
  verb: BulkVerb,
  items: readonly AttentionItem[],
): Promise<readonly PlannedCase[]> {
  const notices = await deps.record.attention.failedNotices(items.map(({ caseId }) => caseId));
  return items.flatMap((item) =>
    notices
      .filter(({ caseId }) => caseId === item.caseId)
      .map(({ noticeId }) => ({
        item,
        subject: noticeId,
        repair: bulkRepairOf(verb, item.view, false),
        effects: [],
      })),
  );
}

function sumOf(items: readonly AttentionItem[]): readonly Money[] {
  const sums = new Map<string, number>();
  for (const { amountMinor, currency } of items.flatMap(({ money }) => money)) {
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  }
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor }));
}
