/** docs/openapi.json explains itself: its members, its closed lists, what each request looks like. */
import { GLOSSARY } from '../../wire/glossary';
import { textOf } from './repository';

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}
interface Operation {
  readonly description?: string;
  readonly 'x-roles'?: readonly string[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}
const document = JSON.parse(textOf('docs/openapi.json')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

interface Member {
  readonly name: string;
  readonly schema: Schema;
}

/** Every member of the shapes below a node. What narrows the problem of a route is explained with the problem. */
function membersIn(node: unknown): Member[] {
  if (typeof node !== 'object' || node === null || 'allOf' in node) return [];
  const { properties = {} } = node as Schema;
  return [
    ...Object.entries(properties).map(([name, schema]) => ({ name, schema })),
    ...Object.values(node).flatMap((child) => membersIn(child)),
  ];
}

const members = membersIn(document);
const shapeOf = ({ $ref }: Schema): Schema | undefined =>
  $ref === undefined ? undefined : document.components.schemas[$ref.split('/').at(-1) ?? ''];
const isExplained = ({ schema }: Member): boolean =>
  (schema.description ?? shapeOf(schema)?.description) !== undefined;

/** Lists and parts that say by their name what they hold; what is in them is explained. */
const PLAIN = [
  ...['items', 'lines', 'rows', 'builds', 'points', 'refunds', 'effects', 'repairs', 'repeated'],
  ...['report', 'terms', 'person', 'other', 'ledger', 'failure', 'reset'],
];

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    line: `${method} ${path}`,
    ...operation,
  })),
);

test('whatever changes something says what a second call does', () => {
  const silent = operations.filter(
    ({ line, description = '' }) =>
      !line.startsWith('get ') && !/Called twice|Reads only/.test(description),
  );
  expect(silent.map(({ line }) => line)).toEqual([]);
});

test('every operation says who may call it, as its roles have it', () => {
  const wrong = operations.filter(({ description = '', 'x-roles': roles }) => {
    const who = roles
      ?.join(', ')
      .replace(/^merchant$/, 'the merchant, in the session of their case');
    return !description.endsWith(
      who === undefined ? 'Needs neither session nor key.' : `Who may: ${who}.`,
    );
  });
  expect(wrong.map(({ line }) => line)).toEqual([]);
});

test('every member has words but those that are plain by their name', () => {
  const silent = members.filter((member) => !isExplained(member)).map(({ name }) => name);
  expect([...new Set(silent)].sort()).toEqual([...PLAIN].sort());
});

test('at least 60 % of all members have words', () => {
  expect(members.length).toBeGreaterThan(900);
  expect(members.filter(isExplained).length / members.length).toBeGreaterThan(0.6);
});

test('every word of the glossary explains something in the document', () => {
  const text = JSON.stringify(document);
  const unused = Object.values(GLOSSARY).filter((words) => !text.includes(JSON.stringify(words)));
  expect(unused).toEqual([]);
});

/** Names of what is one of a closed list. */
const CLOSED =
  /(state|status|codes?|role|kind|channel|locale|cause|verb|method|waitsFor|gate|stepUp|decision|outcome|step|refund|rejection|action)$/i;
/** What has such a name and is a text of its own. */
const OPEN: Readonly<Record<string, string>> = {
  kind: 'as it was typed into a draft',
  bankCode: 'of the bank',
  ErrorCode: 'of the provider',
  MessageStatus: 'of the provider',
  providerCode: 'of the provider',
  providerSaysCode: 'of the provider',
  code: 'six digits',
  cause: 'a cause with its code',
  status: 'several, separated by commas',
  outcome: 'a word or a code',
};

test('states, codes, roles and kinds are enumerations', () => {
  const open = members.filter(({ name, schema }) => {
    const said = JSON.stringify(schema);
    const isText = said.includes('"string"') && !/"enum"|"const"|\/ErrorCode"/.test(said);
    return CLOSED.test(name) && isText && schema.$ref === undefined;
  });
  expect([...new Set(open.map(({ name }) => name))].sort()).toEqual(Object.keys(OPEN).sort());
});

test('every request with JSON but those of providers shows an example', () => {
  const bodies = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { requestBody }]) => {
      const content = requestBody?.content['application/json'];
      return content && !path.includes('/webhooks/')
        ? [{ route: `${method} ${path}`, content }]
        : [];
    }),
  );
  const bare = bodies.filter(({ content }) => !/"examples?":/.test(JSON.stringify(content)));
  expect(bodies.length).toBeGreaterThan(35);
  expect(bare.map(({ route }) => route)).toEqual([]);
});
