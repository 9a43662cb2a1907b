/** docs/openapi.json by the rules of redocly.yaml, without errors and without ignoring what is not there. */
import { join } from 'node:path';
import { lintFromString, loadConfig } from '@redocly/openapi-core';
import { parse } from 'yaml';
import { root, textOf } from './repository';

const DOCUMENT = 'docs/openapi.json';

interface Operation {
  summary?: string;
  description?: string;
  tags?: string[];
  operationId?: string;
  responses?: Record<string, unknown>;
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly example?: object }>>;
  };
}
interface OpenApi {
  readonly paths: Record<string, Record<string, Operation>>;
}
interface Finding {
  readonly rule: string;
  readonly place: string;
  readonly message: string;
}

/** What the linter finds in a text as if it stood in the file: errors, or what it is told to ignore. */
async function findings(source: string, ignored = false): Promise<Finding[]> {
  const config = await loadConfig({ configPath: join(root, 'redocly.yaml') });
  const found = await lintFromString({ source, absoluteRef: join(root, DOCUMENT), config });
  return found
    .filter((problem) => (problem.ignored ?? false) === ignored)
    .map(({ ruleId, message, location: [place] }) => {
      return { rule: ruleId, place: place?.pointer ?? '', message };
    });
}

const casesOf = ({ paths }: OpenApi): Operation => paths['/api/v1/cases']?.['get'] ?? {};
const exampleOf = ({ paths }: OpenApi): object =>
  paths['/api/v1/cases']?.['post']?.requestBody?.content['application/json']?.example ?? {};

test('the document breaks no rule of the linter', async () => {
  expect(await findings(textOf(DOCUMENT))).toEqual([]);
});

test('whatever the linter is told to ignore is still there', async () => {
  const text = textOf('.redocly.lint-ignore.yaml');
  const listed = parse(text) as Record<string, Record<string, string[]>>;
  const named = Object.entries(listed[DOCUMENT] ?? {}).flatMap(([rule, places]) =>
    places.map((place) => `${rule} ${place}`),
  );
  const found = await findings(textOf(DOCUMENT), true);
  expect(found.map(({ rule, place }) => `${rule} ${place}`).sort()).toEqual(named.sort());
});

test.each<[string, string, (document: OpenApi) => void]>([
  ['operation-summary', 'an operation without words', (copy) => delete casesOf(copy).summary],
  [
    'operation-description',
    'an operation that does not say what it does',
    (copy) => delete casesOf(copy).description,
  ],
  [
    'operation-4xx-response',
    'an operation that refuses nothing',
    (copy) => {
      casesOf(copy).responses = { '200': casesOf(copy).responses?.['200'] };
    },
  ],
  [
    'operation-tag-defined',
    'an area that there is not',
    (copy) => {
      casesOf(copy).tags = ['sheds'];
    },
  ],
  [
    'no-invalid-media-type-examples',
    'an example that the API refuses',
    (copy) => {
      Object.assign(exampleOf(copy), { channel: 'pigeon' });
    },
  ],
  [
    'paths-kebab-case',
    'an address with capitals',
    (copy) => {
      copy.paths['/API'] = { get: { ...casesOf(copy), operationId: 'listShouting' } };
    },
  ],
])('%s finds %s', async (rule, _what, change) => {
  const document = JSON.parse(textOf(DOCUMENT)) as OpenApi;
  change(document);
  const found = await findings(JSON.stringify(document));
  expect([...new Set(found.map((one) => one.rule))]).toEqual([rule]);
});
