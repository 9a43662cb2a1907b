/** Log lines of the SDK pass with ids and codes; texts that might carry somebody's data stay out. */
import { ApplicationFailure } from '@temporalio/common';
import { pino } from 'pino';
import { sdkLogger } from '../../worker/telemetry/log';

function logged(write: (logger: ReturnType<typeof sdkLogger>) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(sdkLogger(pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })));
  return JSON.parse(lines[0] ?? '{}') as Record<string, unknown>;
}

describe("the worker's log", () => {
  test('keeps ids', () => {
    const line = logged((log) => void log.info('started', { workflowId: 'UC-1', attempt: 2 }));
    expect(line).toMatchObject({ msg: 'started', workflowId: 'UC-1', attempt: 2 });
  });

  test('leaves out fields that it does not know', () => {
    const line = logged((log) => void log.info('x', { phone: '+8613800000000', args: ['张三'] }));
    expect(JSON.stringify(line)).not.toMatch(/138|张三/);
  });

  test('keeps the type of a failure and not its message', () => {
    const error = ApplicationFailure.nonRetryable('no +8613800000000', 'UNBIND_FIELD_INVALID');
    const line = logged((log) => void log.error('failed', { error }));
    expect(line['type']).toBe('UNBIND_FIELD_INVALID');
    expect(JSON.stringify(line)).not.toContain('138');
  });
});
