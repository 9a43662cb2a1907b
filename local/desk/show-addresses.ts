/** Prints where everything of a running desk is, and how to sign in. */
import { relative } from 'node:path';
import { STAFF_NAMES } from '../../client/cli/example-staff';
import type { RunningFile } from './running-file';

function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}

type Row = readonly [what: string, where: string];

/** A row where there is something to name. */
function row(what: string, where: string | undefined): Row[] {
  return where === undefined ? [] : [[what, where]];
}

export function showAddresses(running: RunningFile): void {
  const { credentialsFile, smtpPort } = running;
  const rows: readonly Row[] = [
    ['Console of the staff', `${running.apiUrl}/console/`],
    ["Merchant's page", `${running.apiUrl}/m/`],
    ['API and its documentation', `${running.apiUrl}/docs`],
    ...row("Temporal's Web UI", running.temporalUiUrl),
    ['Temporal', `${running.temporalAddress}, namespace ${running.temporalNamespace}`],
    ...row('Providers, texts that were sent', running.simulatorUrl),
    ...row('Inbox of mails', running.mailUrl),
    ...row('Mail server', smtpPort === undefined ? undefined : `127.0.0.1:${smtpPort}`),
    ['Health of the worker', `${running.workerHealthUrl}/readyz`],
    ['Metrics of the worker', running.workerMetricsUrl],
    ['Logs', shortest(running.logsDir)],
    ...row('Sign-ins and API keys', credentialsFile && shortest(credentialsFile)),
    ...row('  of', credentialsFile && STAFF_NAMES.join(', ')),
  ];
  console.log('');
  for (const [what, where] of rows) console.log(`  ${what.padEnd(33)}${where}`);
  console.log('');
}
