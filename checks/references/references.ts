/**
 * References by which the acquirer knows what a case is about, in the data of a case: what stands there,
 * and the same data with another one.
 */
import type { CaseData, DepositData } from '../../workflows/contract/case-data';
import type { DepositId } from '../../workflows/contract/identifiers';
import type { Reference, ReferencePlace } from '../../workflows/contract/operations';
import { normalizeMerchantNumber, readMerchantNumber } from './merchant-number';
import { normalizeSerialNumber, readSerialNumber } from './serial-number';

/** The written form of a reference, or undefined for what cannot be one. Idempotent. */
export function readReference(reference: Reference, entered: string): string | undefined {
  return reference === 'merchant-number'
    ? readMerchantNumber(entered).value
    : readSerialNumber(entered).value;
}

/** What the case holds, normalized; undefined where it has no such terminal or deposit item. */
export function heldReference(
  { contact, terminals, application }: CaseData,
  { reference, subject }: ReferencePlace,
): string | undefined {
  if (reference === 'merchant-number') return normalizeMerchantNumber(contact.merchantNumber);
  const parts =
    reference === 'terminal'
      ? terminals.map(({ terminalId, serialNumber }) => [terminalId, serialNumber] as const)
      : (application?.deposits ?? []).map((one) => [one.depositId, one.serialNumber] as const);
  const held = parts.find(([id]) => id === subject)?.[1];
  return held === undefined ? undefined : normalizeSerialNumber(held);
}

/**
 * The data with another value at one place and nothing else changed. A terminal takes those of its deposit
 * items along that `along` names.
 */
export function withReference(
  data: CaseData,
  place: ReferencePlace,
  value: string,
  along: readonly DepositId[] = [],
): CaseData {
  const { contact, terminals, application } = data;
  switch (place.reference) {
    case 'merchant-number':
      return { ...data, contact: { ...contact, merchantNumber: value } };
    case 'deposit':
      return withDeposits(data, (one) => one.depositId === place.subject, value);
    case 'terminal': {
      const old = heldReference(data, place);
      const renamed = <T extends { readonly serialNumber: string }>(one: T): T =>
        normalizeSerialNumber(one.serialNumber) === old ? { ...one, serialNumber: value } : one;
      const moved = withDeposits(data, ({ depositId }) => along.includes(depositId), value);
      return {
        ...moved,
        terminals: terminals.map(renamed),
        ...(application &&
          moved.application && {
            application: { ...moved.application, terminals: application.terminals.map(renamed) },
          }),
      };
    }
  }
}

function withDeposits(
  data: CaseData,
  isMeant: (deposit: DepositData) => boolean,
  serialNumber: string,
): CaseData {
  const { application } = data;
  if (application === undefined) return data;
  const deposits = application.deposits.map((one) =>
    isMeant(one) ? { ...one, serialNumber } : one,
  );
  return { ...data, application: { ...application, deposits } };
}
