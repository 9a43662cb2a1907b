// Checks the example alerts of deploy/prometheus with promtool: their form, and what each fires on. Where
// there is no promtool, it is built with Go into the cache once, which takes minutes; `--installed` only
// uses one that is there and says so by exit code 3 otherwise.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULE = 'github.com/prometheus/prometheus/cmd/promtool@v0.316.0';
const NO_PROMTOOL = 3;
const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'deploy', 'prometheus');
const cache = join(process.env.UNBIND_CACHE_DIR ?? join(homedir(), '.cache', 'unbind-desk'), 'bin');

function found() {
  const folders = [cache, ...(process.env.PATH ?? '').split(delimiter)];
  return folders.map((one) => join(one, 'promtool')).find((file) => existsSync(file));
}

function build() {
  console.log(`Building ${MODULE} with Go; this takes minutes and happens once …`);
  mkdirSync(cache, { recursive: true });
  const env = { ...process.env, GOBIN: cache, CGO_ENABLED: '0' };
  const { status } = spawnSync('go', ['install', MODULE], { stdio: 'inherit', env });
  return status === 0 ? found() : undefined;
}

const mayBuild = !process.argv.includes('--installed');
const promtool = found() ?? (mayBuild ? build() : undefined);
if (promtool === undefined) {
  console.error('There is no promtool here.');
  process.exit(NO_PROMTOOL);
}
for (const args of [
  ['check', 'rules', 'unbind-desk.rules.yml'],
  ['test', 'rules', 'unbind-desk.test.yml'],
]) {
  const { status } = spawnSync(promtool, args, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
