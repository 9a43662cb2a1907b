/** What must hold after a drill, by the ledger of the simulator: nothing twice, nothing lost, nothing stuck. */
import { setTimeout as delay } from 'node:timers/promises';
import type { NoticeKind, NoticeState } from '../../workflows/contract/notices';
import { isAccepted, isMandatory } from '../../workflows/contract/notices';
import { viewOf } from '../e2e/play';
import type { DrillCase, Place } from './place';

export interface Audit {
  readonly doubled: readonly string[];
  readonly lost: readonly string[];
  readonly stuck: readonly string[];
}

interface NoticeAnswer {
  readonly kind: NoticeKind;
  readonly occurrence: number;
  readonly state: NoticeState;
}

export interface AuditOptions {
  /** False where a restore made the desk forget which texts it had sent: people may be told twice. */
  readonly textsOnce?: boolean;
}

/** Looks at every case of a drill. */
export async function auditCases(
  place: Place,
  cases: readonly DrillCase[],
  { textsOnce = true }: AuditOptions = {},
): Promise<Audit> {
  const audits = await Promise.all(
    cases.map(async (one): Promise<Audit> => {
      const [money, told, standing] = await Promise.all([
        auditEffects(place, one),
        auditNotices(place, one, textsOnce),
        auditStanding(place, one),
      ]);
      return {
        doubled: [...money.doubled, ...told.doubled],
        lost: [...money.lost, ...told.lost],
        stuck: standing,
      };
    }),
  );
  return {
    doubled: audits.flatMap(({ doubled }) => doubled),
    lost: audits.flatMap(({ lost }) => lost),
    stuck: audits.flatMap(({ stuck }) => stuck),
  };
}

/** The last notices of a case gather for a moment and are then sent. */
const TELLING_LIMIT_MS = 30_000;

type Effects = Pick<Audit, 'doubled' | 'lost'>;

async function auditEffects(
  { simulator }: Place,
  { caseId, merchant }: DrillCase,
): Promise<Effects> {
  const { unbinds, refundedMinor, closures } = await simulator.ledger(merchant);
  const doubled: string[] = [];
  const lost: string[] = [];
  const judge = (what: string, is: number, due: number): void => {
    if (is > due) doubled.push(`${caseId}: ${what} ${is}, due ${due}`);
    if (is < due) lost.push(`${caseId}: ${what} ${is}, due ${due}`);
  };
  for (const { serialNumber } of merchant.terminals) {
    const executed = unbinds.find((row) => row.serialNumber === serialNumber)?.executed ?? 0;
    judge(`unbound`, executed, 1);
    const owed = merchant.deposits
      .filter((item) => item.serialNumber === serialNumber && item.kind === 'refundable-deposit')
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    judge('refunded', refundedMinor[serialNumber] ?? 0, owed);
  }
  judge(
    'closed',
    closures.reduce((sum, { executed }) => sum + executed, 0),
    1,
  );
  return { doubled, lost };
}

/** What a merchant has to be told of a case that ran to its end. */
const DUE: readonly NoticeKind[] = ['approved', 'unbound', 'refunded', 'closed'];

/** Cases end before the last merchant is told, so the notices are given a moment. */
async function auditNotices(
  place: Place,
  { caseId, merchant }: DrillCase,
  textsOnce: boolean,
): Promise<Effects> {
  const deadlineMs = Date.now() + TELLING_LIMIT_MS;
  let untold = await untoldOf(place, caseId);
  while (untold.length > 0 && Date.now() < deadlineMs) {
    await delay(500);
    untold = await untoldOf(place, caseId);
  }
  const bodies = (await place.simulator.texts(merchant.phone)).map(({ body }) => body);
  const twice = textsOnce ? bodies.length - new Set(bodies).size : 0;
  return {
    lost: untold.map((subject) => `${caseId}: ${subject} reached nobody`),
    doubled: twice === 0 ? [] : [`${caseId}: ${twice} texts left twice`],
  };
}

/** Mandatory notices that no channel has taken over, and kinds that are due and not even planned. */
async function untoldOf({ agent }: Place, caseId: string): Promise<readonly string[]> {
  const { items } = await agent.get<{ items: readonly NoticeAnswer[] }>(`/cases/${caseId}/notices`);
  const subjectOf = ({ kind, occurrence }: NoticeAnswer) => `${kind}#${occurrence}`;
  const told = new Set(items.filter(({ state }) => isAccepted(state)).map(subjectOf));
  const planned = items.filter(({ kind }) => isMandatory(kind)).map(subjectOf);
  const due = DUE.filter((kind) => !items.some((row) => row.kind === kind));
  return [...new Set([...planned.filter((subject) => !told.has(subject)), ...due])];
}

async function auditStanding({ agent }: Place, { caseId }: DrillCase): Promise<readonly string[]> {
  const { status, parked, deposits } = await viewOf(agent, caseId);
  const open = deposits.filter(
    ({ kind, refund }) => kind === 'refundable-deposit' && refund !== 'succeeded',
  );
  return [
    ...(status === 'completed' ? [] : [`${caseId}: stands at ${status}`]),
    ...(parked === undefined ? [] : [`${caseId}: parked with ${parked.code}`]),
    ...open.map(({ depositId, refund }) => `${caseId}: ${depositId} is ${refund}`),
  ];
}
