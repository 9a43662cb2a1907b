/** The API describes itself: whole, valid, and readable without asking anybody else. */
import { z } from 'zod';
import { ERRORS, type ErrorCode, publicCode } from '../../workflows/contract/errors';
import { hasWords } from '../../checks/problems/pattern-words';
import { textOf } from '../house/repository';
import { bareCodesIn } from '../support/bare-codes';
import { openApiProblems } from '../support/openapi-problems';
import { type Stage, startStage } from './stage';
import { API_ROOT, PROBES, ROUTES } from '../../wire/routes';
import { FILE_KINDS } from '../../workflows/contract/files';
import { undocumented } from './documented-answers';

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { in: string; name: string; required?: boolean }[];
  readonly requestBody?: { content: Readonly<Record<string, { schema: object }>> };
  readonly responses: Readonly<Record<string, { description?: string; content?: object }>>;
  readonly security?: readonly object[];
  readonly 'x-roles'?: readonly string[];
}
interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let stage: Stage;
let document: OpenApi;
beforeAll(async () => {
  stage = await startStage({ cases: false });
  document = (await stage.anyone.get('//openapi.json')).body as unknown as OpenApi;
});
afterAll(() => stage.stop());

function operations(): { route: string; operation: Operation; path: string }[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      operation,
      path,
    })),
  );
}

const casesOf = ({ paths }: OpenApi): Operation | undefined => paths['/api/v1/cases']?.['get'];
const parameterOf = (copy: OpenApi): object => casesOf(copy)?.parameters?.[0] ?? {};
const firstAnswerOf = (copy: OpenApi): object => casesOf(copy)?.responses['200'] ?? {};

function everyNode(node: unknown): readonly object[] {
  if (typeof node !== 'object' || node === null) return [];
  return [node, ...Object.values(node).flatMap((child) => everyNode(child))];
}

/** The schema of every answer, with the shapes that it refers to beside it. */
function everyAnswer(): { route: string; schema: object }[] {
  const answers = operations().map(({ route, operation }) => ({
    route,
    schema: operation.responses,
  }));
  const used = new Set<string>();
  const follow = (node: object): void => {
    for (const [, name] of JSON.stringify(node).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      const shape = document.components.schemas[name ?? ''];
      if (shape === undefined || used.has(name ?? '')) continue;
      used.add(name ?? '');
      follow(shape);
    }
  };
  for (const { schema } of answers) follow(schema);
  const shapes = [...used].map((name) => ({
    route: name,
    schema: document.components.schemas[name] ?? {},
  }));
  return [...answers, ...shapes];
}

test('docs/openapi.json is what a desk serves', () => {
  expect(JSON.parse(textOf('docs/openapi.json'))).toEqual(document);
});

test('the document is valid by the schema of OpenAPI 3.1, and so is every schema in it', () => {
  expect(openApiProblems(document)).toEqual([]);
});

test.each<[string, (copy: OpenApi) => void]>([
  [
    'a text where a schema belongs',
    (copy) => Object.assign(parameterOf(copy), { schema: 'object' }),
  ],
  [
    'a type that there is not',
    (copy) => Object.assign(parameterOf(copy), { schema: { type: 'x' } }),
  ],
  ['an answer without words', (copy) => Object.assign(firstAnswerOf(copy), { description: 1 })],
])('a document with %s is found invalid', (_what, change) => {
  const copy = structuredClone(document);
  change(copy);
  expect(openApiProblems(copy)).not.toEqual([]);
});

test('codes are spelled in one way, with the prefix, wherever the document names them', () => {
  expect(bareCodesIn(document)).toEqual([]);
  expect(bareCodesIn({ view: { gate: ['RISK_HOLD'] }, counts: { FOUR_EYES: 1 } })).toEqual([
    '/view/gate/0',
    '/counts/FOUR_EYES',
  ]);
});

test('whatever answers name a code, its schema is the table of errors or a part of it', () => {
  const open = everyAnswer().flatMap(({ route, schema }) =>
    everyNode(schema).flatMap((node) => {
      const { properties = {} } = node as { properties?: Record<string, object> };
      return Object.entries(properties)
        .filter(([name]) => /^(code|codes|gate|gateNow|stepUp|warnings|faults)$/.test(name))
        .filter(([, of]) => !/ErrorCode|Finding|UNBIND_/.test(JSON.stringify(of)))
        .map(([name]) => `${route} ${name}`);
    }),
  );
  expect(open).toEqual([]);
});

test('every pattern of a request has words in both languages', () => {
  const requests = operations().map(({ operation: { parameters, requestBody } }) => [
    parameters,
    requestBody,
  ]);
  const patterns = everyNode(requests).flatMap((node) =>
    'pattern' in node && typeof node.pattern === 'string' ? [node.pattern] : [],
  );
  expect(patterns.length).toBeGreaterThan(20);
  expect([...new Set(patterns)].filter((pattern) => !hasWords(pattern))).toEqual([]);
});

test('every route is documented, and nothing else', () => {
  const pages = ['GET /', 'GET /console', 'GET /console/*', 'GET /m', 'GET /m/*'];
  const docs = ['GET /openapi.json', 'GET /docs', 'GET /docs/*', 'GET /docs/errors'];
  const hidden = [...docs, ...pages];
  const served = stage.api.routeTable
    .list()
    .filter((route) => !route.startsWith('HEAD ') && !hidden.includes(route))
    .map((route) => route.replace(/:(\w+)/g, '{$1}'));
  const documented = operations().map(({ route }) => route);
  expect(documented.sort()).toEqual(served.sort());
});

test('docs/api.md names every route, and none that is not there', () => {
  const page = textOf('docs/api.md');
  const named = [...page.matchAll(/`((?:GET|POST|PUT|PATCH|DELETE) \/[^`\s]*)`/g)].map(
    ([, route]) => route,
  );
  const prefix = ' /api/v1';
  const routes = operations()
    .filter(({ path }) => path.startsWith('/api/v1'))
    .map(({ route }) => route.replace(prefix, ' '));
  expect([...new Set(named)].sort()).toEqual(routes.sort());
});

test('the document is OpenAPI 3.1 whose references all lead somewhere', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d$/);
  expect(document.info).toMatchObject({
    title: 'Unbind Desk',
    version: expect.any(String) as string,
  });
  const references = everyNode(document).flatMap((node) =>
    '$ref' in node && typeof node.$ref === 'string' ? [node.$ref] : [],
  );
  expect(references.length).toBeGreaterThan(20);
  for (const reference of new Set(references)) {
    const [, ...names] = reference.split('/');
    const found = names.reduce<unknown>(
      (node, name) => (node as Record<string, unknown> | undefined)?.[name],
      document,
    );
    expect({ reference, found: found !== undefined }).toEqual({ reference, found: true });
  }
});

test('every operation says what it does, for whom, what it takes and what it answers', () => {
  for (const { route, operation, path } of operations()) {
    const { summary, tags, responses, parameters = [], security } = operation;
    expect({ route, summary: (summary ?? '').length > 5, tags: tags?.length }).toEqual({
      route,
      summary: true,
      tags: 1,
    });
    const inPath = parameters.filter((one) => one.in === 'path');
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(inPath.map(({ name }) => name).sort()).toEqual(named.sort());
    expect(inPath.every(({ required }) => required)).toBe(true);
    const statuses = Object.keys(responses);
    const isBuilt = tags?.[0] !== 'not built yet';
    // A redirect is where a browser is sent on.
    expect({ route, succeeds: statuses.some((status) => /^[23]/.test(status)) }).toEqual({
      route,
      succeeds: isBuilt,
    });
    for (const answer of Object.values(responses)) {
      expect({ route, description: typeof answer.description }).toEqual({
        route,
        description: 'string',
      });
    }
    if (security?.length) expect(operation['x-roles']).not.toHaveLength(0);
    if (security?.length) expect(statuses).toContain('401');
  }
});

test('every operation stands under its name in the table of routes, and every name is served', () => {
  const named = operations().map(({ route, operation }) => [operation.operationId, route]);
  const table = [
    ...Object.entries(ROUTES).map(([name, line]) => [name, line.replace(' ', ` ${API_ROOT}`)]),
    ...Object.entries(PROBES),
  ];
  expect(named.sort()).toEqual(table.sort());
});

test('every operation says whether one has to sign in', () => {
  const unsaid = operations().filter(({ operation }) => operation.security === undefined);
  expect(unsaid).toEqual([]);
  expect(document.servers).toMatchObject([{ url: '/' }]);
});

test('the header Idempotency-Key stands at every POST of people, and at nothing else', () => {
  const takesKey = ({ parameters = [] }: Operation) =>
    parameters.some(({ in: place, name }) => place === 'header' && name === 'Idempotency-Key');
  const marked = operations().filter(({ operation }) => takesKey(operation));
  const posts = operations().filter(
    ({ route }) => route.startsWith('POST /api/v1') && !route.includes('/webhooks/'),
  );
  expect(marked.map(({ route }) => route)).toEqual(posts.map(({ route }) => route));
});

test('every shape is used', () => {
  const text = JSON.stringify(document);
  const names = Object.keys(document.components.schemas);
  expect(names.filter((name) => !text.includes(`"#/components/schemas/${name}"`))).toEqual([]);
});

test('the schemas of the bodies take what the API takes, and refuse what it refuses', () => {
  const body = operations().find(({ route }) => route === 'POST /api/v1/cases/{caseId}/reject')
    ?.operation.requestBody?.content['application/json']?.schema;
  const schema = z.fromJSONSchema(body as Parameters<typeof z.fromJSONSchema>[0]);
  expect(schema.safeParse({ revision: 1, reasonCode: 'identity-not-proven' }).success).toBe(true);
  expect(schema.safeParse({ revision: 0, reasonCode: 'identity-not-proven' }).success).toBe(false);
  expect(schema.safeParse({ revision: 1, reasonCode: 'mood' }).success).toBe(false);
  expect(schema.safeParse({ revision: 1, reasonCode: 'other', more: 1 }).success).toBe(false);
});

test('the page of codes has a place for each, and brings all that it needs', async () => {
  const answer = await stage.anyone.get('//docs/errors');
  expect(answer.headers.get('content-type')).toContain('text/html');
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/https?:|\*|script-src|unsafe-eval/);
  for (const code of Object.keys(ERRORS) as ErrorCode[]) {
    expect(answer.text).toContain(`id="${publicCode(code)}"`);
  }
  expect(answer.text).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son\w+=/i);
  expect(answer.text).not.toMatch(/(?:src|href)="(?!\/|#)/);
});

test('nothing that the API answers may run or be framed in a browser, or be kept', async () => {
  const answer = await stage.staff.agent.get('/cases');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

test('the terms are told in the language asked for, with the hash of what is shown', async () => {
  const { anyone } = stage;
  const english = await anyone.get('/terms/current');
  const chinese = await anyone.get('/terms/current?locale=zh-CN');
  expect(english.body).toMatchObject({ version: '1', locale: 'en' });
  expect(chinese.body).toMatchObject({ version: '1', locale: 'zh-CN' });
  expect(chinese.body['hash']).not.toBe(english.body['hash']);
  expect((await anyone.get('/terms/current?locale=fr')).status).toBe(400);
});

test('metrics name routes and codes, and no ids', async () => {
  await stage.staff.agent.get('/cases/UC-0123456789');
  const { text } = await stage.anyone.get('//metrics');
  expect(text).toContain('route="/api/v1/cases/:caseId",status="404"');
  expect(text).not.toContain('UC-');
  expect(text).toContain('unbind_cases_parked 0');
});

const of = (id: string): Operation | undefined =>
  operations().find(({ operation }) => operation.operationId === id)?.operation;

test('the document tells the form in which a file is sent, and every type in which one comes back', () => {
  for (const id of ['addAttachment', 'handInFile']) {
    const { schema } = of(id)?.requestBody?.content['multipart/form-data'] ?? {};
    expect(schema).toMatchObject({ properties: { file: { type: 'string' } }, required: ['file'] });
  }
  const types = Object.keys(of('readAttachment')?.responses['200']?.content ?? {});
  expect(types.sort()).toEqual(Object.keys(FILE_KINDS).sort());
});

test('the document tells the forms in which providers report, and that a wrong signature is refused', () => {
  expect(of('reportTextStatus')?.requestBody?.content).toHaveProperty([
    'application/x-www-form-urlencoded',
  ]);
  expect(of('reportProgress')?.requestBody?.content).toHaveProperty(['application/json']);
  for (const id of ['reportTextStatus', 'reportProgress']) {
    expect(JSON.stringify(of(id)?.responses['403'])).toContain('UNBIND_FORBIDDEN');
  }
});

test('each operation lists its own codes, by status', () => {
  const claim = of('claimCase')?.responses ?? {};
  expect(JSON.stringify(claim['409'])).toContain('"UNBIND_FOUR_EYES"');
  expect(JSON.stringify(claim['409'])).not.toContain('"UNBIND_USER_NAME_TAKEN"');
  expect(JSON.stringify(of('readCase')?.responses['409'])).not.toContain('"UNBIND_FOUR_EYES"');
  expect(Object.keys(claim).filter((status) => /X/i.test(status))).toEqual([]);
});

test('an answer that its operation does not list is found, with status and code', async () => {
  const address = `${stage.url}/api/v1/cases`;
  const seen = { method: 'GET', address, status: 409, code: 'UNBIND_FOUR_EYES' };
  const refused = { ...seen, status: 403, code: 'UNBIND_FORBIDDEN' };
  expect(await undocumented(stage.url, refused)).toBeUndefined();
  expect(await undocumented(stage.url, { ...refused, code: 'UNBIND_FOUR_EYES' })).toBe(
    'listCases answered 403 UNBIND_FOUR_EYES, and its route does not list the code.',
  );
  expect(await undocumented(stage.url, { ...seen, status: 418 })).toBe(
    'listCases answered 418 UNBIND_FOUR_EYES, and its document names no such status.',
  );
});
