/** Parts of the desk that end are started again, and stay ended once they are stopped. */
import { type Life, keepRunning } from '../../local/processes/keep-running';

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

  test('that is silent six times running is ended and started again, and that is told', async () => {
    const { options, parts, said, nextRestart } = stage();
    const asked: Part[] = [];
    const answers = async (part: Part): Promise<boolean> => {
      asked.push(part);
      return part !== parts[0];
    };
    const again = nextRestart();
    const kept = await keepRunning({ ...options, answers, lookEveryMs: 1 });
    await again;
    expect(asked.filter((part) => part === parts[0])).toHaveLength(6);
    expect(kept.current()).toBe(parts[1]);
    expect(said[0]).toMatch(/Part answers nothing for .* s; it is ended/);
    await kept.stop();
  });

  test('that answers now and then is left alone', async () => {
    const { options, starts } = stage();
    let looks = 0;
    const looked = new Promise<void>((resolve) => {
      const answers = async (): Promise<boolean> => {
        looks += 1;
        if (looks === 24) resolve();
        return looks % 6 === 0;
      };
      Object.assign(options, { answers, lookEveryMs: 1 });
    });
    const kept = await keepRunning(options);
    await looked;
    expect(starts()).toBe(1);
    await kept.stop();
  });
});
