/** Parts of the desk that end are started again, and stay ended once they are stopped. */
import { type Life, keepRunning } from '../../local/keep-running';

interface Part extends Life {
  end(why: string): void;
  readonly stops: number;
}

function createPart(): Part {
  let settle: (why: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => (settle = resolve));
  const part = {
    stops: 0,
    ended,
    end: settle,
    stop: async () => {
      part.stops += 1;
      settle('stopped');
    },
  };
  return part;
}

function stage(failures: readonly number[] = []) {
  const parts: Part[] = [];
  const said: string[] = [];
  let starts = 0;
  const restarted: (() => void)[] = [];
  return {
    parts,
    said,
    starts: () => starts,
    nextRestart: () => new Promise<void>((resolve) => restarted.push(resolve)),
    options: {
      name: 'Part',
      backoffMs: 1,
      say: (line: string) => said.push(line),
      onRestart: () => restarted.shift()?.(),
      start: async () => {
        starts += 1;
        if (failures.includes(starts)) throw new Error(`no start ${starts}`);
        const part = createPart();
        parts.push(part);
        return part;
      },
    },
  };
}

describe('a part that is kept running', () => {
  test('is started again when it ends, and the reason is told', async () => {
    const { options, parts, said, nextRestart } = stage();
    const kept = await keepRunning(options);
    const again = nextRestart();
    parts[0]!.end('signal SIGKILL');
    await again;
    expect(kept.current()).toBe(parts[1]);
    expect(said.join('\n')).toContain('signal SIGKILL');
    await kept.stop();
  });

  test('is tried again where a restart fails', async () => {
    const { options, parts, said, starts, nextRestart } = stage([2, 3]);
    const kept = await keepRunning(options);
    const again = nextRestart();
    parts[0]!.end('code 1');
    await again;
    expect(starts()).toBe(4);
    expect(said.join('\n')).toContain('no start 2');
    await kept.stop();
  });

  test('fails where it does not start the first time', async () => {
    const { options } = stage([1]);
    await expect(keepRunning(options)).rejects.toThrow('no start 1');
  });

  test('is not started again once it is stopped', async () => {
    const { options, parts, starts } = stage();
    const kept = await keepRunning(options);
    await kept.stop();
    expect(parts[0]!.stops).toBeGreaterThan(0);
    expect(starts()).toBe(1);
  });

  test('stops at once while it waits for its restart', async () => {
    const { options, parts, starts } = stage();
    const kept = await keepRunning({ ...options, backoffMs: 3_600_000 });
    parts[0]!.end('code 1');
    await parts[0]!.ended;
    await kept.stop();
    expect(starts()).toBe(1);
  });
});
