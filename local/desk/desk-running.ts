/** Whether a desk works on a data folder: asked before anything of it, or of its programs, is touched. */
import { join } from 'node:path';
import { holderOf } from '../lock-file';
import { readRunningFile } from './running-file';

/** Held by the desk, or by a command that works on its record, as long as it runs. */
export function lockOf(dataDir: string): string {
  return join(dataDir, 'lock');
}

/** Another desk works on the data folder. */
export class DeskRunning extends Error {
  constructor(pid: number, dataDir: string) {
    const api = readRunningFile(dataDir)?.apiUrl;
    const where = api === undefined ? 'It is still starting.' : `Its API is ${api}.`;
    super(
      `A desk already runs on ${dataDir} (process ${pid}). ${where} ` +
        'Stop it first, or choose another folder by UNBIND_DATA_DIR.',
    );
    this.name = 'DeskRunning';
  }
}

/** Throws `DeskRunning` where one does. */
export function refuseRunning(dataDir: string): void {
  const holder = holderOf(lockOf(dataDir));
  if (holder) throw new DeskRunning(holder.pid, dataDir);
}
