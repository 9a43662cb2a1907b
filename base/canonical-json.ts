// base/: what every process needs and no trade knows: time limits, ports, files, settings, output of a log.
/** JSON in its one canonical form (RFC 8785), so that equal values have equal texts, hashes and signatures. */

/**
 * Members sorted by their UTF-16 code units, no blanks, numbers and strings as ECMAScript writes them, which
 * is all that RFC 8785 asks for beyond JSON. `undefined` members are dropped.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
