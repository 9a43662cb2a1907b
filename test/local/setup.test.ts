/** First staff and terms of a desk that `npm start` did not make: what was asked for, or why not. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { passwordFits } from '../../client/api/people/password';
import { prepareExample } from '../../local/example-case/prepare-example';
import { deskLacks } from '../../local/desk/desk-lacks';
import { addStaffMember, giveNewPassword, publishTermsOf } from '../../local/setup';
import { type TestRecord, startTestRecord } from '../support/record';

describe('setting up a record', () => {
  let folder: string;
  let store: TestRecord;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unbind-setup-'));
    store = await startTestRecord();
  });
  afterEach(async () => {
    await store.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const person = { user: 'lin', name: '林晓', role: 'agent', team: 'support' };

  test('adds a person who signs in with the password and the key that are printed', async () => {
    const { password, apiKey } = await addStaffMember(store.record, person);
    const found = await store.record.sessions.findSignIn('lin');
    expect(await passwordFits(found?.passwordHash, password)).toBe(true);
    expect(await store.record.staff.findByApiKey(apiKey)).toMatchObject({
      user: 'lin',
      displayName: '林晓',
      role: 'agent',
      teamId: 'support',
    });
  });

  test.each<[string, object, string]>([
    ['role', { ...person, role: 'boss' }, '--role'],
    ['name', { user: 'lin', role: 'agent' }, '--name is missing'],
    ['user', { ...person, user: 'lin xiao' }, '--user'],
  ])('refuses a person with a wrong %s and adds nobody', async (_what, values, message) => {
    await expect(addStaffMember(store.record, values)).rejects.toThrow(message);
    expect(await store.record.staff.count()).toBe(0);
  });

  test('refuses a second person of one user name', async () => {
    await addStaffMember(store.record, person);
    await expect(addStaffMember(store.record, person)).rejects.toThrow('Another person');
  });

  test('gives a new password to nobody who is not there or whom a provider vouches for', async () => {
    const unknown = giveNewPassword(store.record, { user: 'nobody' });
    await expect(unknown).rejects.toThrow('Nobody has the user name nobody.');
    await store.record.staff.upsert({
      principalId: 's_1',
      user: 'oidc/lin',
      displayName: '林晓',
      role: 'agent',
      teamId: 'support',
    });
    const refused = giveNewPassword(store.record, { user: 'oidc/lin' });
    await expect(refused).rejects.toThrow('identity provider');
  });

  test('says what is missing until a case can go through under four eyes', async () => {
    const lacks = async () =>
      (await deskLacks(store.record)).map((line) => line.split(/[ ,]/, 3).join(' '));
    const add = (user: string, role: string) =>
      addStaffMember(store.record, { ...person, user, role });
    expect(await lacks()).toHaveLength(6);
    await add('an', 'admin');
    const texts = ['terms in force', 'terms of kind'];
    expect(await lacks()).toEqual(['a reviewer beside', 'a second operator', ...texts]);
    await add('lei', 'admin');
    expect(await lacks()).toEqual(texts);
    await publishTermsOf(store.record, termsFiles('条款'));
    await publishTermsOf(store.record, { ...termsFiles('身份'), kind: 'identity-data' });
    expect(await lacks()).toEqual(['terms of kind']);
    await publishTermsOf(store.record, { ...termsFiles('金融'), kind: 'financial-data' });
    expect(await lacks()).toEqual([]);
  });

  function termsFiles(chinese: string): Record<string, string> {
    const files = { 'zh-cn': join(folder, 'zh.txt'), en: join(folder, 'en.txt') };
    writeFileSync(files['zh-cn'], chinese);
    writeFileSync(files.en, 'Terms');
    return { version: '2026-12', from: '2026-01-01T00:00:00+08:00', ...files };
  }

  test('publishes terms in both languages under the hash of their text', async () => {
    await publishTermsOf(store.record, termsFiles('条款'));
    const inForce = await store.record.terms.inForce(new Date('2026-01-01T00:00:00+08:00'));
    expect(inForce.map(({ locale, text }) => [locale, text]).sort()).toEqual([
      ['en', 'Terms'],
      ['zh-CN', '条款'],
    ]);
    const hash = createHash('sha256').update('条款', 'utf8').digest('hex');
    expect(inForce.find(({ locale }) => locale === 'zh-CN')?.hash).toBe(hash);
  });

  test('refuses terms that are not UTF-8 or not there, and says which file', async () => {
    const files = termsFiles('条款');
    writeFileSync(files['zh-cn'] ?? '', Buffer.from([0xcc, 0xf5, 0xbf, 0xee]));
    await expect(publishTermsOf(store.record, files)).rejects.toThrow('zh.txt is not UTF-8');
    rmSync(files['zh-cn'] ?? '');
    await expect(publishTermsOf(store.record, files)).rejects.toThrow('zh.txt cannot be read from');
    expect(await store.record.terms.inForce(new Date())).toEqual([]);
  });

  test('refuses terms without a text, without a zone, or changed under one version', async () => {
    await expect(publishTermsOf(store.record, termsFiles(' '))).rejects.toThrow('is empty');
    const local = { ...termsFiles('条款'), from: '2026-01-01T00:00:00' };
    await expect(publishTermsOf(store.record, local)).rejects.toThrow('--from');
    await publishTermsOf(store.record, termsFiles('条款'));
    await expect(publishTermsOf(store.record, termsFiles('新条款'))).rejects.toThrow('new version');
  });

  test('adds the example only where there is nothing, and says what it left alone', async () => {
    await addStaffMember(store.record, person);
    await publishTermsOf(store.record, termsFiles('条款'));
    const said: string[] = [];
    expect(await prepareExample(store.record, folder, (line) => said.push(line))).toBeUndefined();
    expect(said).toEqual(['The record has staff of its own; no example staff are added.']);
    expect(await store.record.staff.count()).toBe(1);
  });
});
