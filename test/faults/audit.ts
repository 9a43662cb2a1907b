/** What must hold of a case when everything is over, by the ledgers of the providers. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJson } from '../../temporal/history-json';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { isAccepted, isMandatory } from '../../workflows/contract/notices';
import { BUNDLE_FILE } from '../../worker/bundle';
import { replayOne } from '../../worker/replay';
import { repeatsOf } from '../e2e/mails';
import type { System } from '../e2e/system';

/** Histories that somebody will want to look at are kept here. */
const KEPT = join('reports', 'faults');

/** Every way in which a completed case is not as it must be, in words; empty: all is well. */
export async function auditCompletedCase(
  system: System,
  caseId: string,
  merchant: FreshMerchant,
): Promise<readonly string[]> {
  return [
    ...(await auditLedger(system, merchant)),
    ...(await auditNotices(system, caseId)),
    ...(await auditTexts(system, merchant)),
    ...auditMails(system, merchant),
    ...(await auditRecord(system, caseId)),
    ...(await auditHistory(system, caseId)),
  ];
}

async function auditLedger(system: System, merchant: FreshMerchant): Promise<readonly string[]> {
  const { unbinds, refunds, refundedMinor, closures } = await system.simulator.ledger(merchant);
  const found: string[] = [];
  for (const { serialNumber } of merchant.terminals) {
    const executed = unbinds.find((row) => row.serialNumber === serialNumber)?.executed ?? 0;
    if (executed !== 1) found.push(`a terminal was unbound ${executed} times`);
    const owed = merchant.deposits
      .filter((item) => item.serialNumber === serialNumber && item.kind === 'refundable-deposit')
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const paid = refundedMinor[serialNumber] ?? 0;
    if (paid !== owed) found.push(`${paid} were refunded where ${owed} were owed`);
  }
  const payments = refunds.filter(({ executed }) => executed > 0).length;
  if (payments !== merchant.terminals.length) found.push(`money left ${payments} times`);
  const closed = closures.reduce((sum, { executed }) => sum + executed, 0);
  if (closed !== 1) found.push(`the account was closed ${closed} times`);
  return found;
}

/** Every mandatory kind of a completed case was accepted on a channel. */
async function auditNotices({ record }: System, caseId: string): Promise<readonly string[]> {
  const rows = await record.notices.list(caseId);
  const kinds = new Set(rows.filter(({ kind }) => isMandatory(kind)).map(({ kind }) => kind));
  const missing = (['approved', 'unbound', 'refunded', 'closed'] as const).filter(
    (kind) => !kinds.has(kind),
  );
  const untold = [...kinds].filter(
    (kind) => !rows.some((row) => row.kind === kind && isAccepted(row.state)),
  );
  return [
    ...missing.map((kind) => `${kind} was never planned`),
    ...untold.map((kind) => `${kind} reached nobody`),
  ];
}

/** The list of texts can always tell, so none leaves twice. */
async function auditTexts(system: System, { phone }: FreshMerchant): Promise<readonly string[]> {
  const bodies = (await system.simulator.texts(phone)).map(({ body }) => body);
  const doubled = bodies.length - new Set(bodies).size;
  return doubled === 0 ? [] : [`${doubled} texts left twice`];
}

/** Beside what died with a worker, one lost answer a case. */
function auditMails(system: System, { email }: FreshMerchant): readonly string[] {
  const { doubled, unexplained } = repeatsOf(system, email);
  return [
    ...(doubled === 0 ? [] : [`${doubled} mails left twice under different ids`]),
    ...(unexplained <= 1 ? [] : [`${unexplained} mails were repeated though no worker had died`]),
  ];
}

async function auditRecord({ record }: System, caseId: string): Promise<readonly string[]> {
  const { broken } = await record.ledger.verify(caseId);
  return broken === undefined ? [] : [`the ledger's chain breaks at ${broken.position}`];
}

/** Whatever died meanwhile: the next worker has to find its way through what is written. */
async function auditHistory(system: System, workflowId: string): Promise<readonly string[]> {
  const history = await system.temporal.client.workflow.getHandle(workflowId).fetchHistory();
  const verdict = await replayOne({ workflowId, history }, { codePath: BUNDLE_FILE });
  if (verdict.replays) return [];
  await keepHistory(system, workflowId);
  return [`its history does not replay: ${verdict.failure?.message ?? 'no message'}`];
}

/** Writes the history of a case to `reports/faults`, for who has to find out what befell it. */
export async function keepHistory({ temporal }: System, caseId: string): Promise<void> {
  const history = await temporal.client.workflow.getHandle(caseId).fetchHistory();
  mkdirSync(KEPT, { recursive: true });
  writeFileSync(join(KEPT, `${caseId}.json`), JSON.stringify(historyToJson(history)));
}
