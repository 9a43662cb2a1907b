/** `running.json` of the data folder: where a running desk is found, for `npm run demo`, tests, people. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readState, writeStateIfSpace } from '../state-file';

const runningDesk = z.object({
  apiUrl: z.string(),
  /** By it the API proves that it is the desk of this folder (client/desk-proof.ts). Earlier versions had none. */
  proofKey: z.string().optional(),
  temporalAddress: z.string(),
  temporalNamespace: z.string(),
  temporalUiUrl: z.string().optional(),
  /** Absent where acquirer and SMS provider are real. */
  simulatorUrl: z.string().optional(),
  /** Inbox in a browser; absent, like the port, where mails leave by a real server. */
  mailUrl: z.string().optional(),
  smtpPort: z.int().optional(),
  workerHealthUrl: z.string(),
  workerMetricsUrl: z.string(),
  /** Absent where there are no example staff. */
  credentialsFile: z.string().optional(),
  logsDir: z.string(),
  startedAt: z.string(),
  /** Process ids by part; the desk itself is `desk`. */
  pids: z.record(z.string(), z.array(z.int())),
});
export type RunningFile = z.infer<typeof runningDesk>;

/** A desk with simulator and mail catcher, both of which an example case needs. */
export type PlayedDesk = RunningFile & { readonly simulatorUrl: string; readonly mailUrl: string };

export function isPlayed(running: RunningFile): running is PlayedDesk {
  return running.simulatorUrl !== undefined && running.mailUrl !== undefined;
}

function fileOf(dataDir: string): string {
  return join(dataDir, 'running.json');
}

/** On a full disk the old one stands, with processes that have ended. */
export function writeRunningFile(dataDir: string, content: RunningFile): void {
  writeStateIfSpace(fileOf(dataDir), content);
}

/** Undefined where no desk has come up on this folder, or it has stopped in order. */
export function readRunningFile(dataDir: string): RunningFile | undefined {
  return readState(fileOf(dataDir), runningDesk);
}

export function removeRunningFile(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}
