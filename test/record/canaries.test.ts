/**
 * No personal data in clear in any table: a case with a canary in every field that may hold some, and
 * then every column of every row of every table read as text and as bytes.
 */
import { randomBytes } from 'node:crypto';
import type { CaseData } from '../../workflows/contract/case-data';
import type { DeskRecord } from '../../record/port/desk-record';
import { startTestRecord, type TestRecord } from '../support/record';
import { openedCase, query as queryIn, randomId } from './samples';

let test: TestRecord;
let record: DeskRecord;
beforeAll(async () => {
  test = await startTestRecord();
  record = test.record;
});
afterAll(() => test.stop());

const query = (text: string): Promise<Record<string, unknown>[]> => queryIn(test.databaseUrl, text);

/** Every table of the database, each row as the text of all its columns. */
async function dump(): Promise<Map<string, string>> {
  const tables = await query(
    `select tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const texts = new Map<string, string>();
  for (const name of tables.map((row) => String(row['name']))) {
    const schema = name.startsWith('__drizzle') ? 'drizzle' : 'public';
    const rows = await query(`select t::text as line from ${schema}."${name}" t`);
    texts.set(name, rows.map((row) => String(row['line'])).join('\n'));
  }
  return texts;
}

/** Forms in which a value could lie in a row; `bytea` prints as hex. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  const escaped = JSON.stringify(value).slice(1, -1);
  return [value, escaped, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')];
}

function tablesWith(value: string, texts: ReadonlyMap<string, string>): string[] {
  return [...texts]
    .filter(([, text]) =>
      formsOf(value).some((form) => text.toLowerCase().includes(form.toLowerCase())),
    )
    .map(([table]) => table);
}

const mark = (): string => randomBytes(5).toString('hex');
const canaries = {
  contactName: `王${mark()}`,
  merchantName: `商户${mark()}`,
  merchantNumber: `M${mark()}`,
  phone: '+8613866554433',
  otherPhone: '+8613977665544',
  email: `owner-${mark()}@example.com`,
  serial: `SN${mark()}`,
  otherSerial: `SN${mark()}`,
  document: '110105194912310029',
  accountName: `户名${mark()}`,
  account: '6222020200998877665',
  note: `备注${mark()}`,
  fileName: `执照${mark()}.pdf`,
  file: `content-${mark()}`,
  evidence: `录音${mark()}`,
  message: `尊敬的商户${mark()}`,
  apiKey: randomId('udk_'),
  triedUser: `13700137000-${mark()}`,
  triedFrom: '203.0.113.77',
  requestKey: randomId('key-'),
  requestBody: `body-${mark()}`,
} as const;

function personalData(): CaseData {
  const { phone, email } = canaries;
  return {
    contact: {
      merchantNumber: canaries.merchantNumber,
      contactName: canaries.contactName,
      phone,
      email,
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
    },
    terminals: [{ terminalId: randomId('t_'), serialNumber: canaries.serial }],
    application: {
      merchantName: canaries.merchantName,
      document: { kind: 'resident-id', number: canaries.document },
      phone: canaries.otherPhone,
      email,
      terminals: [{ serialNumber: canaries.otherSerial }],
      deposits: [],
      payee: {
        kind: 'bank-account',
        accountName: canaries.accountName,
        accountNumber: canaries.account,
        bankCode: '102100099996',
      },
      closeAccount: true,
    },
  };
}

async function live(): Promise<string> {
  const data = personalData();
  const { caseId } = await openedCase(record, { data });
  await record.revisions.add({ caseId, author: 's_A', expected: 1, data });
  const params = { account: canaries.account, name: canaries.accountName };
  await record.intents.begin({ key: `refund:${caseId}`, caseId, effect: 'refund', params });
  const [notice] = await record.notices.rowsOf(caseId, { kind: 'approved', occurrence: 1 }, [
    'sms',
  ]);
  const sent = { to: canaries.phone, subject: canaries.message, text: canaries.message };
  await record.notices.rank(notice!.noticeId, { state: 'accepted', sent });
  const by = 's_A';
  await record.notes.add({ caseId, kind: 'note', text: canaries.note, attachmentIds: [], by });
  const content = Buffer.from(canaries.file);
  const file = { fileName: canaries.fileName, mediaType: 'text/plain', content };
  await record.attachments.add({ caseId, by, ...file });
  await record.packs.keep({ packId: 'pack_1', caseId, content: canaries.note });
  const terms = { termsVersion: '1', termsHash: 'h', itemisationHash: 'h', locale: 'en' } as const;
  const proof = { method: 'in-person', evidence: canaries.evidence } as const;
  await record.consents.add({ caseId, by, kind: 'service', ...terms, ...proof });
  const person = { principalId: 's_A', user: 'agent', displayName: 'A', teamId: 'team-a' };
  await record.staff.upsert({ ...person, role: 'agent', apiKey: canaries.apiKey });
  await record.sessions.countAttempt({ kind: 'account', name: canaries.triedUser, free: 5 });
  await record.sessions.countAttempt({ kind: 'address', name: canaries.triedFrom, free: 5 });
  await record.views.put('s_A', { name: 'open', filters: { status: 'open' } }, 50);
  await record.idempotency.begin('scope', canaries.requestKey, canaries.requestBody);
  const answer = { status: 200, body: canaries.requestBody, headers: {} };
  await record.idempotency.finish('scope', canaries.requestKey, answer);
  await record.bulk.create(
    {
      runId: 'B-0000000001',
      verb: 'hold',
      selection: { cause: 'parked' },
      by: { principalId: 's_A', role: 'operator' },
      reason: canaries.note,
      ratePerSecond: 1,
      stopAfter: 1,
    },
    [{ caseId, subject: '' }],
  );
  const failed = { activityType: 'requestRefund', attempt: 1, code: 'ACQUIRER_BUSY' } as const;
  const attempt = { workflowId: caseId, activityId: '1', caseId, ...failed };
  await record.retries.note({ ...attempt, nextAt: new Date() });
  const { phone } = canaries;
  const asked = { purpose: 'request', phone, locale: 'en', ttlMs: 60_000 } as const;
  const { codeId } = await record.codes.ask(asked);
  code = (await record.codes.begin(codeId, phone, 5)) ?? '';
  return caseId;
}

/** The one-time code that was sent. */
let code = '';

describe('the tables', () => {
  let caseId: string;
  let token: string;
  let session: string;
  let texts: ReadonlyMap<string, string>;
  beforeAll(async () => {
    caseId = await live();
    token = await record.merchantTokens.issue(caseId, 'link', 60_000);
    session = await record.sessions.begin('s_A', { idleMs: 60_000, totalMs: 60_000 });
    texts = await dump();
  });

  it('hold rows of every kind', () => {
    const empty = [...texts].filter(([, text]) => text === '').map(([table]) => table);
    // Texts of the house, codes and hashes; nothing of a merchant goes there.
    expect(empty.toSorted()).toEqual(['attention', 'ledger_heads', 'ledger_leaves', 'terms']);
    expect(tablesWith(caseId, texts)).toContain('revisions');
  });

  it.each(Object.entries(canaries))('hold no %s in clear', (_name, value) => {
    expect(tablesWith(value, texts)).toEqual([]);
  });

  it('hold no token of a merchant or of a session', () => {
    expect(tablesWith(token, texts)).toEqual([]);
    expect(tablesWith(session, texts)).toEqual([]);
  });

  it('hold no one-time code', () => {
    expect(code).toMatch(/^\d{6}$/);
    const row = texts.get('one_time_codes') ?? '';
    expect(row).toContain('sending');
    // Six digits may well stand by chance in moments and hashes; as a value they do not.
    expect(row.split(',')).not.toContain(code);
  });

  it('are searched well enough to find a planted canary as text, JSON or bytes', async () => {
    const planted = `王${mark()}`;
    const [hex, json] = [Buffer.from(planted).toString('hex'), JSON.stringify({ name: planted })];
    await query(`update notes set "by" = '${planted}'`);
    await query(`update cases set view = '${json}'`);
    await query(`update revisions set sealed_data = '\\x01${hex}02' where revision = 1`);
    expect(tablesWith(planted, await dump()).toSorted()).toEqual(['cases', 'notes', 'revisions']);
  });
});
