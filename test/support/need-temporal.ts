/**
 * Before any test: the Temporal server that the tests run on. Time is skipped on the official server
 * only, so where the cache has none it is built with Go, once, with its progress shown.
 */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildWithGo } from '../../local/temporal-server/build-with-go';
import { FINDER_LIMITS } from '../../local/temporal-server/finder-context';
import { programsOnPath } from '../../local/temporal-server/find-server';

export const TEST_CACHE =
  process.env['UNBIND_CACHE_DIR'] ?? join(homedir(), '.cache', 'unbind-desk');
export const TEST_SERVER = join(TEST_CACHE, 'temporal-server-1.32.0', 'bin', 'temporal-server');

/** Called again: nothing to do. */
export async function needTemporal(): Promise<void> {
  // The file of a desk in this checkout names its record and its providers: nothing for tests.
  process.env['UNBIND_ENV_FILE'] = 'off';
  if (existsSync(TEST_SERVER)) return;
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  const [go] = programsOnPath('go', env['PATH']);
  if (go === undefined) throw new Error('The tests need Go once, to build the Temporal server.');
  const failure = await buildWithGo(go, {
    cacheDir: TEST_CACHE,
    env,
    say: (line) => process.stdout.write(`${line}\n`),
    mayDownload: false,
    mayBuild: true,
    limits: FINDER_LIMITS,
  });
  if (failure !== undefined) throw new Error(failure);
}
