import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attentionPart } from '../../record/attention';
import { CaseKeys } from '../../record/case-keys';
import { casesPart } from '../../record/cases';
import { consentsTermsPart } from '../../record/consents-terms';
import { keyRing } from '../../record/crypto';
import type { DeskRecord } from '../../record/desk-record';
import { startEmbeddedPostgres } from '../../record/embedded';
import { idempotencyPart } from '../../record/idempotency';
import { intentsPart } from '../../record/intents';
import { ledgerPart } from '../../record/ledger';
import { listPart } from '../../record/list';
import { SILENT } from '../../record/log';
import { merchantTokensPart } from '../../record/merchant-tokens';
import { migrateRecord } from '../../record/migrate';
import { notesAttachmentsPart } from '../../record/notes-attachments';
import { noticesPart } from '../../record/notices';
import { revisionsPart } from '../../record/revisions';
import { staffPart } from '../../record/staff';
import { createDatabase, createPool } from '../../record/store';

export async function startTestRecord() {
  const dataDir = await mkdtemp(join(tmpdir(), 'notices-record-'));
  const pg = await startEmbeddedPostgres({ dataDir, ephemeral: true });
  await migrateRecord(pg.databaseUrl);
  const ring = keyRing(Buffer.alloc(32, 3));
  const pool = createPool(pg.databaseUrl, 5, SILENT);
  const store = { pool, db: createDatabase(pool), ring, keys: new CaseKeys(ring), log: SILENT };
  const record: DeskRecord = {
    ...intentsPart(store),
    notices: noticesPart(store),
    ...casesPart(store),
    ...revisionsPart(store),
    ...ledgerPart(store),
    ...listPart(store),
    ...consentsTermsPart(store),
    ...notesAttachmentsPart(store),
    ...attentionPart(store),
    ...staffPart(store),
    ...merchantTokensPart(store),
    ...idempotencyPart(store),
    ping: async () => undefined,
    close: async () => undefined,
  } as DeskRecord;
  return {
    record,
    stop: async () => {
      await pool.end();
      await pg.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
