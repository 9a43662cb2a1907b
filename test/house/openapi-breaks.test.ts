/** Programs that were written by the document of the last version go on working, or the changelog says why not. */
import { type ApiDocument, openApiBreaks } from '../../scripts/openapi-breaks';
import { textOf } from './repository';

/** What the last version promises; before the first one, what those who build on the API were shown. */
const LAST = 'docs/openapi-last-version.json';
const read = (file: string): ApiDocument => JSON.parse(textOf(file)) as ApiDocument;

test('each break with the last version is named in the changelog', () => {
  const [, unreleased = ''] = textOf('CHANGELOG.md').split(/^## /m);
  const said = unreleased.replace(/\s+/g, ' ');
  const unsaid = openApiBreaks(read(LAST), read('docs/openapi.json')).filter(
    (line) => !said.includes(`\`${line}\``),
  );
  expect(unsaid).toEqual([]);
});

const STATES = ['open', 'closed'];
const BEFORE = {
  paths: {
    '/things/{id}': {
      get: {
        operationId: 'readThing',
        'x-roles': ['agent', 'auditor'],
        parameters: [{ in: 'query', name: 'since', required: false, schema: { type: 'string' } }],
        responses: {
          '200': { content: { json: { schema: { $ref: '#/components/schemas/Thing' } } } },
        },
      },
      put: {
        operationId: 'changeThing',
        requestBody: {
          content: {
            json: {
              schema: {
                type: 'object',
                properties: {
                  state: { enum: STATES },
                  name: { type: 'string', maxLength: 20 },
                  size: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
                },
                required: ['state'],
                additionalProperties: false,
              },
            },
          },
        },
        responses: { '204': {} },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        properties: {
          state: { type: 'string', enum: STATES },
          parts: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
          size: { type: 'integer' },
        },
        required: ['state'],
      },
    },
  },
};
type Copy = typeof BEFORE;

const thing = (copy: Copy) => copy.paths['/things/{id}'];
const bodyOf = (copy: Copy) => thing(copy).put.requestBody.content.json.schema;
const answerOf = (copy: Copy) => copy.components.schemas.Thing;
function changed(change: (copy: Copy) => unknown): string[] {
  const copy = structuredClone(BEFORE);
  change(copy);
  return openApiBreaks(BEFORE, copy);
}

test.each<[string, (copy: Copy) => unknown]>([
  ['PUT /things/{id} is gone', (copy) => Reflect.deleteProperty(thing(copy), 'put')],
  [
    'GET /things/{id}: was called readThing, is getThing',
    (copy) => (thing(copy).get.operationId = 'getThing'),
  ],
  ['GET /things/{id}: not for auditor any more', (copy) => thing(copy).get['x-roles'].pop()],
  ['GET /things/{id} query since is gone', (copy) => thing(copy).get.parameters.pop()],
  [
    'GET /things/{id} query since is needed now',
    (copy) => thing(copy).get.parameters.forEach((one) => (one.required = true)),
  ],
  [
    'GET /things/{id} 200 is gone',
    (copy) => Reflect.deleteProperty(thing(copy).get.responses, '200'),
  ],
  [
    'GET /things/{id} 200.size is gone',
    (copy) => Reflect.deleteProperty(answerOf(copy).properties, 'size'),
  ],
  [
    'GET /things/{id} 200.size: was integer, is string',
    (copy) => (answerOf(copy).properties.size.type = 'string'),
  ],
  ['GET /things/{id} 200.state may be absent now', (copy) => (answerOf(copy).required = [])],
  [
    'PUT /things/{id} body.name is gone',
    (copy) => Reflect.deleteProperty(bodyOf(copy).properties, 'name'),
  ],
  ['PUT /things/{id} body.name is needed now', (copy) => bodyOf(copy).required.push('name')],
  [
    'PUT /things/{id} body.name: maxLength is narrower',
    (copy) => (bodyOf(copy).properties.name.maxLength = 10),
  ],
  [
    'PUT /things/{id} body.state: "closed" is not taken any more',
    (copy) => (bodyOf(copy).properties.state.enum = ['open']),
  ],
  [
    'PUT /things/{id} body.size: was null, is integer',
    (copy) => bodyOf(copy).properties.size.anyOf.pop(),
  ],
])('finds that %s', (line, change) => {
  expect(changed(change)).toEqual([line]);
});

test.each<[string, (copy: Copy) => unknown]>([
  ['a new state in an answer', (copy) => answerOf(copy).properties.state.enum.push('lost')],
  [
    'a new value that a request may have',
    (copy) => bodyOf(copy).properties.state.enum.push('lost'),
  ],
  [
    'a new member',
    (copy) => Object.assign(answerOf(copy).properties, { age: { type: 'integer' } }),
  ],
  ['a longer text', (copy) => (bodyOf(copy).properties.name.maxLength = 40)],
  ['a member that need not be sent any more', (copy) => (bodyOf(copy).required = [])],
  ['a member that is always there now', (copy) => answerOf(copy).required.push('size')],
  ['another role', (copy) => thing(copy).get['x-roles'].push('reviewer')],
])('lets pass %s', (_what, change) => {
  expect(changed(change)).toEqual([]);
});
