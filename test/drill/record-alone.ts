/**
 * The record alone is restored to an earlier moment; Temporal and the providers are not. Cases that were
 * decided, paid, entered or opened since are rebuilt from their own histories, and what nobody but people
 * knew is entered again by them.
 */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { eventually } from '../e2e/eventually';
import {
  applicationOf,
  approve,
  openCase,
  proveIdentityAndConsent,
  submitApplication,
  untilCase,
  untilEnd,
} from '../e2e/play';
import { backUpRecord } from '../support/record-backup';
import type { Drill } from './drills';
import { judged, placeOf, prepare } from './drills';
import { type DrillCase, must, type Place } from './place';
import { retryUntilOver } from './repairs';

const WHY = ['--reason', 'the record was restored'];

const rebuilding = z.looseObject({
  caseId: z.string(),
  rows: z.int(),
  lostRevision: z.int().optional(),
});
const answer = z.object({
  compared: z.int(),
  lacking: z.array(rebuilding),
  refused: z.array(z.object({ caseId: z.string(), code: z.string() })),
});
const report = z.object({
  report: z.object({ differences: z.array(z.object({ caseId: z.string() })) }),
});

interface Story {
  /** Decided and done since the backup. */
  readonly done: DrillCase;
  /** Paid since; the worker died before it heard so. */
  readonly paid: DrillCase;
  /** Entered, approved and mostly done since; the closure is on its way. */
  readonly entered: DrillCase;
  /** Opened since, and under review. */
  readonly opened: DrillCase;
  /** Opened since, approved and paid; the closure is on its way. */
  readonly openedAndPaid: DrillCase;
}

export const recordAlone: Drill = {
  name: 'record restored from an older backup',
  async run(system) {
    const place = placeOf(system);
    const prepared = await prepare(place, 2);
    const [done, paid] = prepared;
    if (!done || !paid) throw new Error('nothing was prepared');
    const entered = await newCase(place);
    const since = new Date().toISOString();
    const backup = await backUpRecord(system.env['DATABASE_URL'] ?? '');
    const opened = await newCase(place);
    const openedAndPaid = await newCase(place);

    await approve(place, done.caseId, done.revision);
    await untilEnd(place.agent, done.caseId);
    for (const one of [entered, openedAndPaid]) {
      await loseClosure(place, one);
      await approve(place, one.caseId, await submit(place, one));
      await untilCloses(place, one);
    }
    await submit(place, opened);
    // The last one is told by text and not yet by mail: nobody but the record knows of the text.
    const { email, phone, merchantNumber } = paid.merchant;
    const slowly = { operation: 'unbind', kind: 'outage', match: { merchantNumber }, times: 3 };
    await system.simulator.fault(slowly);
    const before = (await system.simulator.texts(phone)).length;
    system.mail.fault({ kind: 'refuse', code: 451, to: email, times: null });
    // It pays, and the worker dies before it hears the answer.
    const hasPaid = system.armKill({
      effect: 'refund',
      point: 'after-call',
      keyIncludes: paid.caseId,
    });
    await approve(place, paid.caseId, paid.revision);
    await eventually('the worker has died', () => Promise.resolve(hasPaid() || undefined));
    await eventually('the text has left', async () => {
      return (await system.simulator.texts(phone)).length > before || undefined;
    });

    await system.worker().stop();
    await backup.restore();
    await system.simulator.liftFaults();
    system.mail.clearFaults();
    await system.reviveWorker();
    const story: Story = { done, paid, entered, opened, openedAndPaid };
    const cases = Object.values<DrillCase>({ ...story });
    return judged(this.name, place, cases, () => repair(place, story, since));
  },
};

async function untilCloses({ agent }: Place, { caseId }: DrillCase): Promise<void> {
  await untilCase(agent, caseId, 'closes', ({ status }) => status === 'closing-account');
}

async function newCase(place: Place): Promise<DrillCase> {
  const merchant = await place.simulator.freshMerchant();
  const caseId = await openCase(place, merchant);
  await proveIdentityAndConsent(place, caseId);
  return { caseId, merchant };
}

async function submit(place: Place, { caseId, merchant }: DrillCase): Promise<number> {
  return submitApplication(place, caseId, applicationOf(merchant));
}

async function loseClosure({ simulator }: Place, { merchant }: DrillCase): Promise<void> {
  const match = { merchantNumber: merchant.merchantNumber };
  await simulator.fault({ operation: 'closure', kind: 'outage', match, times: null });
}

async function repair(place: Place, story: Story, since: string): Promise<void> {
  const { done, paid, entered, opened, openedAndPaid } = story;
  const all = [done, paid, entered, opened, openedAndPaid];
  const dry = await rebuildAll(place, since, ['--dry-run']);
  expectCases('lacking', dry.lacking, all);

  const rebuilt = await rebuildAll(place, since, WHY);
  expectCases('rebuilt', rebuilt.lacking, [done, paid, entered]);
  const refused = rebuilt.refused.filter(({ code }) => code === 'UNBIND_CASE_UNRECORDED');
  expectCases('refused', refused, [opened, openedAndPaid]);
  expectCases(
    'without its application',
    rebuilt.lacking.filter(({ lostRevision }) => lostRevision !== undefined),
    [entered],
  );

  await onFolder(async (folder) => {
    // What nobody but people knew: the openings of two, the applications of all three.
    for (const one of [opened, openedAndPaid]) {
      const opening = fileIn(folder, 'opening.json', openingOf(one.merchant));
      const again = ['ops', 'rebuild', one.caseId, '--opening', opening, ...WHY];
      await place.unbind('operator', ...again);
    }
    for (const one of [opened, openedAndPaid, entered]) {
      const file = fileIn(folder, 'application.json', applicationOf(one.merchant));
      await place.unbind('agent', 'application', one.caseId, '--file', file);
    }
  });
  const { view } = await place.agent.get<{ view: { revision: number } }>(`/cases/${opened.caseId}`);
  await approve(place, opened.caseId, view.revision);
  // The intents of held cases need what was entered; only then may it go on.
  for (const { caseId } of [openedAndPaid, entered]) {
    await must(place.unbind('operator', 'ops', 'rebuild', caseId, ...WHY));
    await must(place.unbind('operator', 'ops', 'release-hold', caseId, ...WHY));
  }
  await retryUntilOver(place, all);

  const left = await rebuildAll(place, since, ['--dry-run']);
  expectCases('still lacking', left.lacking, []);
  const compared = await place.unbind('operator', 'ops', 'reconcile', '--wait');
  const { differences } = report.parse(JSON.parse(compared.out)).report;
  const mine = new Set(all.map(({ caseId }) => caseId));
  expectCases(
    'differing',
    differences.filter(({ caseId }) => mine.has(caseId)),
    [],
  );
}

/** Cases of other drills may be among them; exit code 1 says that something is left. */
async function rebuildAll(
  place: Place,
  since: string,
  options: readonly string[],
): Promise<z.output<typeof answer>> {
  const { out } = await place.unbind('operator', 'ops', 'rebuild', '--since', since, ...options);
  // A worker that has just come back may be asked twice, which is told before the answer.
  return answer.parse(JSON.parse(out.slice(out.indexOf('{'))));
}

function expectCases(
  what: string,
  found: readonly { readonly caseId: string }[],
  due: readonly DrillCase[],
): void {
  const is = found.map(({ caseId }) => caseId).sort();
  const must = due.map(({ caseId }) => caseId).sort();
  if (is.join() !== must.join()) throw new Error(`${what}: ${is.join()}, due ${must.join()}`);
}

function openingOf({
  merchantNumber,
  contactName,
  phone,
  email,
  locale,
  timeZone,
  terminals,
}: FreshMerchant): object {
  return {
    merchant: { merchantNumber, contactName, phone, email, locale, timeZone },
    terminals: terminals.map(({ serialNumber }) => ({ serialNumber })),
  };
}

async function onFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'unbind-drill-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function fileIn(folder: string, name: string, content: object): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}
