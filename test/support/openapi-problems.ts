/**
 * What is wrong with an OpenAPI 3.1 document. openapi-spec.json is the official schema of its documents
 * (spec.openapis.org/oas/3.1, Apache-2.0), unchanged; Schema Objects are held against JSON Schema 2020-12.
 */
import { createRequire } from 'node:module';
import { textOf } from '../house/repository';

interface Check {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}
interface Ajv {
  compile(schema: object): Check;
}

// The validator that Fastify brings, in the edition that knows 2020-12.
const fromFastify = createRequire(require.resolve('@fastify/ajv-compiler'));
const { default: Ajv2020 } = fromFastify('ajv/dist/2020') as {
  default: new (options: object) => Ajv;
};
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
const ofDocuments = ajv.compile(JSON.parse(textOf('test/house/openapi-spec.json')) as object);
const ofSchemas = ajv.compile({ $ref: 'https://json-schema.org/draft/2020-12/schema' });

function found(check: Check, value: unknown, where: string): string[] {
  if (check(value)) return [];
  return (check.errors ?? []).map(({ instancePath, message = '' }) => {
    return `${where}${instancePath}: ${message}`;
  });
}

function schemasIn(node: unknown, where: string): readonly (readonly [string, unknown])[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, child]: [string, unknown]) => {
    const place = `${where}/${name}`;
    return name === 'schema' ? [[place, child] as const] : schemasIn(child, place);
  });
}

/** One line for each fault, by its place; none where the document is valid. */
export function openApiProblems(document: {
  readonly paths?: unknown;
  readonly components?: { readonly schemas?: object };
}): string[] {
  const named = Object.entries(document.components?.schemas ?? {});
  const schemas = [...named, ...schemasIn(document.paths, '/paths')];
  return [
    ...found(ofDocuments, document, ''),
    ...schemas.flatMap(([where, schema]) => found(ofSchemas, schema, where)),
  ];
}
