/** An evidence pack is one file that proves a case to a stranger, and says no more than its reader may know. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { verifyPack } from '../../client/verify/verify-pack';
import { headSigner } from '../../record/heads/head-keys';
import {
  type EvidencePack,
  hashOfPage,
  packFile,
  readPackFile,
} from '../../record/heads/pack-format';
import { approve, proveIdentity, submitApplication, untilEnd } from '../e2e/play';
import type { Caller } from './caller';
import { merchantOf } from './merchant-caller';
import { type Begun, opened, peopleOf, shownBeforeConsent } from './people';
import { type Stage, headKey, startStage } from './stage';

const NOTE = 'She asked for a call after six.';

let stage: Stage;
let folder: string;
let ended: Begun;
beforeAll(async () => {
  stage = await startStage();
  folder = mkdtempSync(join(tmpdir(), 'unbind-packs-'));
  writeFileSync(join(folder, 'heads.pub'), headSigner(headKey).publicPem);
  ended = await playedToItsEnd();
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await stage.stop();
});
jest.setTimeout(120_000);

/** A case whose merchant gave all three consents, that has a note and a file, and that has ended. */
async function playedToItsEnd(): Promise<Begun> {
  const people = peopleOf(stage);
  const { agent } = stage.staff;
  const begun = await opened(stage);
  const { caseId, path, application } = begun;
  await proveIdentity(people, caseId);
  const shown = await shownBeforeConsent(stage, begun, 'en');
  const said = { method: 'recorded-call', evidence: 'Recording 17' };
  await agent.post(`${path}/consent`, { ...shown, ...said });
  await agent.post(`${path}/notes`, { text: NOTE });
  await approve(people, caseId, await submitApplication(people, caseId, application));
  await untilEnd(people.operator, caseId);
  return begun;
}

interface Pack {
  readonly html: string;
  readonly pack: EvidencePack;
}

async function packFrom(caller: Caller, at: string, way = '', body?: object): Promise<Pack> {
  const made = await caller.post(`${at}/evidence-packs${way}`, body);
  expect({ status: made.status, text: made.text }).toMatchObject({ status: 201 });
  const file = await caller.get(`${at}/evidence-packs/${String(made.body['packId'])}`);
  expect(file.status).toBe(200);
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; .*-evidence\.html$/);
  return { html: file.text, pack: readPackFile(file.text)!.signed.pack };
}

/** What a stranger is told. */
function verified(html: string) {
  const file = join(folder, 'pack.html');
  writeFileSync(file, html);
  return verifyPack([file, '--key', join(folder, 'heads.pub')], 'en');
}

const whole = (caller: Caller, path: string) =>
  packFrom(caller, path, '/whole', { reason: 'The regulator asks for it.' });

/** Contents of one table in a pack. */
const papersIn = ({ papers }: EvidencePack, table: string) =>
  papers.filter((paper) => paper.table === table).map(({ content }) => content);

test('is whole, is covered by a head as it was asked for, and a stranger finds it as it was signed', async () => {
  const { html, pack } = await whole(stage.staff.reviewer, ended.path);
  const { out, code } = verified(html);
  expect({ code, out }).toMatchObject({ code: 0 });
  const rows = await stage.record.ledger.read(ended.caseId, 'whole');
  expect(pack.rows.map(({ hash }) => hash)).toEqual(
    rows.slice(0, pack.rows.length).map(({ hash }) => hash),
  );
  const asked = rows.find(({ facts }) => facts['packId'] === pack.packId);
  expect(pack.proof.leaf[1]).toBeGreaterThanOrEqual(asked!.position);
  expect(verified(html.replace(ended.merchant.merchantName, 'Somebody else')).code).toBe(1);
});

test('has consents, application, people, effects with references and notices, in both languages', async () => {
  const { html, pack } = await whole(stage.staff.operator, ended.path);
  const { merchantName, phone, terminals, document } = ended.merchant;
  const [serial = ''] = terminals.map(({ serialNumber }) => serialNumber);
  const page = html.split('<script')[0]!;
  for (const said of [merchantName, phone, serial, document.number, NOTE, 'Recording 17']) {
    expect(page).toContain(said);
  }
  expect(papersIn(pack, 'revisions').length).toBeGreaterThan(1);
  const effects = papersIn(pack, 'intents').filter(({ state }) => state === 'done');
  expect(effects.map(({ effect }) => effect)).toEqual(
    expect.arrayContaining(['closure', 'refund', 'unbind']),
  );
  const refund = effects.find(({ effect }) => effect === 'refund');
  expect(page).toContain(refund!['providerRef']);
  expect(papersIn(pack, 'notices').some(({ sent }) => sent !== undefined)).toBe(true);
  expect(page).toContain('The reviewer');
  expect(page).toContain('<main lang="zh-CN">');
  expect(page).toContain('<main lang="en">');
});

test('has each consent with its own terms as they were read, what it covers and whether it is in force', async () => {
  const { html, pack } = await whole(stage.staff.reviewer, ended.path);
  const consents = papersIn(pack, 'consents');
  expect(consents.map(({ kind }) => kind).sort()).toEqual([
    ...['financial-data', 'identity-data', 'service'],
  ]);
  expect(new Set(pack.terms.map(({ kind, locale }) => `${kind} ${locale}`))).toEqual(
    new Set(['service en', 'identity-data en', 'financial-data en']),
  );
  for (const { text } of pack.terms) expect(html.split('<script')[0]).toContain(text);
  const { terminals } = ended.merchant;
  expect(consents.find(({ kind }) => kind === 'service')).toMatchObject({
    scope: { closeAccount: true, terminals: [{ serialNumber: terminals[0]!.serialNumber }] },
  });
});

test('opens no case by a link in a notice that it discloses', async () => {
  const { html } = await whole(stage.staff.reviewer, ended.path);
  expect(html).toContain('/m/#…');
  expect(html).not.toMatch(/\/m\/#[A-Za-z0-9_-]{20}/);
  expect(verified(html).code).toBe(0);
});

test('says nothing personal in full where it is masked, and gives no salt of what it masks', async () => {
  const { html, pack } = await packFrom(stage.staff.auditor, ended.path);
  const { merchantName, phone, email, terminals, document, contactName } = ended.merchant;
  const secrets = [merchantName, contactName, phone, email, document.number, NOTE, 'Recording 17'];
  for (const secret of [...secrets, ...terminals.map(({ serialNumber }) => serialNumber)]) {
    expect(html).not.toContain(secret);
  }
  for (const { table, salt } of pack.papers) {
    if (['revisions', 'notes'].includes(table)) expect(salt).toBeUndefined();
  }
  const { out, code } = verified(html);
  expect(code).toBe(0);
  expect(out).toContain('personal data masked');
  expect(out).toMatch(/come without salt, .*: [1-9]\d*\./);
});

test('names company, terminals and amounts to the merchant, and neither people of the desk nor its review', async () => {
  const merchant = await merchantOf(stage, ended.caseId);
  const { html, pack } = await packFrom(merchant, '/merchant');
  const { merchantName, phone, terminals, document } = ended.merchant;
  expect(html).toContain(merchantName);
  expect(html).toContain(terminals[0]!.serialNumber);
  for (const secret of [phone, document.number, NOTE, 'The reviewer']) {
    expect(html).not.toContain(secret);
  }
  expect(pack.view).toBeUndefined();
  const events = pack.rows.map(({ says }) => says?.['event']);
  expect(events).toEqual(
    expect.arrayContaining(['consent-recorded', 'data-consent-recorded', 'deposit-proven']),
  );
  expect(events).not.toContain('application-submitted');
  expect(events).not.toContain('case-claimed');
  expect(pack.papers.find(({ table }) => table === 'consents')).toHaveProperty('salt');
  expect(verified(html).code).toBe(0);
});

test('stands in the ledger with who had it made and how much it says, and is taken by them alone', async () => {
  const { caseId, path } = await opened(stage);
  const { pack } = await whole(stage.staff.reviewer, path);
  const asked = (await stage.record.ledger.read(caseId)).find(
    ({ event }) => event === 'evidence-pack-asked',
  );
  expect(asked).toMatchObject({
    by: { principalId: 's_reviewer' },
    facts: { packId: pack.packId, disclosure: 'whole', noteId: expect.any(String) as string },
  });
  for (const other of [stage.staff.auditor, stage.staff.operator]) {
    expect((await other.get(`${path}/evidence-packs/${pack.packId}`)).status).toBe(404);
  }
});

test('is the same file for a request that is repeated, also where its first answer was lost', async () => {
  const { caseId, path } = await opened(stage);
  const ask = () =>
    stage.staff.operator.post(
      `${path}/evidence-packs/whole`,
      { reason: 'A dispute.' },
      'pack-once',
    );
  const take = async (packId: unknown) =>
    (await stage.staff.operator.get(`${path}/evidence-packs/${String(packId)}`)).text;
  const first = (await ask()).body['packId'];
  const file = await take(first);
  // As after a crash of the API between making the pack and keeping the answer.
  await asOwner('delete from idempotency_keys');
  expect((await ask()).body['packId']).toBe(first);
  expect(await take(first)).toBe(file);
  const rows = await stage.record.ledger.read(caseId);
  expect(rows.filter(({ event }) => event === 'evidence-pack-asked')).toHaveLength(1);
  expect(await stage.record.notes.list(caseId)).toHaveLength(1);
});

test('is whole for those who may read everything, with a reason', async () => {
  const { path } = ended;
  const refused = await stage.staff.auditor.post(`${path}/evidence-packs/whole`, { reason: 'x' });
  expect(refused.status).toBe(403);
  expect((await stage.staff.agent.post(`${path}/evidence-packs/whole`)).status).toBe(403);
  expect((await stage.staff.reviewer.post(`${path}/evidence-packs/whole`, {})).status).toBe(400);
  expect((await stage.staff.stranger.post(`${path}/evidence-packs`)).status).toBe(404);
});

async function asOwner(statement: string, values: string[] = []): Promise<void> {
  const client = new Client({ connectionString: stage.databaseUrl });
  await client.connect();
  try {
    await client.query(statement, values);
  } finally {
    await client.end();
  }
}

const emptyPage = hashOfPage('', '');

/** What the holder of the key signs, though it is not what the ledger commits to. */
function signedAnew(pack: EvidencePack): string {
  const { keyId, sign } = headSigner(headKey);
  return packFile('', { pack, keyId, signature: sign(pack) }, '');
}

describe('a text that was changed after it was written is found by a stranger', () => {
  type Change = (content: Record<string, unknown>) => void;
  it.each<[string, Change]>([
    ['notes', (content) => (content['text'] = 'Nothing.')],
    ['consents', (content) => (content['termsVersion'] = '2020-01')],
    ['notices', (content) => (content['sent'] = { to: '', text: 'Nothing.' })],
    ['revisions', (content) => (content['author'] = 's_agent2')],
    ['intents', (content) => (content['providerRef'] = 're_2')],
  ])('in %s, whoever signs it anew', async (table, change) => {
    const { pack } = await whole(stage.staff.reviewer, ended.path);
    const page = { ...pack, page: emptyPage };
    expect(verified(signedAnew(page)).code).toBe(0);
    change(page.papers.find((paper) => paper.table === table)!.content);
    const { out, code } = verified(signedAnew(page));
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining(table) as string });
  });

  it('in the database, of which the desk itself tells on the page', async () => {
    const begun = await opened(stage);
    const { agent, auditor, reviewer } = stage.staff;
    await agent.post(`${begun.path}/notes`, { text: NOTE });
    await asOwner(`update notes set at = at - interval '1 day' where case_id = $1`, [begun.caseId]);
    const { html } = await whole(reviewer, begun.path);
    const { out, code } = verified(html);
    expect(code).toBe(1);
    expect(out).toMatch(/notes note_\S+ is not what row \d+ of the ledger commits to/);
    expect(html).toContain('Rely on what the ledger says, not on what pages show.');
    const masked = verified((await packFrom(auditor, begun.path)).html);
    expect(masked.out).toContain('The desk itself found its ledger changed');
  });

  it('in the terms and in the state of the case', async () => {
    const { pack } = await whole(stage.staff.reviewer, ended.path);
    const other = structuredClone(pack);
    other.page = emptyPage;
    other.terms[0]!.text += ' And more.';
    other.view = other.view!.replace('completed', 'expired');
    const { out } = verified(signedAnew(other));
    expect(out).toContain('The text of the terms in it has another hash than it says.');
    expect(out).toContain('It has the case otherwise than row');
  });
});
