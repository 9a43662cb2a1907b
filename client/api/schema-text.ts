/** JSON Schema as a reader writes it down: `{ phone?: string; terminals: { serialNumber: string }[] }`. */

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly format?: string;
}

/** A shape that fits into one line stands in one. */
const LINE = 80;

/** Name of the shape that a reference leads to. */
export function shapeName(reference: string): string {
  return reference.split('/').at(-1) ?? reference;
}

function membersOf(schema: Schema, indent: string): string {
  const inner = `${indent}  `;
  const named = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const mark = schema.required?.includes(name) ? '' : '?';
    return `${name}${mark}: ${schemaText(member, inner)}`;
  });
  const { additionalProperties: others } = schema;
  const members =
    typeof others === 'object' ? [...named, `[name]: ${schemaText(others, inner)}`] : named;
  if (members.length === 0) return '{}';
  const line = `{ ${members.join('; ')} }`;
  if (line.length <= LINE && !line.includes('\n')) return line;
  return `{\n${members.map((member) => `${inner}${member}\n`).join('')}${indent}}`;
}

function listOf(schema: Schema, indent: string): string {
  const item = schemaText(schema.items ?? {}, indent);
  return / [|&] /.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
}

/** The schema as text; `indent` is that of the line it begins on. */
export function schemaText(schema: Schema, indent = ''): string {
  if (schema.$ref !== undefined) return shapeName(schema.$ref);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.map((one) => schemaText(one, indent)).join(' | ');
  if (schema.allOf) return schema.allOf.map((one) => schemaText(one, indent)).join(' & ');
  if (schema.type === 'array') return listOf(schema, indent);
  if (schema.type === 'object') return membersOf(schema, indent);
  if (schema.format !== undefined) return schema.format;
  return schema.type === undefined ? 'anything' : [schema.type].flat().join(' | ');
}
