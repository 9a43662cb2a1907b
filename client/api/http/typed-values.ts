/** Ids of cases and names are read wherever one is sent, before the shape of the request is looked at. */
import { normalizeCaseId } from '../../../checks/references/case-id';
import { normalizeName } from '../../../checks/people/names';

/** By the name under which a request carries it: how the value is read. */
const READERS: ReadonlyMap<string, (entered: string) => string> = new Map([
  ['caseId', normalizeCaseId],
  ['caseIds', normalizeCaseId],
  // Of people, of what they sign in by, of their teams and of saved views.
  ['name', normalizeName],
  ['user', normalizeName],
  ['teamId', normalizeName],
]);

function read(value: unknown, reader: (entered: string) => string): unknown {
  if (typeof value === 'string') return reader(value);
  return Array.isArray(value) ? value.map((one) => read(one, reader)) : withTyped(value);
}

/** The content of a request with ids and names in their written form; what cannot be read stays as it is. */
export function withTyped(sent: unknown): unknown {
  if (Array.isArray(sent)) return sent.map(withTyped);
  if (typeof sent !== 'object' || sent === null) return sent;
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => {
      const reader = READERS.get(name);
      return [name, reader === undefined ? withTyped(value) : read(value, reader)];
    }),
  );
}
