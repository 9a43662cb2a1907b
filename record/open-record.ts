/** Opens the record: tables up to date, key proven, parts put together to one `DeskRecord`. */
import type { SearchForms } from '../workflows/contract/search-forms';
import { attentionPart } from './attention';
import { attentionItemsPart } from './attention-items';
import { bulkPart } from './bulk';
import { CaseKeys } from './case-keys';
import { casesPart } from './cases';
import { changesPart } from './changes';
import { codesPart } from './codes';
import { consentsPart, termsPart } from './consents-terms';
import { keyRing } from './crypto';
import type { DeskRecord } from './desk-record';
import { guarded } from './errors';
import { idempotencyPart } from './idempotency';
import { intentsPart } from './intents';
import { changingPart, ledgerPart } from './ledger';
import { listPart } from './list';
import { SILENT, type RecordLog } from './log';
import { merchantTokensPart } from './merchant-tokens';
import { migrateRecord, proveMasterKey, proveWritable } from './migrate';
import { attachmentsPart, notesPart } from './notes-attachments';
import { noticesPart } from './notices';
import { proposalsPart } from './proposals';
import { queuePart } from './queue-counts';
import { reconciliationPart } from './reconciliation';
import { reportsPart } from './reports';
import { retriesPart } from './retries';
import { revisionsPart } from './revisions';
import { savedViewsPart } from './saved-views';
import { searchHashesPart } from './search-hashes';
import { staffPart } from './staff';
import { staffSessionsPart } from './staff-sessions';
import { createDatabase, createPool, type Store } from './store';

export interface RecordOptions {
  readonly databaseUrl: string;
  /** 32 bytes. */
  readonly masterKey: Buffer;
  /** How values are written that cases are found by. */
  readonly searchForms: SearchForms;
  /** Connections at most, default 10. */
  readonly poolSize?: number;
  /** False where another process brings the tables up to date; default true. */
  readonly migrate?: boolean;
  readonly log?: RecordLog;
}

/**
 * Opens the record. `RECORD_UNAVAILABLE` where the database is out of reach (try again), `KEY_MISSING`
 * and `KEY_WRONG` where the key does not open what lies there.
 */
export async function openRecord(options: RecordOptions): Promise<DeskRecord> {
  const ring = keyRing(options.masterKey);
  const log = options.log ?? SILENT;
  const pool = createPool(options.databaseUrl, options.poolSize ?? 10, log);
  const store: Store = {
    pool,
    db: createDatabase(pool),
    ring,
    keys: new CaseKeys(ring),
    forms: options.searchForms,
    log,
  };
  try {
    await guarded(async () => {
      if (options.migrate ?? true) await migrateRecord(options.databaseUrl);
      await proveMasterKey(store.db, ring);
    });
  } catch (error) {
    await pool.end();
    throw error;
  }
  return compose(store, options.databaseUrl);
}

function compose(store: Store, databaseUrl: string): DeskRecord {
  let closing: Promise<void> | undefined;
  return {
    cases: {
      ...casesPart(store),
      ...changingPart(store),
      ...listPart(store),
      ...queuePart(store),
    },
    revisions: revisionsPart(store),
    ledger: ledgerPart(store),
    changes: changesPart(store, databaseUrl),
    searchHashes: searchHashesPart(store),
    terms: termsPart(store),
    consents: consentsPart(store),
    notes: notesPart(store),
    attachments: attachmentsPart(store),
    intents: intentsPart(store),
    notices: noticesPart(store),
    staff: staffPart(store),
    sessions: staffSessionsPart(store),
    views: savedViewsPart(store),
    merchantTokens: merchantTokensPart(store),
    codes: codesPart(store),
    idempotency: idempotencyPart(store),
    attention: { ...attentionPart(store), ...attentionItemsPart(store) },
    retries: retriesPart(store),
    bulk: bulkPart(store),
    proposals: proposalsPart(store),
    reconciliation: reconciliationPart(store),
    reports: reportsPart(store),
    ping: () => guarded(() => proveWritable(store.pool)),
    // Called twice: waits for the first.
    close: () => (closing ??= store.pool.end()),
  };
}
