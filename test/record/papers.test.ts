/** What people add to a case and what waits for them: notes, files, terms, consents, attention. */
import { createHash, randomBytes } from 'node:crypto';
import type { DeskRecord, Terms } from '../../record/port/desk-record';
import { startTestRecord, type TestRecord } from '../support/record';
import { draftCase, newCaseId, query as queryIn, randomId } from './samples';

let test: TestRecord;
let record: DeskRecord;
beforeAll(async () => {
  test = await startTestRecord();
  record = test.record;
});
afterAll(() => test.stop());

const query = (text: string, values: readonly unknown[] = []): Promise<unknown[]> =>
  queryIn(test.databaseUrl, text, values);
const sha256 = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex');

describe('notes', () => {
  const note = (caseId: string, text: string) =>
    ({ caseId, kind: 'note', text, attachmentIds: ['a_1'], by: 's_AGENT' }) as const;

  it('of a case are listed as they were written, oldest first, and no others', async () => {
    const [mine, other] = [await draftCase(record), await draftCase(record)];
    const first = await record.notes.add(note(mine.caseId, '客户来电：\n"请尽快" 🙏'));
    const second = await record.notes.add(note(mine.caseId, ''));
    await record.notes.add(note(other.caseId, 'x'));
    expect(await record.notes.list(mine.caseId)).toEqual([first, second]);
    expect(first).toMatchObject({ text: '客户来电：\n"请尽快" 🙏', attachmentIds: ['a_1'] });
    expect(second).toMatchObject({ text: '' });
  });

  it('that came with a decision are read once a row of the ledger names them', async () => {
    const { caseId } = await draftCase(record);
    const words = await record.notes.add({ ...note(caseId, 'because'), kind: 'reason' });
    expect(await record.notes.list(caseId)).toEqual([]);
    const by = { principalId: 's_AGENT', role: 'agent' } as const;
    const facts = { noteId: words.noteId };
    await record.ledger.audit({ caseId, event: 'personal-data-revealed', by, facts });
    expect(await record.notes.list(caseId)).toEqual([words]);
  });

  it('belong to a case that exists: CASE_NOT_FOUND', async () => {
    const added = record.notes.add(note(newCaseId(), 'x'));
    await expect(added).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
  });
});

describe('attachments', () => {
  const file = (caseId: string, content: Buffer) =>
    ({
      caseId,
      fileName: '营业执照.pdf',
      mediaType: 'application/pdf',
      by: 's_A',
      content,
    }) as const;

  it('come back byte by byte with size and hash', async () => {
    const { caseId } = await draftCase(record);
    for (const content of [randomBytes(300_000), Buffer.alloc(0), Buffer.from([0, 255, 0])]) {
      const meta = await record.attachments.add(file(caseId, content));
      expect(meta).toMatchObject({ sizeBytes: content.length, sha256: sha256(content) });
      const read = await record.attachments.read(caseId, meta.attachmentId);
      expect(read?.meta).toEqual(meta);
      expect(read?.content.equals(content)).toBe(true);
    }
    expect(await record.attachments.list(caseId)).toHaveLength(3);
  });

  it('are not found in another case, nor under an unknown id', async () => {
    const [mine, other] = [await draftCase(record), await draftCase(record)];
    const { attachmentId } = await record.attachments.add(file(mine.caseId, Buffer.from('x')));
    expect(await record.attachments.read(other.caseId, attachmentId)).toBeUndefined();
    expect(await record.attachments.read(mine.caseId, 'a_none')).toBeUndefined();
    expect(await record.attachments.list(other.caseId)).toEqual([]);
    const lost = record.attachments.add(file(newCaseId(), Buffer.from('x')));
    await expect(lost).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
  });

  it('are as many as allowed for each person, also when many come at once', async () => {
    const { caseId } = await draftCase(record);
    await record.attachments.add({ ...file(caseId, Buffer.from('x')), by: 's_B' });
    const adding = Array.from({ length: 10 }, (_, page) =>
      record.attachments.add(file(caseId, Buffer.from(`page ${page}`)), 4),
    );
    const settled = await Promise.allSettled(adding);
    const refused = settled.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as unknown] : [],
    );
    expect(refused).toHaveLength(6);
    expect(refused[0]).toMatchObject({ code: 'TOO_MANY_ATTACHMENTS' });
    expect(await record.attachments.list(caseId)).toHaveLength(5);
  });

  it('whose content was exchanged in the table do not open', async () => {
    const { caseId } = await draftCase(record);
    const [one, two] = [
      await record.attachments.add(file(caseId, Buffer.from('one'))),
      await record.attachments.add(file(caseId, Buffer.from('two'))),
    ];
    await query(
      `update attachments set sealed_content = (select sealed_content from attachments
        where attachment_id = $2) where attachment_id = $1`,
      [one.attachmentId, two.attachmentId],
    );
    const read = record.attachments.read(caseId, one.attachmentId);
    await expect(read).rejects.toMatchObject({ code: 'KEY_WRONG' });
  });
});

describe('terms', () => {
  const version = (name: string, from: string, locale: Terms['locale'] = 'zh-CN'): Terms => {
    const text = `条款 ${name} ${locale}`;
    return {
      kind: 'service',
      version: name,
      locale,
      text,
      hash: sha256(text),
      inForceFrom: new Date(from),
    };
  };
  const [v1, v1en, v2] = [
    version('1', '2026-01-01Z'),
    version('1', '2026-01-01Z', 'en'),
    version('2', '2026-02-01Z'),
  ];

  it('in force are the latest of each language at the moment', async () => {
    await record.terms.publish([v1, v1en, v2]);
    await record.terms.publish([v1]);
    const at = async (moment: string): Promise<readonly Terms[]> =>
      (await record.terms.inForce(new Date(moment))).toSorted((a, b) =>
        a.locale.localeCompare(b.locale),
      );
    expect(await at('2025-12-31T23:59:59Z')).toEqual([]);
    expect(await at('2026-01-31T23:59:59Z')).toEqual([v1en, v1]);
    expect(await at('2026-02-01T00:00:00Z')).toEqual([v1en, v2]);
  });

  it('once published keep their text, and their hash is that of their text: BAD_REQUEST', async () => {
    await record.terms.publish([v1]);
    const changed = { ...v1, text: '别的', hash: sha256('别的') };
    const refusal = { code: 'BAD_REQUEST' };
    await expect(record.terms.publish([changed])).rejects.toMatchObject(refusal);
    const forged = { ...version('3', '2026-03-01Z'), hash: sha256('别的') };
    const next = version('4', '2026-03-01Z');
    await expect(record.terms.publish([next, forged])).rejects.toMatchObject(refusal);
    const inForce = await record.terms.inForce(new Date('2027-01-01Z'));
    expect(inForce.map((terms) => terms.version)).not.toContain('4');
  });
});

describe('a consent', () => {
  const given = (caseId: string) =>
    ({
      caseId,
      kind: 'service',
      termsVersion: '1',
      termsHash: sha256('1'),
      itemisationHash: sha256('2'),
      method: 'recorded-call',
      locale: 'zh-CN',
      by: 's_AGENT',
    }) as const;

  it('is read as it was given, dated by the record, with its evidence or without', async () => {
    const { caseId } = await draftCase(record);
    const plain = await record.consents.add(given(caseId));
    const proven = await record.consents.add({ ...given(caseId), evidence: '录音 0042' });
    expect(await record.consents.read(plain.consentId)).toEqual(plain);
    expect(await record.consents.read(proven.consentId)).toEqual(proven);
    expect(plain.evidence).toBeUndefined();
    expect(proven).toMatchObject({ ...given(caseId), evidence: '录音 0042' });
    expect(proven.at).toBeInstanceOf(Date);
  });

  it('of an unknown case is refused, and an unknown one is not found', async () => {
    const added = record.consents.add(given(newCaseId()));
    await expect(added).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
    expect(await record.consents.read('k_none')).toBeUndefined();
  });
});

describe('the attention list', () => {
  const row = (subject: string) =>
    ({ caseId: newCaseId(), code: 'NOTICE_UNDELIVERED', subject }) as const;

  it('holds each matter once, longest waiting first, until it is cleared', async () => {
    const [one, two] = [row(randomId('n_')), row(randomId('n_'))];
    await record.attention.raise(one);
    await record.attention.raise(two);
    const before = await record.attention.list(10);
    await record.attention.raise(one);
    expect(await record.attention.list(10)).toEqual(before);
    expect(before.map((entry) => entry.subject)).toEqual([one.subject, two.subject]);
    expect(before[0]).toMatchObject(one);
    expect(await record.attention.list(1)).toEqual(before.slice(0, 1));
    await record.attention.clear(one.caseId, one.code, two.subject);
    expect(await record.attention.list(10)).toEqual(before);
    await record.attention.clear(one.caseId, one.code, one.subject);
    await record.attention.clear(one.caseId, one.code, one.subject);
    expect(await record.attention.list(10)).toEqual(before.slice(1));
  });
});
