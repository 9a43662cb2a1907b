/** The fault seam of the kill tests: it strikes where it was told to, once, also across restarts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { armFault, createKillObserver } from '../faults/kill-observer';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unbind-faults-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('an armed fault strikes at its point of its effect, once', () => {
  const die = jest.fn();
  const hasStruck = armFault(folder, {
    point: 'after-call',
    effect: 'refund',
    keyIncludes: 'UC-1',
  });
  const { onPoint } = createKillObserver(folder, die);
  void onPoint('after-call', 'unbind', 'unbind:UC-1:t_1:g1');
  void onPoint('after-intent', 'refund', 'refund:UC-1:d_1:g1');
  void onPoint('after-call', 'refund', 'refund:UC-2:d_1:g1');
  expect(die).not.toHaveBeenCalled();
  expect(hasStruck()).toBe(false);
  void onPoint('after-call', 'refund', 'refund:UC-1:d_1:g1');
  void onPoint('after-call', 'refund', 'refund:UC-1:d_1:g1');
  expect(die).toHaveBeenCalledTimes(1);
  expect(hasStruck()).toBe(true);
});

test('a fault that has struck does not strike the restarted process', () => {
  armFault(folder, { point: 'after-settle', effect: 'sms' });
  const first = jest.fn();
  void createKillObserver(folder, first).onPoint('after-settle', 'sms', 'notice:UC-1');
  const second = jest.fn();
  void createKillObserver(folder, second).onPoint('after-settle', 'sms', 'notice:UC-1');
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 0]);
});

test('a fault that is armed while the process runs strikes too', () => {
  const die = jest.fn();
  const { onPoint } = createKillObserver(folder, die);
  void onPoint('before-intent', 'email', 'notice:UC-1');
  armFault(folder, { point: 'before-intent', effect: 'email' });
  void onPoint('before-intent', 'email', 'notice:UC-1');
  expect(die).toHaveBeenCalledTimes(1);
});

test('the fault kills the process of the worker itself, as kill -9 would', () => {
  const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
  armFault(folder, { point: 'after-intent', effect: 'unbind' });
  void createKillObserver(folder).onPoint('after-intent', 'unbind', 'unbind:UC-1:t_1:g1');
  expect(kill.mock.calls).toEqual([[process.pid, 'SIGKILL']]);
  kill.mockRestore();
});
