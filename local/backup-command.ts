// local/: one machine that is enough for a desk: the commands that start, fill and save it.
/** `npm run backup` and `npm run restore`: the desk of one machine, while it is stopped. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { backupDesk, restoreDesk } from './backup';
import { deskOptions, type DeskOptions } from './config';

export const BACKUP_HELP = `npm run backup  [-- --to FOLDER]
npm run restore -- --from FOLDER

Copies the record and the Temporal store of UNBIND_DATA_DIR (.data) while the desk is stopped, and puts
such a copy back. What is there is kept beside it. The master key is not in the backup: keep it apart.

  --to FOLDER    a new folder; default: backups/<time> in UNBIND_DATA_DIR
  --from FOLDER  a folder that npm run backup has made
  --help         shows this

With DATABASE_URL or TEMPORAL_ADDRESS these are yours to back up: docs/operations.md, "Backup".
`;

/** Servers that somebody else keeps are backed up by their own means. */
function refuseForeign({ databaseUrl, givenTemporal }: DeskOptions): void {
  if (databaseUrl === undefined && givenTemporal === undefined) return;
  throw new Error(
    'DATABASE_URL or TEMPORAL_ADDRESS is set: back up and restore these servers by their own means ' +
      '(docs/operations.md, "Backup").',
  );
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      from: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command] = positionals;
  if (values.help) {
    console.log(BACKUP_HELP);
    return;
  }
  const options = deskOptions();
  if (command === 'backup' && values.from === undefined) {
    refuseForeign(options);
    const stamp = new Date().toISOString().replace(/[:.]/g, '-');
    const into = values.to ?? join(options.dataDir, 'backups', stamp);
    const folder = await backupDesk(options.dataDir, into);
    console.log(
      `Backed up to ${folder}. Keep ${join(options.dataDir, 'master.key')} apart from it.`,
    );
    return;
  }
  if (command === 'restore' && values.from !== undefined && values.to === undefined) {
    refuseForeign(options);
    const { madeAt, keptIn } = await restoreDesk(options.dataDir, values.from);
    console.log(`Restored as of ${madeAt}. What was there is kept:`);
    for (const path of keptIn) console.log(`  ${path}`);
    console.log(
      'Start the desk, then find what differs: npx unbind --as operator ops reconcile --wait',
    );
    return;
  }
  console.log(BACKUP_HELP);
  process.exitCode = 2;
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
