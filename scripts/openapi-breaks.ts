/**
 * What a newer OpenAPI document takes away from programs that were written by an older one. Wider requests and
 * fuller answers take nothing away; nor does a new value of an enumeration in an answer, as clients bear names
 * that they do not know.
 */

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
  readonly pattern?: string;
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
  readonly 'x-roles'?: readonly string[];
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** Two sides of a comparison of schemas; `request`: what enters, else what is answered. */
interface Sides {
  readonly before: ApiDocument;
  readonly after: ApiDocument;
  readonly request: boolean;
  /** Pairs of named shapes that are being compared. */
  readonly seen: Set<string>;
}

const NOTHING: Schema = {};

/** The schema that a reference leads to, with all of `allOf` in one. */
function meant(document: ApiDocument, schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return meant(document, document.components?.schemas?.[name] ?? NOTHING);
  }
  if (schema.allOf === undefined) return schema;
  return [schema, ...schema.allOf.map((part) => meant(document, part))].reduce((whole, part) => ({
    ...whole,
    ...part,
    properties: { ...whole.properties, ...part.properties },
    required: [...(whole.required ?? []), ...(part.required ?? [])],
  }));
}

function valuesOf({ enum: listed, const: only }: Schema): readonly unknown[] | undefined {
  return only === undefined ? listed : [only];
}

function typesOf(schema: Schema): readonly string[] {
  const { type, properties } = schema;
  if (type !== undefined) return typeof type === 'string' ? [type] : type;
  const values = valuesOf(schema);
  if (values) return [...new Set(values.map((value) => (value === null ? 'null' : typeof value)))];
  return properties ? ['object'] : [];
}

function covers(types: readonly string[], type: string): boolean {
  return (
    types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'))
  );
}

function typeBreaks(before: Schema, after: Schema, request: boolean, at: string): string[] {
  const [given, taken] = request ? [before, after] : [after, before];
  const all = typesOf(given);
  const outside = all.filter((type) => !covers(typesOf(taken), type));
  const open = all.length === 0 && typesOf(taken).length > 0;
  if (outside.length === 0 && !open) return [];
  const name = (schema: Schema): string => typesOf(schema).join(' or ') || 'anything';
  return [`${at}: was ${name(before)}, is ${name(after)}`];
}

const LEAST = ['minLength', 'minItems', 'minimum', 'exclusiveMinimum'];
const MOST = ['maxLength', 'maxItems', 'maximum', 'exclusiveMaximum'];

/** What was taken and is refused now. */
function narrower(before: Schema, after: Schema, at: string): string[] {
  const number = (schema: Schema, name: string, none: number): number => {
    const limit = new Map<string, unknown>(Object.entries(schema)).get(name);
    return typeof limit === 'number' ? limit : none;
  };
  const raised = LEAST.filter((n) => number(after, n, -Infinity) > number(before, n, -Infinity));
  const lowered = MOST.filter((n) => number(after, n, Infinity) < number(before, n, Infinity));
  const pattern =
    after.pattern === undefined || after.pattern === before.pattern ? [] : ['pattern'];
  const now = valuesOf(after);
  const gone = valuesOf(before)?.filter((value) => now && !now.includes(value)) ?? [];
  return [
    ...[...raised, ...lowered, ...pattern].map((name) => `${at}: ${name} is narrower`),
    ...gone.map((value) => `${at}: ${JSON.stringify(value)} is not taken any more`),
    ...(now && !valuesOf(before) ? [`${at}: only some values are taken now`] : []),
  ];
}

function memberBreaks(sides: Sides, before: Schema, after: Schema, at: string): string[] {
  const { request } = sides;
  const old = before.properties ?? {};
  const now = after.properties ?? {};
  const isOpen = after.additionalProperties !== false;
  const needed = (after.required ?? []).filter((name) => !before.required?.includes(name));
  const kept = (before.required ?? []).filter((name) => name in now);
  return [
    ...Object.entries(old).flatMap(([name, schema]) => {
      const next = now[name];
      if (next) return schemaBreaks(sides, schema, next, `${at}.${name}`);
      return request && isOpen ? [] : [`${at}.${name} is gone`];
    }),
    ...(request ? needed.map((name) => `${at}.${name} is needed now`) : []),
    ...(request
      ? []
      : kept
          .filter((name) => !after.required?.includes(name))
          .map((name) => `${at}.${name} may be absent now`)),
  ];
}

function partBreaks(sides: Sides, before: Schema, after: Schema, at: string): string[] {
  const { request } = sides;
  const [old, now] = [before.additionalProperties, after.additionalProperties];
  return [
    ...typeBreaks(before, after, request, at),
    ...(request ? narrower(before, after, at) : []),
    ...memberBreaks(sides, before, after, at),
    ...(before.items ? schemaBreaks(sides, before.items, after.items ?? NOTHING, `${at}[]`) : []),
    ...(typeof old === 'object' && typeof now === 'object'
      ? schemaBreaks(sides, old, now, `${at}.*`)
      : []),
  ];
}

function schemaBreaks(sides: Sides, before: Schema, after: Schema, at: string): string[] {
  const pair = `${before.$ref ?? ''} ${after.$ref ?? ''}`;
  const isNamed = before.$ref !== undefined && after.$ref !== undefined;
  if (isNamed && sides.seen.has(pair)) return [];
  const inside: Sides = isNamed ? { ...sides, seen: new Set([...sides.seen, pair]) } : sides;
  const [old, now] = [meant(sides.before, before), meant(sides.after, after)];
  const olds = (old.anyOf ?? old.oneOf ?? [old]).map((one) => meant(sides.before, one));
  const nows = (now.anyOf ?? now.oneOf ?? [now]).map((one) => meant(sides.after, one));
  const [[onlyOld = NOTHING], [onlyNow = NOTHING]] = [olds, nows];
  if (olds.length === 1 && nows.length === 1) return partBreaks(inside, onlyOld, onlyNow, at);
  /** Each that a client may send is taken as one of today's; each that is answered is one of before. */
  const fits = sides.request
    ? olds.map((one) => nows.map((other) => partBreaks(inside, one, other, at)))
    : nows.map((one) => olds.map((other) => partBreaks(inside, other, one, at)));
  return fits.flatMap((found) =>
    found.some((breaks) => breaks.length === 0)
      ? []
      : ([...found].sort((a, b) => a.length - b.length)[0] ?? []),
  );
}

function contentBreaks(sides: Sides, before: Content, after: Content, at: string): string[] {
  return Object.entries(before).flatMap(([type, { schema = NOTHING }]) => {
    const now = after[type];
    return now
      ? schemaBreaks(sides, schema, now.schema ?? NOTHING, at)
      : [`${at}: no ${type} any more`];
  });
}

function parameterBreaks(sides: Sides, before: Operation, after: Operation, at: string): string[] {
  const known = before.parameters ?? [];
  const now = after.parameters ?? [];
  const named = (list: readonly Parameter[], one: Parameter): Parameter | undefined =>
    list.find((other) => other.in === one.in && other.name === one.name);
  return [
    ...known.flatMap((one) => {
      const next = named(now, one);
      const place = `${at} ${one.in} ${one.name}`;
      if (!next) return [`${place} is gone`];
      return schemaBreaks(sides, one.schema ?? NOTHING, next.schema ?? NOTHING, place);
    }),
    ...now
      .filter((one) => one.required && !named(known, one)?.required)
      .map((one) => `${at} ${one.in} ${one.name} is needed now`),
  ];
}

function operationBreaks(sides: Sides, before: Operation, after: Operation, at: string): string[] {
  const request = { ...sides, request: true };
  const body = after.requestBody;
  const isNeeded = body?.required === true && before.requestBody?.required !== true;
  const shutOut = (before['x-roles'] ?? []).filter((role) => !after['x-roles']?.includes(role));
  const answered = Object.entries(before.responses ?? {}).filter(([status]) =>
    /^[23]/.test(status),
  );
  return [
    ...(before.operationId === after.operationId
      ? []
      : [`${at}: was called ${before.operationId ?? ''}, is ${after.operationId ?? ''}`]),
    ...shutOut.map((role) => `${at}: not for ${role} any more`),
    ...parameterBreaks(request, before, after, at),
    ...contentBreaks(request, before.requestBody?.content ?? {}, body?.content ?? {}, `${at} body`),
    ...(isNeeded ? [`${at} body is needed now`] : []),
    ...answered.flatMap(([status, { content = {} }]) => {
      const now = after.responses?.[status];
      if (!now) return [`${at} ${status} is gone`];
      return contentBreaks(sides, content, now.content ?? {}, `${at} ${status}`);
    }),
  ];
}

/** One line for each thing that is taken away, by its place; none where every older program works on. */
export function openApiBreaks(before: ApiDocument, after: ApiDocument): string[] {
  const sides: Sides = { before, after, request: false, seen: new Set() };
  return Object.entries(before.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const at = `${method.toUpperCase()} ${path}`;
      const now = after.paths[path]?.[method];
      return now ? operationBreaks(sides, operation, now, at) : [`${at} is gone`];
    }),
  );
}
