/** Ids of cases are read wherever one is sent, before the shape of the request is looked at. */
import { normalizeCaseId } from '../../checks/case-id';

/** Names under which a request carries ids of cases. */
const NAMES: ReadonlySet<string> = new Set(['caseId', 'caseIds']);

function read(value: unknown): unknown {
  if (typeof value === 'string') return normalizeCaseId(value);
  return Array.isArray(value) ? value.map(read) : value;
}

/** The content of a request with every id of a case in its written form; what cannot be read stays as it is. */
export function withCaseIds(sent: unknown): unknown {
  if (Array.isArray(sent)) return sent.map(withCaseIds);
  if (typeof sent !== 'object' || sent === null) return sent;
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [
      name,
      NAMES.has(name) ? read(value) : withCaseIds(value),
    ]),
  );
}
