/** The case as a short Markdown story for Temporal's own Web UI. Codes, ids and amounts only. */
import type { CaseView } from '../contract/case-view';
import { moneyText } from '../contract/money';

/** Markdown of at most a few hundred bytes; costs no events. */
export function currentDetails(view: CaseView): string {
  const lines = [
    `**${view.status}** since ${view.statusSince}, waits for: ${view.waitsFor}`,
    view.parked && `**Parked** at ${view.parked.step}: \`${view.parked.code}\``,
    view.held && '**Held** by an operator',
    view.overdue && '**Overdue**',
    view.nextDueAt && `Next by itself: ${view.nextDueAt}`,
    ...view.terminals.map((t) => `- terminal \`${t.terminalId}\`: ${t.state}`),
    ...view.deposits.map(
      (d) => `- ${d.kind} \`${d.depositId}\` ${moneyText(d, 'en')}: ${d.refund}`,
    ),
    view.closeAccount && `- account: ${view.closure.state}`,
  ];
  return lines.filter((line) => typeof line === 'string').join('\n');
}
