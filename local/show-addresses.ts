/** Prints where everything of a running desk is, and how to sign in. */
import { relative } from 'node:path';
import { STAFF_NAMES } from './example-staff';
import type { RunningFile } from './running-file';

function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}

export function showAddresses(running: RunningFile): void {
  const rows: readonly (readonly [string, string])[] = [
    ['Console of the staff', `${running.apiUrl}/console/`],
    ["Merchant's page", `${running.apiUrl}/m/`],
    ['API and its documentation', `${running.apiUrl}/docs`],
    ...(running.temporalUiUrl === undefined
      ? []
      : [["Temporal's Web UI", running.temporalUiUrl] as const]),
    ['Temporal', `${running.temporalAddress}, namespace ${running.temporalNamespace}`],
    ['Providers, texts that were sent', running.simulatorUrl],
    ['Inbox of mails', running.mailUrl],
    ['Mail server', `127.0.0.1:${running.smtpPort}`],
    ['Health of the worker', `${running.workerHealthUrl}/readyz`],
    ['Metrics of the worker', running.workerMetricsUrl],
    ['Logs', shortest(running.logsDir)],
    ['Sign-ins and API keys', shortest(running.credentialsFile)],
    ['  of', STAFF_NAMES.join(', ')],
  ];
  console.log('');
  for (const [what, where] of rows) console.log(`  ${what.padEnd(33)}${where}`);
  console.log('');
}
