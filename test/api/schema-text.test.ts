/** Shapes of the API as /docs writes them down. */
import { schemaText } from '../../client/api/schema-text';

const text = { type: 'string' };

test.each<[string, Parameters<typeof schemaText>[0], string]>([
  ['a reference by its name', { $ref: '#/components/schemas/Receipt' }, 'Receipt'],
  ['the values that are allowed', { type: 'string', enum: ['a', 'b'] }, '"a" | "b"'],
  ['a constant', { const: true }, 'true'],
  ['a format', { type: 'string', format: 'date-time' }, 'date-time'],
  ['one of several', { anyOf: [text, { type: 'integer' }] }, 'string | integer'],
  ['a list', { type: 'array', items: text }, 'string[]'],
  ['a list of one of several', { type: 'array', items: { enum: ['a', 'b'] } }, '("a" | "b")[]'],
  [
    'what is required and what is not',
    {
      type: 'object',
      properties: { a: text, b: text },
      required: ['a'],
    },
    '{ a: string; b?: string }',
  ],
  ['names that are free', { type: 'object', additionalProperties: text }, '{ [name]: string }'],
  ['an object without members', { type: 'object' }, '{}'],
  ['what may be anything', {}, 'anything'],
])('show %s', (_what, schema, shown) => {
  expect(schemaText(schema)).toBe(shown);
});

test('that are long stand in lines', () => {
  const names = ['merchantNumber', 'contactName', 'phone', 'email', 'locale', 'timeZone'];
  const members = {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, text])),
  };
  expect(schemaText({ type: 'object', properties: { merchant: members } })).toBe(
    `{\n  merchant?: {\n${names.map((name) => `    ${name}?: string\n`).join('')}  }\n}`,
  );
});
