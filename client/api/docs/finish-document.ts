/** Makes the generated OpenAPI document complete: what holds for every operation is said at each. */
import { STATUS_CODES } from 'node:http';
import { API_ROOT } from '../../../wire/routes';
import { PROBLEM_MEDIA_TYPE } from '../../../wire/problem-answers';
import { ERRORS, type ErrorCode, publicCode } from '../../../workflows/contract/errors';
import { explain, explainMembers } from './explain-members';
import { problemType } from '../http/problem-answers';

/** Where the description of a route carries its codes to here. */
export const CODES = 'x-codes';

interface Parameter {
  readonly in: string;
  readonly name: string;
  description?: string;
  readonly required?: boolean;
  readonly schema?: object;
}

interface Operation {
  security?: readonly object[];
  parameters?: readonly Parameter[];
  responses?: Record<string, { description?: string; content?: object }>;
  [CODES]?: readonly ErrorCode[];
}

interface Document {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Record<string, object> };
}

const IDEMPOTENCY_KEY: Parameter = {
  in: 'header',
  name: 'Idempotency-Key',
  description: 'The same request with the same key gets the first answer again.',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const PROBLEM = { $ref: '#/components/schemas/Problem' };

/** The answer of a status that refuses or fails, with the codes that it is given for. */
function problemContent(codes: readonly ErrorCode[]): object {
  const properties = {
    type: { type: 'string', enum: codes.map(problemType) },
    title: { type: 'string' },
    code: { type: 'string', enum: codes.map(publicCode) },
  };
  return { [PROBLEM_MEDIA_TYPE]: { schema: { allOf: [PROBLEM, { type: 'object', properties }] } } };
}

/** Adds an answer for each status of the codes, beside what else is answered by it. */
function addRefusals(operation: Operation): void {
  const { [CODES]: codes = [], responses = {} } = operation;
  Reflect.deleteProperty(operation, CODES);
  operation.responses = responses;
  const statuses = new Set(codes.map((code) => ERRORS[code].http));
  for (const status of [...statuses].sort()) {
    const { description = STATUS_CODES[status] ?? '', content } = responses[status] ?? {};
    const ofStatus = codes.filter((code) => ERRORS[code].http === status).sort();
    responses[status] = { description, content: { ...content, ...problemContent(ofStatus) } };
  }
}

function finishOperation(method: string, path: string, operation: Operation): void {
  operation.security ??= [];
  addRefusals(operation);
  if (method === 'post' && path.startsWith(API_ROOT) && !path.includes('/webhooks/')) {
    operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
  }
  for (const [status, answer] of Object.entries(operation.responses ?? {})) {
    if (answer.description === 'Default Response') answer.description = STATUS_CODES[status] ?? '';
  }
}

/** The generator lists each shape once for what enters and once for what leaves; some are never meant. */
function dropUnused(document: Document): void {
  const schemas = document.components?.schemas ?? {};
  for (;;) {
    const text = JSON.stringify(document);
    const unused = Object.keys(schemas).filter(
      (name) => !text.includes(`"#/components/schemas/${name}"`),
    );
    if (unused.length === 0) return;
    for (const name of unused) Reflect.deleteProperty(schemas, name);
  }
}

/** Completes the document in place and returns it. */
export function finishDocument<T extends object>(generated: T): T {
  const document: Document = generated;
  const shapes = document.components?.schemas ?? {};
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations)) {
      finishOperation(method, path, operation);
      for (const one of operation.parameters ?? []) explain(one.name, one, shapes);
    }
  }
  dropUnused(document);
  explainMembers(document, shapes);
  return generated;
}
