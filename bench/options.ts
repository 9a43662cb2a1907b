/** What a run may be told on the command line, and how much is measured where nothing is said. */
import { parseArgs } from 'node:util';

export const PARTS = ['happy', 'throughput', 'update', 'list', 'memory'] as const;
export type Part = (typeof PARTS)[number];

/** How often and how much; every number bounds the run. */
export interface Counts {
  /** Happy cases whose histories are counted. */
  readonly happyCases: number;
  /** Rounds of each side; one of each is a pair. */
  readonly throughputRounds: number;
  readonly casesPerRound: number;
  readonly casesAtOnce: number;
  /** Updates by each way. */
  readonly updates: number;
  readonly listSmallCases: number;
  readonly listLargeCases: number;
  /** Requests for each filter at each size. */
  readonly listRequests: number;
  readonly memorySmallCases: number;
  readonly memoryLargeCases: number;
}

export const FULL: Counts = {
  happyCases: 5,
  throughputRounds: 4,
  casesPerRound: 120,
  casesAtOnce: 24,
  updates: 200,
  listSmallCases: 1_000,
  listLargeCases: 100_000,
  listRequests: 30,
  memorySmallCases: 100,
  memoryLargeCases: 5_000,
};

/** Enough to see that every part runs; its ratios say little. */
export const QUICK: Counts = {
  happyCases: 1,
  throughputRounds: 1,
  casesPerRound: 10,
  casesAtOnce: 5,
  updates: 10,
  listSmallCases: 1_000,
  listLargeCases: 5_000,
  listRequests: 3,
  memorySmallCases: 5,
  memoryLargeCases: 30,
};

export interface Options {
  readonly parts: readonly Part[];
  readonly quick: boolean;
  readonly counts: Counts;
  readonly seed: number;
  readonly limitMs: number;
  readonly json: boolean;
}

const DEFAULT_LIMIT_MINUTES = 30;

export const HELP = `npm run bench [-- options]

Measures the desk against itself on a server of its own, prints a table and JSON, and writes
reports/bench.json. Everything that it starts ends with it. bench/README.md explains each number.

  --only <parts>       ${PARTS.join(', ')}; several with commas; default all
  --quick              small counts: shows that every part runs, judges no aim
  --rounds <n>         rounds of the throughput; default ${FULL.throughputRounds}
  --cases <n>          cases of a round; default ${FULL.casesPerRound}
  --open-cases <n>     open cases of the memory; default ${FULL.memoryLargeCases}
  --seed <n>           order of what is compared; default another one each time, printed
  --limit-minutes <n>  gives up after this time; default ${DEFAULT_LIMIT_MINUTES}
  --json               prints JSON alone
  --help               this

Exit codes: 0 measured, aims met; 1 could not be measured; 2 options not understood; 3 an aim missed.
`;

/** An option that makes no sense; its message names it. */
export class WrongOption extends Error {}

function whole(name: string, text: string | undefined, otherwise: number, least = 1): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) {
    throw new WrongOption(`--${name} takes a whole number from ${least}, not "${text}".`);
  }
  return value;
}

function partsOf(text: string | undefined): readonly Part[] {
  if (text === undefined) return PARTS;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0) {
    throw new WrongOption(`--only knows ${PARTS.join(', ')}, not "${unknown.join(', ')}".`);
  }
  return PARTS.filter((part) => names.includes(part));
}

/** Reads the arguments; undefined where help was asked for. Throws `WrongOption`. */
export function readOptions(args: readonly string[]): Options | undefined {
  const values = parsed(args);
  if (values.help === true) return undefined;
  const quick = values.quick === true;
  const base = quick ? QUICK : FULL;
  const memoryLargeCases = whole('open-cases', values['open-cases'], base.memoryLargeCases, 2);
  return {
    parts: partsOf(values.only),
    quick,
    counts: {
      ...base,
      throughputRounds: whole('rounds', values.rounds, base.throughputRounds),
      casesPerRound: whole('cases', values.cases, base.casesPerRound),
      memoryLargeCases,
      memorySmallCases: Math.min(base.memorySmallCases, Math.floor(memoryLargeCases / 2)),
    },
    seed: whole('seed', values.seed, Date.now() % 100_000, 0),
    limitMs: whole('limit-minutes', values['limit-minutes'], DEFAULT_LIMIT_MINUTES) * 60_000,
    json: values.json === true,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        quick: { type: 'boolean' },
        rounds: { type: 'string' },
        cases: { type: 'string' },
        'open-cases': { type: 'string' },
        seed: { type: 'string' },
        'limit-minutes': { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (cause) {
    throw new WrongOption(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
