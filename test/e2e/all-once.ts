/** What has to hold of a case that has come to its end, whatever went wrong on its way. */
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { isAccepted } from '../../workflows/contract/notices';
import { repeatsOf } from './mails';
import type { System } from './system';

/** Each effect once, each text once, each mail once but for one whose answer was lost; everybody told. */
export async function expectAllOnce(
  system: System,
  caseId: string,
  merchant: FreshMerchant,
): Promise<void> {
  await system.temporal.client.workflow.getHandle(caseId).result();
  const ledger = await system.simulator.ledger(merchant);
  for (const effects of [ledger.unbinds, ledger.refunds, ledger.closures]) {
    expect(effects.map(({ executed }) => executed)).toEqual([1]);
  }
  expect(ledger.anomalies).toEqual([]);
  const rows = await system.record.notices.list(caseId);
  expect(rows.filter(({ state }) => !isAccepted(state))).toEqual([]);
  const bodies = (await system.simulator.texts(merchant.phone)).map(({ body }) => body);
  expect(new Set(bodies).size).toBe(bodies.length);
  const { doubled, unexplained } = repeatsOf(system, merchant.email);
  expect(doubled).toBe(0);
  expect(unexplained).toBeLessThanOrEqual(1);
}
