/** What a failure of Temporal means to the API: come again, gone, or a fault of the product. */
import { type Client, ServiceError } from '@temporalio/client';
import { createDesk } from '../../temporal/desk';
import { isGone, isOutage } from '../../temporal/failures';
import type { OpenCaseInput } from '../../workflows/contract/messages';
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

describe('a start while search attributes are made known', () => {
  const input: OpenCaseInput = {
    caseId: 'UC-0000000001',
    revision: 1,
    channel: 'hotline',
    reason: 'business-ended',
    closeAccount: false,
    terminalIds: [],
    openedBy: { principalId: 's_1', role: 'agent' },
    calendarVersion: 'cn-2026',
  };
  /** A desk whose server refuses so many starts. */
  function deskThatRefuses(starts: number, details: string) {
    let left = starts;
    const used = new Set<unknown>();
    const executeUpdateWithStart = (_: unknown, options: { startWorkflowOperation: unknown }) => {
      // As the SDK does.
      if (used.has(options.startWorkflowOperation)) throw new Error('has already been executed');
      used.add(options.startWorkflowOperation);
      left -= 1;
      return left >= 0 ? Promise.reject(answered(3, details)) : Promise.resolve('opened');
    };
    const client = {
      withDeadline: (_: number, call: () => unknown) => call(),
      workflow: { executeUpdateWithStart },
      options: {},
    } as unknown as Client;
    return createDesk({ client, record: { cases: { read: () => Promise.resolve(undefined) } } });
  }

  test('is made again until it is taken', async () => {
    const desk = deskThatRefuses(2, 'Namespace x has no mapping defined for UnbindStatus');
    expect(await desk.openCase(input, 'u')).toBe('opened');
  });

  test('is made once where it is wrong', async () => {
    const desk = deskThatRefuses(1, 'the input is wrong');
    await expect(desk.openCase(input, 'u')).rejects.toMatchObject({ code: 'INTERNAL' });
  });
});

test('search attributes that were made a moment ago may be asked for again', () => {
  expect(isOutage(answered(3, 'Namespace x has no mapping defined for UnbindStatus'))).toBe(true);
  expect(isOutage(answered(3, 'the query is wrong'))).toBe(false);
});
