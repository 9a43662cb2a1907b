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
import { sentence } from '../../words/phrase';
import type { Sentence } from '../../words/phrase';
import { LOCALES, type Locale } from '../../workflows/contract/case-data';
import * as shellTexts from '../../client/console/texts/shell';
import * as upkeepTexts from '../../client/console/texts/upkeep';
import * as answers from '../../wire/cases/case-answers';
import { itemisationAnswer } from '../../wire/cases/consent-answers';

const root = join(__dirname, '..', '..');

function isSentence(value: unknown): value is Sentence {
  return typeof value === 'object' && value !== null && LOCALES.every((one) => one in value);
}

function sentencesIn(value: unknown, path: string): readonly (readonly [string, Sentence])[] {
  if (isSentence(value)) return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => sentencesIn(inner, `${path}.${name}`));
}

const SENTENCES = Object.entries({
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
}).flatMap(([name, texts]) => sentencesIn(texts, name));

/** Every form of a sentence in a language. */
function formsOf(said: Sentence, locale: Locale): readonly string[] {
  const forms = said[locale];
  return typeof forms === 'string' ? [forms] : Object.values(forms);
}

/** Values that a text names; the number that it counts by may stand in words alone. */
const namesIn = (text: string): string =>
  [...text.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name)
    .filter((name) => name !== 'count')
    .sort()
    .join();

describe('texts', () => {
  it('exist in every language', () => {
    expect(SENTENCES.length).toBeGreaterThan(300);
    const empty = SENTENCES.filter(([, said]) =>
      LOCALES.some((locale) => formsOf(said, locale).some((text) => text.trim() === '')),
    );
    expect(empty).toEqual([]);
  });

  it('take the same values in every language', () => {
    const unequal = SENTENCES.filter(([, said]) => {
      const names = LOCALES.flatMap((locale) => formsOf(said, locale).map(namesIn));
      return new Set(names).size > 1;
    });
    expect(unequal).toEqual([]);
  });

  it('keep a name without a value visible', () => {
    const said = { 'zh-CN': '{a}{b}', en: '{a} and {b}' };
    expect(sentence('en', said, { a: 1 })).toBe('1 and {b}');
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
