/**
 * What somebody has typed and not yet sent. It is kept in sessionStorage, which belongs to this tab alone
 * and ends with it: a reload, a lost connection or an expired session loses nothing, and on a shared
 * computer nothing personal stays behind. Codes and files are never kept.
 */

/** Fields by name; lists are names with an index. */
export type Draft = Readonly<Record<string, string>>;
export type DraftName = 'request' | 'code' | 'corrections' | 'withdraw' | 'session';

const keyOf = (name: DraftName): string => `m.${name}`;

function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((field) => typeof field === 'string')
  );
}

export function readDraft(name: DraftName): Draft {
  const kept = sessionStorage.getItem(keyOf(name));
  if (kept === null) return {};
  const parsed: unknown = JSON.parse(kept);
  return isDraft(parsed) ? parsed : {};
}

/** Adds to what is kept; an `undefined` takes a field out. */
export function keepDraft(
  name: DraftName,
  change: Readonly<Record<string, string | undefined>>,
): void {
  const next: Record<string, string> = { ...readDraft(name) };
  for (const [field, value] of Object.entries(change)) {
    if (value === undefined) Reflect.deleteProperty(next, field);
    else next[field] = value;
  }
  sessionStorage.setItem(keyOf(name), JSON.stringify(next));
}

export function dropDraft(name: DraftName): void {
  sessionStorage.removeItem(keyOf(name));
}
