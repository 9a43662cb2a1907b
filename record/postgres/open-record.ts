// record/postgres/: the nouns of record/port on PostgreSQL, in folders of the same names.
/** Opens the record: tables up to date, key proven, parts put together to one `DeskRecord`. */
import type { SearchForms } from '../../workflows/contract/search-forms';
import { attentionPart } from './operations/attention';
import { attentionItemsPart } from './operations/attention-items';
import { bulkPart } from './operations/bulk';
import { CaseKeys } from './store/case-keys';
import { casesPart } from './cases/cases';
import { changesPart } from './cases/changes';
import { codesPart } from './people/codes';
import { consentsPart, termsPart } from './papers/consents';
import { keyRing } from './store/crypto';
import type { DeskRecord } from '../port/desk-record';
import { guarded } from './store/errors';
import { headsPart } from './cases/heads';
import { idempotencyPart } from './people/idempotency';
import { intentsPart } from './effects/intents';
import { changingPart, ledgerPart } from './cases/ledger';
import { checkingPart } from './cases/ledger-check';
import { listPart } from './cases/list';
import { SILENT, type RecordLog } from '../port/log';
import { merchantTokensPart } from './people/merchant-tokens';
import { migrateRecord, proveMasterKey, proveWritable } from './store/migrate';
import { attachmentsPart, notesPart } from './papers/notes';
import { packsPart } from './papers/packs';
import { noticesPart } from './effects/notices';
import { proposalsPart } from './operations/proposals';
import { queuePart } from './cases/queue-counts';
import { reconciliationPart } from './operations/reconciliation';
import { reportsPart } from './operations/reports';
import { retriesPart } from './operations/retries';
import { revisionsPart } from './cases/revisions';
import { savedViewsPart } from './people/saved-views';
import { searchHashesPart } from './cases/search-hashes';
import { staffPart } from './people/staff';
import { staffSessionsPart } from './people/staff-sessions';
import { createDatabase, createPool, type Store } from './store/store';

export interface RecordOptions {
  readonly databaseUrl: string;
  /** Of the owner of the tables, where `databaseUrl` is of the role that the running product has. */
  readonly ownerUrl?: string;
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
      const { databaseUrl, ownerUrl = databaseUrl } = options;
      if (options.migrate ?? true) await migrateRecord(ownerUrl, databaseUrl);
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
    ledger: { ...ledgerPart(store), ...checkingPart(store) },
    heads: headsPart(store),
    changes: changesPart(store, databaseUrl),
    searchHashes: searchHashesPart(store),
    terms: termsPart(store),
    consents: consentsPart(store),
    notes: notesPart(store),
    attachments: attachmentsPart(store),
    packs: packsPart(store),
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
