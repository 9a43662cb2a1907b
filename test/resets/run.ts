/**
 * `npm run resets`: takes played cases back to every point of their histories, three times in a row each, and
 * has the simulator's ledger audited. `--batch=4`, `--only=<part of a name>`, `--points=<n>`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readOrigin } from '../../bench/origin';
import { startSystem, type System } from '../e2e/system';
import { type Played, type ResetPlay, playResets, pointsOf } from './play-resets';
import { STORIES, type Story } from './stories';

const HELP = `npm run resets [-- options]

Plays each story once to learn its points, then once more for each point, and takes that case back to it
three times in a row. One unbinding, one refund, one closure, no text twice: the ledger of the simulator is
the auditor. A point that the product refuses must leave everything as it was.

  --batch <n>   cases that are open at the same time; default 4
  --points <n>  only that many points of each story, spread over it
  --only <text> only stories whose name contains this
`;

/** Points of a story, spread evenly where only some are wanted. */
async function playsOf(system: System, story: Story, wanted: number): Promise<ResetPlay[]> {
  const merchant = await system.simulator.freshMerchant(story.merchant ?? {});
  const { points } = await pointsOf(system, await story.begin(system, merchant));
  const count = Math.min(wanted, points.length);
  return Array.from({ length: count }, (_, place) => ({
    story,
    index: Math.floor((place * points.length) / count),
  }));
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      batch: { type: 'string', default: '4' },
      points: { type: 'string', default: '1000' },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const startedAt = new Date().toISOString();
  const played: Played[] = [];
  const system = await startSystem();
  try {
    const plays: ResetPlay[] = [];
    for (const story of STORIES.filter(({ name }) => name.includes(values.only))) {
      plays.push(...(await playsOf(system, story, Number(values.points))));
    }
    for (let start = 0; start < plays.length; start += Number(values.batch)) {
      const batch = plays.slice(start, start + Number(values.batch));
      const done = await Promise.all(batch.map((play) => playResets(system, play)));
      played.push(...done);
      for (const one of done) console.log(`${played.length}/${plays.length} ${lineOf(one)}`);
    }
  } finally {
    await system.stop();
  }
  const failed = played.filter(({ findings }) => findings.length > 0);
  mkdirSync('reports', { recursive: true });
  const resets = played.map(({ story, index, refused, findings }) => {
    return { story: story.name, point: index + 1, refused, findings };
  });
  const command = ['npm run resets --', ...process.argv.slice(2)].join(' ');
  const report = { ...readOrigin(), seed: null, command, startedAt, resets };
  writeFileSync(join('reports', 'resets.json'), JSON.stringify(report, undefined, 2));
  for (const one of failed) console.log(`${lineOf(one)}, ${one.caseId}`);
  console.log(`${played.length - failed.length} passed, ${failed.length} failed, 0 skipped`);
  return failed.length === 0 ? 0 : 1;
}

function lineOf({ story, index, refused, findings }: Played): string {
  const verdict = findings.length === 0 ? 'holds' : `FAILS: ${findings.join('; ')}`;
  const how = refused === 0 ? 'taken back three times' : `refused ${refused} times`;
  return `${story.name}, point ${index + 1}, ${how}: ${verdict}`;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
