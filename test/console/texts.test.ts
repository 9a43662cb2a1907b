/** Texts: nothing half translated, no value missing in one language, and every event has its sentence. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repairForm } from '../../wire/operations/repair-requests';
import { sentenceOf } from '../../words/timeline';
import { FORMS } from '../../wire/forms';
import * as caseTexts from '../../client/console/texts/case';
import * as decisionTexts from '../../client/console/texts/decisions';
import * as domainTexts from '../../words/domain';
import * as formTexts from '../../client/console/texts/forms';
import * as operationTexts from '../../client/console/texts/operations';
import * as peopleTexts from '../../client/console/texts/people';
import * as queueTexts from '../../client/console/texts/queue';
import * as rebuildTexts from '../../client/console/texts/rebuild';
import * as repairTexts from '../../client/console/texts/repairs';
import * as reportTexts from '../../client/console/texts/reports';
import * as reviewTexts from '../../client/console/texts/review';
import { sentence } from '../../words/sentence';
import type { Pair } from '../../words/sentence';
import * as shellTexts from '../../client/console/texts/shell';
import * as upkeepTexts from '../../client/console/texts/upkeep';
import * as answers from '../../wire/cases/case-answers';
import { itemisationAnswer } from '../../wire/cases/consent-answers';

const root = join(__dirname, '..', '..');

function isPair(value: unknown): value is Pair {
  return Array.isArray(value) && value.length === 2 && value.every((t) => typeof t === 'string');
}

function pairsIn(value: unknown, path: string): readonly (readonly [string, Pair])[] {
  if (isPair(value)) return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => pairsIn(inner, `${path}.${name}`));
}

const PAIRS = Object.entries({
  caseTexts,
  decisionTexts,
  domainTexts,
  formTexts,
  operationTexts,
  peopleTexts,
  queueTexts,
  rebuildTexts,
  repairTexts,
  reportTexts,
  reviewTexts,
  shellTexts,
  upkeepTexts,
}).flatMap(([name, texts]) => pairsIn(texts, name));

const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(String).sort();

describe('texts', () => {
  it('exist in both languages', () => {
    expect(PAIRS.length).toBeGreaterThan(300);
    expect(PAIRS.filter(([, pair]) => pair.some((text) => text.trim() === ''))).toEqual([]);
  });

  it('take the same values in both languages', () => {
    const unequal = PAIRS.filter(([, [zh, en]]) => namesIn(zh).join() !== namesIn(en).join());
    expect(unequal).toEqual([]);
  });

  it('keep a name without a value visible', () => {
    expect(sentence('en', ['{a}{b}', '{a} and {b}'], { a: 1 })).toBe('1 and {b}');
  });
});

it('every repair that can be run dry or proposed has a name', () => {
  const names = repairForm.options.map(({ shape }) => shape.repair.value);
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !(name in repairTexts.REPAIR))).toEqual([]);
});

function sourcesIn(folder: string): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
    .join('\n');
}

/** Names of the events that the API and the record write into the ledger, read from their sources. */
function eventsBesideWorkflows(): readonly string[] {
  const text = sourcesIn('client/api') + sourcesIn('record');
  const named = [...text.matchAll(/\bevent: (?:\w+ \? '([a-z-]+)' : )?'([a-z-]+)'/g)];
  return [...new Set(named.flatMap(([, ...events]) => events.filter(Boolean)))];
}

/** Names of the events that the workflows write into the ledger, read from their sources. */
function eventsOfWorkflows(): readonly string[] {
  const text = sourcesIn('workflows');
  const noted = [...text.matchAll(/journal\.note\(\s*'([a-z-]+)'/g)];
  const left = [...text.matchAll(/leave\(\s*desk,\s*[^,]+,\s*'([a-z-]+)'/g)];
  return [...new Set([...noted, ...left].map(([, event = '']) => event))];
}

describe('the timeline', () => {
  it('has a sentence for every event of the ledger', () => {
    const beside = eventsBesideWorkflows();
    expect(beside).toEqual(expect.arrayContaining(['notice-resent', 'merchant-link-revoked']));
    const events = [...eventsOfWorkflows(), ...beside];
    expect(events.length).toBeGreaterThan(20);
    const unsaid = events.filter((event) => {
      const by = { principalId: 's', role: 'agent' } as const;
      const row = { position: 1, at: '', event, by, facts: {}, hash: '' };
      return sentenceOf(row, 'x', (pair, ...values) => sentence('en', pair, values[0])) === event;
    });
    expect(unsaid).toEqual([]);
  });
});

describe('the answers that the console relies on', () => {
  it.each([
    ['receipt', answers.receiptAnswer],
    ['case', answers.caseAnswer],
    ['casePage', answers.casePage],
    ['draft', answers.draftAnswer],
    ['itemisation', itemisationAnswer],
    ['timeline', answers.timelineAnswer],
  ] as const)('have the members of %s', (name, schema) => {
    expect(Object.keys(schema.shape)).toEqual(expect.arrayContaining([...FORMS[name].has]));
  });
});
