/** The simulator's page for people: the texts that were sent, and what the providers have done. */
import { amountText } from './money/currency-counts';
import { ledgerReport } from './store/ledger-report';
import type { World } from './world';

const SHOWN = 200;

/** Policy of the page: no scripts, nothing from elsewhere. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'";

const STYLE = `
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
    color: #1c2430; background: #fff; }
  h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; vertical-align: top; padding: .35rem .6rem;
    border-bottom: 1px solid #d5dae1 }
  td.text { white-space: pre-wrap; overflow-wrap: anywhere }
  caption { text-align: left; color: #4a5565; padding-bottom: .3rem }`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

type Cell = string | number | undefined;

function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
): string {
  const head = heads.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const body = rows
    .map((row) => {
      const cells = row.map((cell) => `<td class="text">${escapeHtml(String(cell ?? ''))}</td>`);
      return `<tr>${cells.join('')}</tr>`;
    })
    .join('\n');
  const empty = rows.length === 0 ? `<tr><td colspan="${heads.length}">Nothing yet.</td></tr>` : '';
  return (
    `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead>` +
    `<tbody>${body}${empty}</tbody></table>`
  );
}

function latest<T>(rows: readonly T[]): readonly T[] {
  return rows.slice(-SHOWN).reverse();
}

/** The whole page as HTML; newest first. */
export function renderPage(world: World): string {
  const report = ledgerReport(world, {});
  const sms = latest(report.sms).map((row) => [
    new Date(row.createdAtMs).toISOString(),
    row.to,
    row.status + (row.errorCode === undefined ? '' : ` (${row.errorCode})`),
    row.body,
  ]);
  const unbinds = latest(report.unbinds).map((row) => [
    row.serialNumber,
    row.merchantNumber ?? '',
    row.executed,
    row.requestNumbers.join(' '),
  ]);
  const refunds = latest(report.refunds).map((row) => [
    row.refundId,
    row.serialNumber,
    amountText(row.amountMinor, row.currency),
    row.state,
    row.requestNumber,
  ]);
  const closures = latest(report.closures).map((row) => [
    row.merchantNumber,
    row.executed,
    row.requestNumbers.join(' '),
  ]);
  const anomalies = latest(report.anomalies).map((row) => [row.at, row.kind, row.key]);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5"><title>Provider simulator</title><style>${STYLE}</style></head>
<body><h1>Provider simulator</h1>
<p>Stands in for the acquirer and the SMS provider. Nothing here reaches anybody.</p>
<h2>Text messages</h2>
${table(`${report.sms.length} sent`, ['Time', 'To', 'Status', 'Text'], sms)}
<h2>Terminals taken off an account</h2>
${table('Executed counts how often', ['Terminal', 'Merchant', 'Executed', 'Requests'], unbinds)}
<h2>Refunds</h2>
${table('Newest first', ['Refund', 'Terminal', 'Amount', 'State', 'Request'], refunds)}
<h2>Closed accounts</h2>
${table('Executed counts how often', ['Merchant', 'Executed', 'Requests'], closures)}
<h2>Anomalies</h2>
${table('What should not have been asked', ['Time', 'Kind', 'Request'], anomalies)}
</body></html>
`;
}
