/** The ways to a Temporal server: tried in order, each with a limit, each told; programs are fakes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NoTemporalServer, findServer } from '../../local/temporal-server/find-server';
import { cachePlaces } from '../../local/temporal-server/server-versions';

/** Nobody listens on the discard port of a test machine. */
const OUT_OF_REACH = 'http://127.0.0.1:9';
const CLI_NEW = 'echo "temporal version 1.7.0 (Server 1.32.0, UI 2.54.1)"';
const CLI_OLD = 'echo "temporal version 1.3.0 (Server 1.27.1, UI 2.36.0)"';

describe('the way to a Temporal server', () => {
  let folder: string;
  let path: string;
  let cacheDir: string;
  let said: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unbind-finder-'));
    path = join(folder, 'bin');
    cacheDir = join(folder, 'cache');
    mkdirSync(path);
    said = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function program(file: string, script: string): void {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  function find(change: Partial<Parameters<typeof findServer>[0]> = {}) {
    return findServer({
      cacheDir,
      env: { PATH: `${path}:/usr/bin:/bin`, HOME: folder },
      say: (line) => said.push(line),
      mayDownload: true,
      mayBuild: true,
      downloadOrigin: OUT_OF_REACH,
      limits: { askMs: 10_000, reachMs: 1_000, buildMs: 30_000 },
      ...change,
    });
  }

  test('leads to the cache first', async () => {
    program(cachePlaces(cacheDir).server, 'echo 1.32.0');
    program(join(path, 'temporal'), CLI_NEW);
    const { programs } = await find();
    expect(programs).toEqual({ kind: 'server', server: cachePlaces(cacheDir).server });
  });

  test('passes a program in the cache that does not run', async () => {
    program(cachePlaces(cacheDir).server, 'exit 3');
    program(join(path, 'temporal'), CLI_NEW);
    const { programs } = await find();
    expect(programs).toEqual({ kind: 'cli', cli: join(path, 'temporal') });
    expect(said.join('\n')).toContain('does not run');
  });

  test('takes a CLI on the PATH that is new enough', async () => {
    program(join(path, 'temporal'), CLI_NEW);
    expect((await find()).how).toContain('Temporal CLI 1.7.0');
  });

  test('passes a CLI that is too old, and says which one is needed', async () => {
    program(join(path, 'temporal'), CLI_OLD);
    await expect(find({ mayBuild: false })).rejects.toThrow('1.3.0 (server 1.27.1)');
  });

  test('gives up on a CLI that does not answer', async () => {
    program(join(path, 'temporal'), 'exec sleep 600');
    const limits = { askMs: 300, reachMs: 1_000 };
    await expect(find({ limits, mayBuild: false })).rejects.toThrow('in time');
  });

  test('gives up on a download that never answers', async () => {
    const silent: Server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    try {
      const downloadOrigin = `http://127.0.0.1:${port}`;
      const limits = { reachMs: 300 };
      await expect(find({ downloadOrigin, limits, mayBuild: false })).rejects.toThrow(
        'out of reach',
      );
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });

  test('builds with Go where nothing else leads there, and keeps what was built', async () => {
    program(
      join(path, 'go'),
      'printf "#!/bin/sh\\necho 1.32.0\\n" > "$GOBIN/server"; chmod +x "$GOBIN/server"',
    );
    const { programs } = await find();
    const { server, ui } = cachePlaces(cacheDir);
    expect(programs).toEqual({ kind: 'server', server, ui });
    said = [];
    await find({ mayBuild: false });
    expect(said).toHaveLength(1);
  });

  test('says what the build said where it fails', async () => {
    program(join(path, 'go'), 'echo "no space left on device"; exit 1');
    await expect(find()).rejects.toThrow('no space left on device');
  });

  test('ends a build that takes too long', async () => {
    program(join(path, 'go'), 'exec sleep 600');
    await expect(find({ limits: { reachMs: 1_000, buildMs: 1_500 } })).rejects.toThrow(
      'longer than allowed',
    );
  });

  test('is refused with every reason and what to install', async () => {
    const refusal = find({ mayDownload: false, mayBuild: false });
    await expect(refusal).rejects.toThrow(NoTemporalServer);
    await expect(refusal).rejects.toThrow(/cache: .*\n.*PATH: .*\n.*download: .*\n.*Go: /);
    await expect(refusal).rejects.toThrow('set TEMPORAL_ADDRESS');
  });
});
