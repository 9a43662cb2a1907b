/** Makes the generated OpenAPI document complete: what holds for every operation is said at each. */
import { STATUS_CODES } from 'node:http';
import { API_ROOT } from '../../wire/routes';

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: object;
}

interface Operation {
  security?: readonly object[];
  parameters?: readonly Parameter[];
  responses?: Record<string, { description?: string }>;
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

function finishOperation(method: string, path: string, operation: Operation): void {
  operation.security ??= [];
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
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations)) {
      finishOperation(method, path, operation);
    }
  }
  dropUnused(document);
  return generated;
}
