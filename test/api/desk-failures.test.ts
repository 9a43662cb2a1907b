/** What a failure of Temporal means to the API: come again, gone, or a fault of the product. */
import { ServiceError } from '@temporalio/client';
import { isGone, isOutage } from '../../client/desk-failures';
import { FAULTS } from '../../workflows/contract/faults';

/** As the client wraps an answer of the server. */
function answered(code: number, details = 'no'): ServiceError {
  const cause = Object.assign(new Error(details), { code, details, metadata: {} });
  return new ServiceError('failed', { cause });
}

const LISTED = FAULTS.filter(({ source }) => source === 'temporal').flatMap(({ codes }) => codes);
/** gRPC knows 0 (no error) to 16; a newer server may know more. */
const CODES = Array.from({ length: 17 }, (_, index) => index + 1);

test('an answer of Temporal that is not known to be final may be asked for again', () => {
  const passing = CODES.filter((code) => isOutage(answered(code)));
  expect(passing).toEqual(CODES.filter((code) => !LISTED.includes(String(code))));
  expect(passing).toContain(17);
});

test('no answer at all may be asked for again', () => {
  expect(isOutage(new ServiceError('no answer'))).toBe(true);
});

test('a workflow that is not found is gone, whatever comes of another call', () => {
  expect(isGone(answered(5))).toBe(true);
  expect(CODES.filter((code) => isGone(answered(code)))).toEqual([5]);
});

test('search attributes that were made a moment ago may be asked for again', () => {
  expect(isOutage(answered(3, 'Namespace x has no mapping defined for UnbindStatus'))).toBe(true);
  expect(isOutage(answered(3, 'the query is wrong'))).toBe(false);
});
