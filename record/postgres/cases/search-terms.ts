/**
 * Keyed hashes by which cases are found and terminals held: in the present form of `SearchForms`, and, as long as
 * rows of the form before are left, in that one too.
 */
import { and, eq, inArray, lt, or, sql, type SQL } from 'drizzle-orm';
import type { CaseData } from '../../../workflows/contract/case-data';
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { SearchKind } from '../../../workflows/contract/search-forms';
import { blindIndex } from '../store/crypto';
import { caseTerminals, caseTerms } from '../store/schema';
import type { Queries, Store } from '../store/store';

/** A value that was typed, of a kind. */
export type Sought = readonly [kind: SearchKind, entered: string];

/** What a case can be found by, as entered. */
function valuesOf({ contact, terminals, application }: CaseData): readonly Sought[] {
  const values: readonly (readonly [SearchKind, string | undefined])[] = [
    ['merchant-number', contact.merchantNumber],
    ['phone', contact.phone],
    ['phone', application?.phone],
    ['email', contact.email],
    ['email', application?.email],
    ['document-number', application?.document.number],
    ...terminals.map((one) => ['serial', one.serialNumber] as const),
    ...(application?.terminals ?? []).map((one) => ['serial', one.serialNumber] as const),
  ];
  return values.flatMap(([kind, entered]) => (entered === undefined ? [] : [[kind, entered]]));
}

/** Makes the case findable by its latest revision, and only by that. What cannot be read finds nothing. */
export async function replaceTerms(
  tx: Queries,
  { ring, forms }: Store,
  caseId: CaseId,
  data: CaseData,
): Promise<void> {
  await tx.delete(caseTerms).where(eq(caseTerms.caseId, caseId));
  const rows = valuesOf(data).flatMap(([kind, entered]) => {
    const written = forms.write(kind, entered);
    if (written === undefined) return [];
    return [{ caseId, kind, termHash: blindIndex(ring, kind, written), form: forms.version }];
  });
  if (rows.length > 0) await tx.insert(caseTerms).values(rows).onConflictDoNothing();
}

/** Rows of `case_terms` of any of these values; no rows where none of them can be read. */
export function foundBy({ ring, forms }: Store, sought: readonly Sought[]): SQL {
  const termIn = (terms: readonly Sought[]): SQL | undefined => {
    const pairs = terms.map(
      ([kind, written]) => sql`(${kind}, ${blindIndex(ring, kind, written)}::bytea)`,
    );
    return pairs.length === 0
      ? undefined
      : sql`(${caseTerms.kind}, ${caseTerms.termHash}) in (${sql.join(pairs, sql`, `)})`;
  };
  const now = sought.flatMap(([kind, entered]): Sought[] => {
    const written = forms.write(kind, entered);
    return written === undefined ? [] : [[kind, written]];
  });
  // As it was typed, and as rows hold it that were written from a value in its present form.
  const before = [...sought, ...now].flatMap(([kind, entered]): Sought[] => {
    const written = forms.writeFormer(kind, entered);
    return written === undefined ? [] : [[kind, written]];
  });
  const former = termIn(before);
  return or(termIn(now), former && and(lt(caseTerms.form, forms.version), former)) ?? sql`false`;
}

/** The number that a text or code goes to in its one form; what is none stays as it is. */
export function phoneText({ forms }: Store, to: string): string {
  return forms.write('phone', to) ?? to;
}

export function hashOfPhone(store: Store, to: string): Buffer {
  return blindIndex(store.ring, 'phone', phoneText(store, to));
}

/** A terminal as its rows know it, in both forms. */
export interface Device {
  readonly serialHash: Buffer;
  readonly formerHash: Buffer;
  readonly form: number;
}

export function deviceOf({ ring, forms }: Store, serialNumber: string): Device {
  const written = forms.write('serial', serialNumber) ?? serialNumber;
  const former = forms.writeFormer('serial', written) ?? written;
  return {
    serialHash: blindIndex(ring, 'serial', written),
    formerHash: blindIndex(ring, 'serial', former),
    form: forms.version,
  };
}

/** Rows of `case_terminals` of any of these terminals, in whichever form they were written. */
export function holdsDevice(devices: readonly Device[]): SQL | undefined {
  return or(
    inArray(
      caseTerminals.serialHash,
      devices.map(({ serialHash }) => serialHash),
    ),
    inArray(
      sql`coalesce(${caseTerminals.formerHash}, ${caseTerminals.serialHash})`,
      devices.map(({ formerHash }) => formerHash),
    ),
  );
}

/** Whether a row is of that terminal; the same question as `holdsDevice` asks. */
export function isSameDevice(
  device: Device,
  row: { readonly serialHash: Buffer; readonly formerHash: Buffer | null },
): boolean {
  return (
    device.serialHash.equals(row.serialHash) ||
    device.formerHash.equals(row.formerHash ?? row.serialHash)
  );
}
