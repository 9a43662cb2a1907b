/**
 * The activity that checks an application: form, the acquirer's record, and whether its terminals are
 * free. What it answers crosses into the history of the case: ids, codes, paths and amounts only.
 */
import { readAcquirerSide, readEach, serialNumbersOf } from '../checks/application/acquirer-side';
import {
  checkAgainstAcquirer,
  joinFindings,
} from '../checks/application/application-against-acquirer';
import { checkForm } from '../checks/application/application-form';
import { deskDayOf } from '../workflows/contract/desk-days';
import { beyondInForce } from '../checks/application/consent-in-force';
import type { ConsentOf } from '../checks/application/consent-in-force';
import { normalizeSerialNumber } from '../checks/references/serial-number';
import type { RecordPart } from '../record/port/desk-record';
import type { CaseData, TerminalData } from '../workflows/contract/case-data';
import type { GateCode } from '../workflows/contract/errors';
import type { CaseId } from '../workflows/contract/identifiers';
import type { Problem } from '../workflows/contract/messages';
import type { CheckPort, CheckResult, CheckedDeposit } from '../workflows/contract/ports';
import type { IsProven } from '../workflows/contract/signing/statements';
import type { AcquirerPort } from './acquirer/acquirer-port';
import { attemptSignal } from './attempt-signal';
import { asFailure, failure } from './failures';
import { refuseUnproven } from './refuse-unproven';
import { tellHolder } from './second-request';

export interface CheckDeps {
  readonly record: RecordPart<{
    cases: 'read' | 'reserveTerminals';
    revisions: 'read' | 'authors' | 'inForce';
    consents: 'read' | 'inForce';
    attention: 'raise' | 'clear';
    ledger: 'read' | 'audit';
  }>;
  readonly acquirer: Pick<
    AcquirerPort,
    'readMerchant' | 'readTerminal' | 'listTerminals' | 'readDeposits' | 'readGate'
  >;
  readonly isProven: IsProven;
  /** Default: the clock of the machine. */
  readonly now?: () => Date;
}

/** See `CheckPort` for what it does and which codes it fails with. */
export function createCheckActivities(deps: CheckDeps): CheckPort {
  return {
    async checkApplication(asked) {
      const { caseId, revision, consentId, extensionIds = [], openedToClose, said } = asked;
      try {
        refuseUnproven(deps.isProven, said && [said]);
        const { data } = await deps.record.revisions.read(caseId, revision);
        const opened = openedToClose ?? (await deps.record.cases.read(caseId))?.view.closeAccount;
        const consentIds = consentId === undefined ? undefined : [consentId, ...extensionIds];
        const of = { caseId, consentIds, openedToClose: opened ?? false };
        return await checkRevision(deps, of, data);
      } catch (error) {
        throw asFailure(error);
      }
    },
  };
}

async function checkRevision(deps: CheckDeps, of: ConsentOf, data: CaseData): Promise<CheckResult> {
  const { caseId } = of;
  const signal = attemptSignal();
  const today = deskDayOf(deps.now?.() ?? new Date());
  const side = await readAcquirerSide(deps.acquirer, data, signal);
  const beyond = await beyondInForce(deps.record, of, data, side);
  const found = joinFindings(
    checkForm(data, today),
    checkAgainstAcquirer(data, side),
    beyond.problems,
  );
  const terminals = terminalsOf(data);
  await tellReviewers(deps, caseId, data, terminals, found.problems);
  const conflicts =
    found.problems.length === 0 ? await takeTerminals(deps, caseId, data, terminals) : [];
  const problems = [...found.problems, ...conflicts];
  const passes = problems.length === 0;
  const toUnbind = terminals.filter(({ serialNumber }) => !found.alreadyUnbound.has(serialNumber));
  const advice = passes ? await readAdvice(deps, data, toUnbind, signal) : [];
  return {
    problems,
    warnings: [...found.warnings, ...advice],
    stepUp: found.stepUp,
    terminals: terminals.map(({ terminalId, serialNumber }) => ({
      terminalId,
      alreadyUnbound: found.alreadyUnbound.has(serialNumber),
    })),
    deposits: passes ? depositsOf(data, terminals) : [],
    closeAccount: data.application?.closeAccount ?? false,
    authors: await deps.record.revisions.authors(caseId),
  };
}

/** Terminals of the application in its order, by the ids under which the case knows them. */
function terminalsOf(data: CaseData): readonly TerminalData[] {
  const idOf = new Map(
    data.terminals.map(({ serialNumber, terminalId }) => [
      normalizeSerialNumber(serialNumber),
      terminalId,
    ]),
  );
  return serialNumbersOf(data.application ?? { terminals: [] }).flatMap((serialNumber) => {
    const terminalId = idOf.get(serialNumber);
    return terminalId === undefined ? [] : [{ terminalId, serialNumber }];
  });
}

function depositsOf(
  { application }: CaseData,
  terminals: readonly TerminalData[],
): readonly CheckedDeposit[] {
  const idOf = new Map(terminals.map(({ serialNumber, terminalId }) => [serialNumber, terminalId]));
  return (application?.deposits ?? []).flatMap((line) => {
    const terminalId = idOf.get(normalizeSerialNumber(line.serialNumber));
    if (terminalId === undefined) return [];
    const { depositId, kind, amountMinor, currency } = line;
    return [{ depositId, terminalId, kind, amountMinor, currency }];
  });
}

/** Path of each serial number in the application as it was entered, where it stands first. */
function pathsOf({ application }: CaseData): ReadonlyMap<string, string> {
  const entered = (application?.terminals ?? []).map(({ serialNumber }) =>
    normalizeSerialNumber(serialNumber),
  );
  return new Map(
    entered.map((serialNumber) => [
      serialNumber,
      `terminals[${String(entered.indexOf(serialNumber))}].serialNumber`,
    ]),
  );
}

/** Raises an alert for every terminal of another merchant; it ends once that terminal proves right. */
async function tellReviewers(
  { record }: CheckDeps,
  caseId: CaseId,
  data: CaseData,
  terminals: readonly TerminalData[],
  problems: readonly Problem[],
): Promise<void> {
  const code = 'TERMINAL_BOUND_ELSEWHERE';
  const paths = pathsOf(data);
  const claimed = new Set(problems.filter((found) => found.code === code).map(({ path }) => path));
  for (const { terminalId, serialNumber } of terminals) {
    if (claimed.has(paths.get(serialNumber) ?? '')) {
      await record.attention.raise({ caseId, code, subject: terminalId });
    } else {
      await record.attention.clear(caseId, code, terminalId);
    }
  }
}

/** Takes the terminals for the case; those that another open case holds are problems. */
async function takeTerminals(
  { record }: CheckDeps,
  caseId: CaseId,
  data: CaseData,
  terminals: readonly TerminalData[],
): Promise<readonly Problem[]> {
  // Left out, it would be submitted and taken by nobody.
  if (terminals.length < pathsOf(data).size) {
    throw failure('STEP_FAILED', { details: ['terminal-without-id'] });
  }
  const reservation = await record.cases.reserveTerminals(caseId, terminals);
  if (reservation.taken) return [];
  const held = new Set(reservation.conflicts.map(({ terminalId }) => terminalId));
  for (const holder of new Set(reservation.conflicts.map(({ otherCaseId }) => otherCaseId))) {
    await tellHolder(record, holder, caseId);
  }
  const paths = pathsOf(data);
  return terminals
    .filter(({ terminalId }) => held.has(terminalId))
    .map(({ serialNumber }) => ({
      path: paths.get(serialNumber) ?? 'terminals',
      code: 'TERMINAL_HAS_OPEN_CASE',
    }));
}

/** What the gate says now of each terminal that has still to be unbound: nothing that refuses a submission. */
async function readAdvice(
  { acquirer }: CheckDeps,
  data: CaseData,
  terminals: readonly TerminalData[],
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  const { merchantNumber } = data.contact;
  const paths = pathsOf(data);
  const advice = await readEach(terminals, async ({ serialNumber }) => {
    const query = { effect: 'unbind', merchantNumber, serialNumber } as const;
    const gate = await acquirer.readGate(query, signal);
    const codes: readonly GateCode[] = gate.kind === 'found' ? gate.value : [];
    return codes.map((code) => ({ path: paths.get(serialNumber) ?? 'terminals', code }));
  });
  return advice.flat();
}
