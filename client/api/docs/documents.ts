/** The API describes itself: OpenAPI 3.1 at /openapi.json, which the page /docs shows, and its codes at /docs/errors. */
import fastifySwagger from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { type Access, PUBLIC, SESSION_COOKIE } from '../http/access';
import type { ApiInstance } from '../deps';
import { errorTable } from './error-table';
import { CODES, finishDocument } from './finish-document';
import { STAFF_COOKIE } from '../people/staff-cookie';
import { operationAt } from '../http/route-table';
import { z } from 'zod';
import type { ErrorCode } from '../../../workflows/contract/errors';
import { codesOf } from './route-codes';

const ABOUT = `Takes POS terminals off a merchant's account. Sign in with \`Authorization: Bearer <API key>\`,
or by the operation \`beginSession\` for a cookie; then everything but GET needs \`X-CSRF-Token\`.
Refusals are \`application/problem+json\`; every POST honors \`Idempotency-Key\`; lists page by \`cursor\`;
the language follows \`Accept-Language\` (zh-CN, en).`;

/** What the operations of each area are about. */
const AREAS = {
  session:
    'Signing in and out, by password, identity provider or key, and the own password and key.',
  people: 'Who works at the desk, in which role and team.',
  cases: 'Opening, finding, reading and filling in a case.',
  decisions: 'What people decide about a case. The workflow alone says what is allowed.',
  notes: 'What people write down about a case.',
  attachments: 'Files of a case.',
  notices: 'What the merchant is told by SMS and e-mail.',
  queue: 'What waits for whom, who looks at it, and what has just changed.',
  reports: 'How the desk fares, as tables.',
  terms: 'What a merchant agrees to.',
  merchant: 'What a merchant does alone, with the session of a link or a one-time code.',
  operations: 'Finding and repairing what stands still; upkeep of the desk.',
  webhooks: 'What providers report.',
  health: 'Whether the process lives and can work, and its numbers.',
} as const;

/** The table needs no styles but its own, and nothing from elsewhere. */
const TABLE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** Who may call it, in words. */
function whoMay(access: Access): string {
  if (access.kind === 'public') return 'Needs neither session nor key.';
  if (access.kind === 'merchant') return 'Who may: the merchant, in the session of their case.';
  return `Who may: ${[...access.roles].join(', ')}.`;
}

/** What a route says of itself, and what its settings say of it; one that says nothing is left for the linter to find. */
function describedFor(
  access: Access,
  codes: readonly ErrorCode[],
  written: unknown,
): { readonly description?: string } {
  if (typeof written !== 'string') return {};
  const keyed = codes.includes('IDEMPOTENCY_KEY_REUSED')
    ? ['Called twice with one `Idempotency-Key`: done once, and answered alike.']
    : [];
  return { description: [written, ...keyed, whoMay(access)].join(' ') };
}

type OpenApiOptions = Extract<Parameters<typeof fastifySwagger>[1], { openapi?: unknown }>;

/** Describes every route that is added after it. */
export async function registerDocuments(api: ApiInstance): Promise<void> {
  const options: OpenApiOptions = {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Unbind Desk',
        version: '1',
        description: ABOUT,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/', description: 'The desk that serves this document.' }],
      tags: Object.entries(AREAS).map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'The key of a person or program.',
          },
          staffSession: {
            ...{ type: 'apiKey', in: 'cookie', name: STAFF_COOKIE },
            description: 'Sign in at /console/ in this browser; there is nothing to enter here.',
          },
          merchantSession: {
            ...{ type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
            description:
              'Open the link of a merchant in this browser; there is nothing to enter here.',
          },
        },
      },
    },
    transform: (document) => {
      const { route } = document;
      const { schema: written, url } = jsonSchemaTransform(document);
      const { access, ownBody } = route.config ?? {};
      // A route that Fastify makes itself has no access.
      if (access === undefined) return { schema: written, url };
      const operationId = operationAt(route);
      const codes = codesOf({ ...route, schema: document.schema });
      const schema = {
        ...written,
        ...(operationId === undefined ? {} : { operationId }),
        ...(ownBody === undefined ? {} : { body: z.toJSONSchema(ownBody, { io: 'input' }) }),
        ...describedFor(access, codes, written.description),
        [CODES]: codes,
      };
      if (access.kind === 'public') return { schema, url };
      const security =
        access.kind === 'staff'
          ? [{ apiKey: [] }, { staffSession: [] }]
          : [{ merchantSession: [] }];
      const roles = access.kind === 'staff' ? [...access.roles] : ['merchant'];
      return { schema: { ...schema, security, 'x-roles': roles }, url };
    },
    transformObject: (input) => finishDocument(jsonSchemaTransformObject(input)),
  };
  await api.register(fastifySwagger, options);
}

/** Serves the document and the table of codes. */
export function documentRoutes(api: ApiInstance): void {
  api.get('/openapi.json', { config: PUBLIC, schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').serializer(JSON.stringify).send(api.swagger()),
  );
  api.get('/docs/errors', { config: PUBLIC, schema: { hide: true } }, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', TABLE_POLICY)
      .serializer((html: unknown) => String(html))
      .send(errorTable()),
  );
}
