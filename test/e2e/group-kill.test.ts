/**
 * `npm start` killed as a whole, databases included, in the middle of a case: the next start finishes the
 * case, and everything has happened once.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { readCredentials } from '../../local/example-case/example-staff';
import { type RunningFile, readRunningFile } from '../../local/desk/running-file';
import type { CaughtMail } from '../../local/mail-catcher/mail-store';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { isAccepted, type NoticeState } from '../../workflows/contract/notices';
import { canariesOfMerchants } from '../canaries/of-people';
import { findIn, placeOfLog, placesOf, refuseFindings } from '../canaries/places';
import { searchFor } from '../canaries/search';
import { createDeskClient, type DeskClient } from './desk-client';
import { eventually } from './eventually';
import { untilEnd, viewOf, workUpToApproval } from './play';
import { createSimulatorClient } from './simulator-client';

const ROOT = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'unbind-desk-start-'));
const logFile = join(folder, 'start.log');
let desk: ChildProcess | undefined;

/** What `npm start` runs once it has built, on a folder and on ports of its own. */
function start(): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'local', 'start.js'), '--no-demo'], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: homedir(),
      UNBIND_DATA_DIR: join(folder, 'data'),
      UNBIND_CACHE_DIR: process.env['UNBIND_CACHE_DIR'] ?? '',
      UNBIND_API_PORT: '0',
      UNBIND_TEMPORAL_PORT: '0',
      UNBIND_TEMPORAL_UI_PORT: '0',
      UNBIND_SIMULATOR_PORT: '0',
      UNBIND_SMTP_PORT: '0',
      UNBIND_MAIL_PORT: '0',
      UNBIND_WORKER_HEALTH_PORT: '0',
      UNBIND_WORKER_METRICS_PORT: '0',
    },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  return child;
}

/** Waits until this start, and not an earlier one, is up. */
function untilUp(child: ChildProcess): Promise<RunningFile> {
  return eventually('the desk is up', async () => {
    if (child.exitCode !== null) throw new Error(readFileSync(logFile, 'utf8').slice(-3_000));
    const running = readRunningFile(join(folder, 'data'));
    if (!running?.pids['desk']?.includes(child.pid ?? 0)) return undefined;
    const answer = await fetch(`${running.apiUrl}/readyz`).catch(() => undefined);
    return answer?.ok ? running : undefined;
  });
}

function peopleOf({ apiUrl }: RunningFile): Record<'agent' | 'reviewer' | 'operator', DeskClient> {
  const credentials = readCredentials(join(folder, 'data'));
  if (!credentials) throw new Error('no credentials');
  const { agent, reviewer, operator } = credentials;
  return {
    agent: createDeskClient(apiUrl, agent.apiKey),
    reviewer: createDeskClient(apiUrl, reviewer.apiKey),
    operator: createDeskClient(apiUrl, operator.apiKey),
  };
}

/** Throws where data of the merchant lies in Temporal, in a log or in the metrics of either start. */
async function refuseLeaks(running: RunningFile, merchant: FreshMerchant): Promise<void> {
  const { apiUrl, logsDir, temporalAddress, temporalNamespace, workerMetricsUrl } = running;
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const places = await placesOf({
      client: new Client({ connection, namespace: temporalNamespace }),
      hasWorker: true,
      logs: readdirSync(logsDir).map((file) => placeOfLog(join(logsDir, file))),
      metricsUrls: [`${apiUrl}/metrics`, workerMetricsUrl],
    });
    refuseFindings(findIn(searchFor(canariesOfMerchants([merchant])), places));
  } finally {
    await connection.close();
  }
}

/** Everybody is told, by one text each; a mail that came again carries the same Message-ID. */
async function expectToldOnce(
  running: RunningFile,
  caseId: string,
  merchant: FreshMerchant,
): Promise<void> {
  const { agent } = peopleOf(running);
  await eventually('everybody is told', async () => {
    const { items } = await agent.get<{ items: readonly { state: NoticeState }[] }>(
      `/cases/${caseId}/notices`,
    );
    return items.every(({ state }) => isAccepted(state)) || undefined;
  });
  const texts = await createSimulatorClient(running.simulatorUrl!).texts(merchant.phone);
  const bodies = texts.map(({ body }) => body);
  expect(bodies.length).toBeGreaterThan(0);
  expect(new Set(bodies).size).toBe(bodies.length);
  const inbox = await fetch(
    `${running.mailUrl}/api/messages?to=${encodeURIComponent(merchant.email)}`,
  );
  const { items: mails } = (await inbox.json()) as { items: readonly CaughtMail[] };
  const subjects = new Map(mails.map(({ messageId, subject }) => [messageId, subject]));
  expect(subjects.size).toBeGreaterThan(0);
  expect(new Set(subjects.values()).size).toBe(subjects.size);
}

/** Every process of the desk, as `kill -9` of the group does. */
function killAll({ pids }: RunningFile): void {
  for (const pid of Object.values(pids).flat()) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

afterAll(async () => {
  if (desk && desk.exitCode === null && desk.signalCode === null) {
    const ended = new Promise((resolve) => desk?.once('exit', resolve));
    desk.kill('SIGINT');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

test('a start that is killed with everything it runs goes on where it was', async () => {
  desk = start();
  const first = await untilUp(desk);
  const simulator = createSimulatorClient(first.simulatorUrl!);
  const merchant = await simulator.freshMerchant();
  // Money is on its way for so long that the kill finds it there.
  await simulator.change('settings', { refundDelayMs: 4_000 });
  const people = peopleOf(first);
  const caseId = await workUpToApproval(people, merchant);
  await eventually(
    'the refund is on its way',
    async () => (await viewOf(people.agent, caseId)).status === 'refunding-deposit' || undefined,
  );
  killAll(first);

  desk = start();
  const second = await untilUp(desk);
  const view = await untilEnd(peopleOf(second).agent, caseId);
  expect(view).toMatchObject({ status: 'completed', closure: { state: 'closed' } });
  await expectToldOnce(second, caseId, merchant);
  await refuseLeaks(second, merchant);
  const ledger = await createSimulatorClient(second.simulatorUrl!).ledger(merchant);
  expect(ledger.unbinds.map(({ executed }) => executed)).toEqual([1]);
  expect(ledger.refunds.map(({ executed }) => executed)).toEqual([1]);
  expect(ledger.closures.map(({ executed }) => executed)).toEqual([1]);
}, 240_000);
