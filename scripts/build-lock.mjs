// One build of a checkout at a time: two first `npm start` would write the same files side by side. The lock is
// the desk's own (local/lock-file.ts), read from its source, as nothing is built yet.
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const SOURCE = join(dirname(fileURLToPath(import.meta.url)), '..', 'local', 'lock-file.ts');
const LOOK_MS = 200;

async function lockFile() {
  const { outputText } = ts.transpileModule(readFileSync(SOURCE, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
  });
  return import(`data:text/javascript,${encodeURIComponent(outputText)}`);
}

/** Runs `work` once no other build of the checkout runs; calls `onWait` with its process before it waits. */
export async function underBuildLock(root, work, onWait) {
  const { tryLock } = await lockFile();
  mkdirSync(join(root, 'dist'), { recursive: true });
  const lock = join(root, 'dist', 'build.lock');
  let attempt = tryLock(lock);
  if (!attempt.taken) onWait(attempt.owner.pid);
  while (!attempt.taken) {
    await delay(LOOK_MS);
    attempt = tryLock(lock);
  }
  try {
    return await work();
  } finally {
    attempt.release();
  }
}
