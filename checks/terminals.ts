/** The list of terminals as it was entered: something in it, each of its form, none twice. */
import type { Problem } from '../workflows/contract/messages';
import { MAX_TERMINALS } from './limits';
import { isSerialNumber, normalizeSerialNumber } from './serial-number';

/**
 * Every problem with the serial numbers: `FIELD_REQUIRED`, `FIELD_INVALID`, `DUPLICATE_TERMINAL` at the
 * second of two that are the same, and `TERMINALS_TOO_MANY` of the list.
 */
export function checkTerminals(
  terminals: readonly { readonly serialNumber: string }[],
): readonly Problem[] {
  if (terminals.length === 0) return [{ path: 'terminals', code: 'FIELD_REQUIRED' }];
  const seen = new Set<string>();
  const problems = terminals.flatMap((terminal, index): readonly Problem[] => {
    const path = `terminals[${String(index)}].serialNumber`;
    const serialNumber = normalizeSerialNumber(terminal.serialNumber);
    if (serialNumber === '') return [{ path, code: 'FIELD_REQUIRED' }];
    if (!isSerialNumber(serialNumber)) return [{ path, code: 'FIELD_INVALID' }];
    if (seen.has(serialNumber)) return [{ path, code: 'DUPLICATE_TERMINAL' }];
    seen.add(serialNumber);
    return [];
  });
  if (terminals.length <= MAX_TERMINALS) return problems;
  return [{ path: 'terminals', code: 'TERMINALS_TOO_MANY' }, ...problems];
}
