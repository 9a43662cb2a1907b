/** `running.json` of the data folder: where a running desk is found, for `npm run demo`, tests, people. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readState, writeState } from './state-file';

const runningDesk = z.object({
  apiUrl: z.string(),
  temporalAddress: z.string(),
  temporalNamespace: z.string(),
  temporalUiUrl: z.string().optional(),
  simulatorUrl: z.string(),
  /** Inbox in a browser. */
  mailUrl: z.string(),
  smtpPort: z.int(),
  workerHealthUrl: z.string(),
  workerMetricsUrl: z.string(),
  credentialsFile: z.string(),
  logsDir: z.string(),
  startedAt: z.string(),
  /** Process ids by part; the desk itself is `desk`. */
  pids: z.record(z.string(), z.array(z.int())),
});
export type RunningFile = z.infer<typeof runningDesk>;

function fileOf(dataDir: string): string {
  return join(dataDir, 'running.json');
}

export function writeRunningFile(dataDir: string, content: RunningFile): void {
  writeState(fileOf(dataDir), content);
}

/** Undefined where no desk has come up on this folder, or it has stopped in order. */
export function readRunningFile(dataDir: string): RunningFile | undefined {
  return readState(fileOf(dataDir), runningDesk);
}

export function removeRunningFile(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}
