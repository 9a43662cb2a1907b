/** What the eligibility gate says at this moment, for the parts of a case that it holds up. */
import type { CaseRow } from '../../../../record/port/desk-record';
import type { ErrorCode, GateCode } from '../../../../workflows/contract/errors';
import type { ApiDeps } from '../../deps';

type GateQuery = Parameters<ApiDeps['acquirer']['readGate']>[0];

/** Most questions that one diagnosis asks. */
const MAX_QUESTIONS = 20;
const GATE_LIMITS: ReadonlySet<ErrorCode> = new Set([
  'ELIGIBILITY_LIMIT',
  'REFUND_BLOCKED',
  'CLOSURE_GATE',
]);

function isHeldUp(state: string, code: ErrorCode | undefined): boolean {
  return state === 'blocked' || (code !== undefined && GATE_LIMITS.has(code));
}

async function questionsOf(deps: ApiDeps, { caseId, view }: CaseRow): Promise<GateQuery[]> {
  const terminals = view.terminals.filter(({ state, code }) => isHeldUp(state, code));
  const deposits = view.deposits.filter(({ refund, code }) => isHeldUp(refund, code));
  const closure = isHeldUp(view.closure.state, view.closure.code);
  if (terminals.length === 0 && deposits.length === 0 && !closure) return [];
  const { data } = await deps.record.revisions.read(caseId, view.revision);
  const { merchantNumber } = data.contact;
  const serials = new Map(data.terminals.map((t) => [t.terminalId, t.serialNumber]));
  const about = (effect: 'unbind' | 'refund', terminalId: string): GateQuery[] => {
    const serialNumber = serials.get(terminalId);
    return serialNumber === undefined ? [] : [{ effect, merchantNumber, serialNumber }];
  };
  return [
    ...terminals.flatMap(({ terminalId }) => about('unbind', terminalId)),
    ...deposits.flatMap(({ terminalId }) => about('refund', terminalId)),
    ...(closure ? [{ effect: 'closure' as const, merchantNumber }] : []),
  ];
}

/**
 * The reasons for which the gate is closed now; empty: it is open. `undefined` where it holds nothing
 * up, or the acquirer cannot tell or does not answer.
 */
export async function gateNow(
  deps: ApiDeps,
  row: CaseRow,
  signal: AbortSignal,
): Promise<readonly GateCode[] | undefined> {
  const questions = (await questionsOf(deps, row)).slice(0, MAX_QUESTIONS);
  if (questions.length === 0) return undefined;
  try {
    const answers = await Promise.all(
      questions.map((question) => deps.acquirer.readGate(question, signal)),
    );
    if (answers.some(({ kind }) => kind !== 'found')) return undefined;
    return [...new Set(answers.flatMap((read) => (read.kind === 'found' ? read.value : [])))];
  } catch (error) {
    deps.logger.warn({ err: error, caseId: row.caseId }, 'the gate could not be asked');
    return undefined;
  }
}
