/** Finds words of an answer that leave a caller where they were: a refused field without what may stand there. */

/** Codes that say that a field is wrong and not how; what is right is told beside them. */
const OF_FORM: ReadonlySet<unknown> = new Set([
  'UNBIND_FIELD_INVALID',
  'UNBIND_FIELD_REQUIRED',
  'UNBIND_DOCUMENT_KIND_UNKNOWN',
]);
const TAUGHT = /(Allowed: |允许：)[^.。]/u;

/** Each finding, wherever it stands in an answer, that does not say what may stand in its field. */
export function untaughtIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { path, code, message } = node as Readonly<Record<string, unknown>>;
  const isUntaught = OF_FORM.has(code) && typeof message === 'string' && !TAUGHT.test(message);
  return [
    ...(isUntaught ? [`${String(path)}: ${message}`] : []),
    ...Object.values(node).flatMap(untaughtIn),
  ];
}
