/** Sealing, blind indexes and the key file, without a database. */
import { canonicalJson } from '../../base/canonical-json';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blindIndex, keyRing, seal, unseal } from '../../record/postgres/store/crypto';
import { ensureLocalKeyFile, loadMasterKey } from '../../record/postgres/store/keys';
import { recordConfig } from '../../record/config';

const place = { caseId: 'UC-0000000001', table: 'revisions', purpose: 'data/1' };

function thrownBy(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('sealing', () => {
  const key = randomBytes(32);

  it('opens what it sealed in the same place', () => {
    const sealed = seal(key, place, Buffer.from('王小明'));
    expect(unseal(key, place, sealed).toString('utf8')).toBe('王小明');
    expect(sealed.includes(Buffer.from('王小明'))).toBe(false);
  });

  it.each([
    ['another case', { ...place, caseId: 'UC-0000000002' }],
    ['another table', { ...place, table: 'notes' }],
    ['another revision', { ...place, purpose: 'data/2' }],
  ])('does not open a value moved to %s', (_where, other) => {
    const sealed = seal(key, place, Buffer.from('x'));
    expect(thrownBy(() => unseal(key, other, sealed))).toMatchObject({ code: 'KEY_WRONG' });
  });

  it('does not open a value of which one bit was changed', () => {
    const sealed = seal(key, place, Buffer.from('amount 100'));
    sealed[20] = (sealed[20] ?? 0) ^ 1;
    expect(thrownBy(() => unseal(key, place, sealed))).toMatchObject({ code: 'KEY_WRONG' });
  });

  it('seals the same value differently each time', () => {
    expect(seal(key, place, Buffer.from('x'))).not.toEqual(seal(key, place, Buffer.from('x')));
  });
});

describe('blind indexes', () => {
  it('say nothing across kinds and keys', () => {
    const [one, two] = [keyRing(randomBytes(32)), keyRing(randomBytes(32))];
    expect(blindIndex(one, 'serial', 'X')).toEqual(blindIndex(one, 'serial', 'X'));
    expect(blindIndex(one, 'serial', 'X')).not.toEqual(blindIndex(one, 'phone', 'X'));
    expect(blindIndex(one, 'serial', 'X')).not.toEqual(blindIndex(two, 'serial', 'X'));
  });
});

describe('canonical JSON', () => {
  it('is the same for members in any order and differs for another value', () => {
    expect(canonicalJson({ b: [1, { d: 2, c: 3 }], a: 'x' })).toBe(
      canonicalJson({ a: 'x', b: [1, { c: 3, d: 2 }] }),
    );
    expect(canonicalJson({ a: '1' })).not.toBe(canonicalJson({ a: 1 }));
  });
});

describe('the master key', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'unbind-key-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once, readable by its owner only, however many processes start at once', async () => {
    const path = join(folder, 'deep', 'master.key');
    const keys = await Promise.all(Array.from({ length: 8 }, () => ensureLocalKeyFile(path)));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(path, 'utf8'), 'base64')).toHaveLength(32);
  });

  it('is taken from the variable or from the file it names', async () => {
    const key = randomBytes(32);
    const file = join(folder, 'key');
    writeFileSync(file, `${key.toString('base64')}\n`);
    expect(await loadMasterKey({ masterKey: key.toString('base64') })).toEqual(key);
    expect(await loadMasterKey({ masterKeyFile: file })).toEqual(key);
  });

  it('is missed by the name of its variables', async () => {
    const databaseUrl = 'postgres://localhost/x';
    const missed = recordConfig({ DATABASE_URL: databaseUrl });
    await expect(missed).rejects.toMatchObject({ code: 'KEY_MISSING' });
    await expect(missed).rejects.toThrow('UNBIND_MASTER_KEY_FILE');
    await expect(loadMasterKey({ masterKeyFile: join(folder, 'none') })).rejects.toMatchObject({
      code: 'KEY_MISSING',
    });
  });

  it('is refused unless it has 32 bytes', async () => {
    await expect(loadMasterKey({ masterKey: 'c2hvcnQ=' })).rejects.toMatchObject({
      code: 'KEY_WRONG',
    });
    expect(thrownBy(() => keyRing(Buffer.alloc(0)))).toMatchObject({ code: 'KEY_MISSING' });
  });
});

describe('the configuration', () => {
  it('names the address of the database where it is missing or malformed', async () => {
    await expect(recordConfig({})).rejects.toThrow('DATABASE_URL is missing');
    await expect(recordConfig({ DATABASE_URL: 'mysql://x' })).rejects.toThrow('postgres://');
  });
});
