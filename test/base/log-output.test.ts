/** Logs on a full disk and into a pipe that nobody reads: lines are dropped and counted, nothing waits. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileOutput, pipeOutput } from '../../base/log-output';

function counter(): { readonly drop: () => void; readonly dropped: () => number } {
  let count = 0;
  return { drop: () => (count += 1), dropped: () => count };
}

test('a full disk costs lines, each of them counted, and nothing else', () => {
  const { drop, dropped } = counter();
  const fd = openSync('/dev/full', 'w');
  const output = fileOutput(fd, drop);
  for (let line = 0; line < 100; line += 1) output.write('{"msg":"answered"}\n');
  closeSync(fd);
  expect(dropped()).toBe(100);
});

test('a file gets every line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unbind-log-'));
  const { drop, dropped } = counter();
  const fd = openSync(join(folder, 'log'), 'w');
  const output = fileOutput(fd, drop);
  output.write('one\n');
  output.write('two 二\n');
  closeSync(fd);
  expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('one\ntwo 二\n');
  expect(dropped()).toBe(0);
  rmSync(folder, { recursive: true });
});

function pipe(): {
  writableLength: number;
  writable: boolean;
  write(l: string): boolean;
  on(): void;
} {
  return {
    writableLength: 0,
    writable: true,
    on: () => undefined,
    write(line) {
      this.writableLength += line.length;
      return true;
    },
  };
}

test('a pipe that nobody reads takes a bounded part, and takes lines again once it is read', () => {
  const { drop, dropped } = counter();
  const stream = pipe();
  const output = pipeOutput(stream, drop);
  const line = `${'x'.repeat(1_023)}\n`;
  for (let count = 0; count < 10_000; count += 1) output.write(line);
  expect(stream.writableLength).toBe(4 * 1024 * 1024);
  expect(dropped()).toBe(10_000 - 4 * 1024);
  stream.writableLength = 0;
  output.write(line);
  expect(dropped()).toBe(10_000 - 4 * 1024);
});

test('a pipe whose reader has gone costs lines and nothing else', () => {
  const { drop, dropped } = counter();
  const output = pipeOutput({ ...pipe(), writable: false }, drop);
  output.write('lost\n');
  expect(dropped()).toBe(1);
});
