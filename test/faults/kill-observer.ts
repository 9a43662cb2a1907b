/**
 * Kills its own process at an armed point of an effect, as `kill -9` at that line would. Faults are files
 * of a folder, so that they can be armed while the worker runs, and strike once, also across restarts.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { EffectObserver } from '../../activities/effects/effect-observer';

const armedFault = z.object({
  point: z.enum(['before-intent', 'after-intent', 'after-call', 'after-answer', 'after-settle']),
  effect: z.enum(['unbind', 'refund', 'closure', 'sms', 'email']),
  /** Strikes only keys that contain this, e.g. a case id. */
  keyIncludes: z.string().default(''),
});
export type ArmedFault = z.input<typeof armedFault>;

/** Puts a fault into the folder; returns a function that says whether it has struck. */
export function armFault(folder: string, fault: ArmedFault): () => boolean {
  mkdirSync(folder, { recursive: true });
  const id = randomBytes(6).toString('hex');
  const unready = join(folder, `${id}.tmp`);
  writeFileSync(unready, JSON.stringify(fault));
  renameSync(unready, join(folder, `${id}.armed`));
  return () => readdirSync(folder).includes(`${id}.struck`);
}

/** An observer that dies where a fault of the folder says so. `die`: default SIGKILL to this process. */
export function createKillObserver(
  folder: string,
  die: () => void = () => process.kill(process.pid, 'SIGKILL'),
): EffectObserver {
  mkdirSync(folder, { recursive: true });
  return {
    onPoint(point, effect, key) {
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.armed'))) {
        const path = join(folder, file);
        const fault = armedFault.parse(JSON.parse(readFileSync(path, 'utf8')));
        if (fault.point !== point || fault.effect !== effect) continue;
        if (!key.includes(fault.keyIncludes)) continue;
        renameSync(path, path.replace(/armed$/, 'struck'));
        die();
      }
    },
  };
}
