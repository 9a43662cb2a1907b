/** The list of terminals as it was entered: something in it, each of its form, none twice. */
import type { Problem } from '../../workflows/contract/messages';
import { MAX_TERMINALS } from '../../wire/limits';
import { readSerialNumber } from '../references/serial-number';

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
    const { value, code } = readSerialNumber(terminal.serialNumber);
    if (value === undefined) return [{ path, code }];
    if (seen.has(value)) return [{ path, code: 'DUPLICATE_TERMINAL' }];
    seen.add(value);
    return [];
  });
  if (terminals.length <= MAX_TERMINALS) return problems;
  return [{ path: 'terminals', code: 'TERMINALS_TOO_MANY' }, ...problems];
}
