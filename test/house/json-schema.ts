/** Makes a JSON Schema of 2020-12 readable for validators that do not know `unevaluatedProperties`. */
type Schema = Readonly<Record<string, unknown>>;

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function referenced(root: Schema, reference: string): Schema {
  const found = reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, name) => (isSchema(node) ? node[name] : undefined), root);
  if (!isSchema(found)) throw new Error(`The schema has no ${reference}.`);
  return found;
}

function joined(parts: readonly Schema[], section: string): Schema {
  const pieces = parts.map((part) => part[section]).filter(isSchema);
  return Object.fromEntries(pieces.flatMap((piece) => Object.entries(piece)));
}

/** `allOf` of references beside `unevaluatedProperties` becomes one object with all their properties. */
function merged(root: Schema, node: Schema): Schema {
  const { allOf, unevaluatedProperties, ...own } = node;
  if (unevaluatedProperties === undefined) return node;
  const parts = Array.isArray(allOf) ? allOf.filter(isSchema) : [];
  const bases = parts.map((part) =>
    typeof part['$ref'] === 'string' ? merged(root, referenced(root, part['$ref'])) : part,
  );
  const all: Schema[] = [...bases, own];
  return {
    ...Object.fromEntries(all.flatMap((one) => Object.entries(one))),
    properties: joined(all, 'properties'),
    patternProperties: joined(all, 'patternProperties'),
    additionalProperties: unevaluatedProperties,
  };
}

/** The same schema with every such object merged. */
export function flattened(schema: unknown): Schema {
  if (!isSchema(schema)) throw new Error('Not a schema.');
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (!isSchema(node)) return node;
    return Object.fromEntries(
      Object.entries(merged(schema, node)).map(([name, value]) => [name, walk(value)]),
    );
  };
  const result = walk(schema);
  if (!isSchema(result)) throw new Error('Not a schema.');
  return result;
}
