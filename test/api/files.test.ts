/** Files that staff and merchants hand in: what each is, how it is called, and forms that are no whole forms. */
import { connect } from 'node:net';
import { FILE_KINDS, type FileMediaType } from '../../workflows/contract/files';
import { openedCase } from '../record/samples';
import { DOCX_NAMES, PDF, SAMPLES, mediaOf, zipOf } from '../support/sample-files';
import { eventually } from '../e2e/eventually';
import type { Answer, Caller } from './caller';
import { merchantOf } from './merchant-caller';
import { type Stage, startStage } from './stage';

let stage: Stage;
let path: string;
let doors: Readonly<Record<Door, { readonly caller: Caller; readonly path: string }>>;
const DOORS = ['staff', 'merchant'] as const;
type Door = (typeof DOORS)[number];

beforeEach(async () => {
  const { caseId } = await openedCase(stage.record, { teamId: 'team-1' });
  path = `/cases/${caseId}/attachments`;
  doors = {
    staff: { caller: stage.staff.agent, path },
    merchant: { caller: await merchantOf(stage, caseId), path: '/merchant/attachments' },
  };
});
beforeAll(async () => {
  stage = await startStage({ cases: false });
});
afterAll(() => stage.stop());

function handIn(door: Door, name: string, content: Buffer): Promise<Answer> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(content)]), name);
  return doors[door].caller.post(doors[door].path, form);
}

/** The name under which a browser saves what was handed in, and the type that it is told. */
async function takenBack({ body }: Answer): Promise<{ name: string; type: string | null }> {
  const answer = await fetch(`${stage.url}/api/v1${path}/${String(body['attachmentId'])}`, {
    headers: { authorization: `Bearer ${stage.keys.agent}` },
  });
  const disposition = answer.headers.get('content-disposition') ?? '';
  const [, encoded = ''] =
    /^attachment; filename\*=UTF-8''([\w!#$&+.^`|~%-]+)$/.exec(disposition) ?? [];
  return { name: decodeURIComponent(encoded), type: answer.headers.get('content-type') };
}

const kinds = Object.keys(FILE_KINDS) as FileMediaType[];
const every = DOORS.flatMap((door) =>
  kinds.flatMap((kind) =>
    FILE_KINDS[kind].endings.map((ending) => [door, kind, `文件.${ending.toUpperCase()}`] as const),
  ),
);

test.each(every)('from %s %s is taken as %s and served as what it is', async (door, kind, name) => {
  for (const content of SAMPLES[kind]) {
    const taken = await handIn(door, name, content);
    expect(taken).toMatchObject({ status: 201, body: { mediaType: kind, fileName: name } });
    const back = await takenBack(taken);
    expect(back).toMatchObject({ name, type: expect.stringContaining(kind) as string });
  }
});

describe.each(DOORS)('from %s', (door) => {
  test.each<[string, string, Buffer]>([
    ['a film', 'film.m4a', mediaOf(['mp42', 'isom'], ['soun', 'vide'])],
    ['a picture of another coding', 'a.heic', mediaOf(['avif', 'mif1', 'miaf'])],
    ['a table', 'table.docx', zipOf(['[Content_Types].xml', 'xl/workbook.xml'])],
    ['a document with macros', 'a.docx', zipOf([...DOCX_NAMES, 'word/vbaProject.bin'])],
    ['an archive', 'a.docx', zipOf(['a.exe'])],
    ['a document cut off', 'a.docx', zipOf(DOCX_NAMES).subarray(0, 60)],
    ['one frame of sound', 'a.mp3', Buffer.from([0xff, 0xfb, 0x90, 0x64])],
    ['a film of Windows', 'a.wav', Buffer.from('RIFF\x24\0\0\0AVI LIST', 'latin1')],
    ['a document called a recording', 'a.mp3', zipOf(DOCX_NAMES)],
    ['a recording called a document', 'a.docx', Buffer.from('ID3\x04\0\0\0\0\0\x10', 'latin1')],
  ])('%s is refused', async (_what, name, content) => {
    const answer = await handIn(door, name, content);
    expect(answer.body).toMatchObject({ status: 415, code: 'UNBIND_ATTACHMENT_TYPE' });
  });

  test.each([
    `${'a'.repeat(199)}😀.pdf`,
    '一家人👨‍👩‍👧.pdf',
    "O'Brien (1) * 100%; entwurf.pdf",
    'cafe\u0301.pdf',
    '合同 2026.05',
    `${'名'.repeat(251)}.pdf`,
  ])('the name %s comes back as it was sent', async (name) => {
    const taken = await handIn(door, name, PDF);
    expect(taken).toMatchObject({ status: 201, body: { fileName: name } });
    expect((await takenBack(taken)).name).toBe(name);
  });

  test.each([
    ['a pair', `${'a'.repeat(250)}😀😀.pdf`, `${'a'.repeat(250)}.pdf`],
    ['a sequence', `${'a'.repeat(250)}e\u0301e\u0301.pdf`, `${'a'.repeat(250)}.pdf`],
    ['a family', `${'a'.repeat(248)}👨‍👩‍👧.pdf`, `${'a'.repeat(248)}.pdf`],
    ['nothing', 'a'.repeat(300), 'a'.repeat(255)],
  ])(
    'a name that no file system takes is cut before its ending, within %s never',
    async (...row) => {
      const [, sent, kept] = row;
      const taken = await handIn(door, sent, PDF);
      expect(taken).toMatchObject({ status: 201, body: { fileName: kept } });
      expect((await takenBack(taken)).name).toBe(kept);
    },
  );

  test.each([
    `${'x'.repeat(195)}.pdf.exe`,
    `${'x'.repeat(300)}.pdf.exe`,
    `x.exe${'.'.repeat(300)}`,
    'x.pdf.exe. ',
    'x.e\u202Exe',
    'x.7z',
    'x.application',
  ])('the ending of %s counts whatever stands around it', async (name) => {
    const answer = await handIn(door, name, PDF);
    expect(answer.body).toMatchObject({ status: 415, code: 'UNBIND_ATTACHMENT_TYPE' });
  });

  const HEAD = '--b\r\ncontent-disposition: form-data; name="file"';
  const FILE = `${HEAD}; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\nhello`;
  test.each([
    ['no closing boundary', 'boundary=b', FILE, 'UPLOAD_NOT_WHOLE'],
    ['a part that ends in its head', 'boundary=b', HEAD, 'UPLOAD_NOT_WHOLE'],
    ['no boundary at all', 'x=b', `${FILE}\r\n--b--\r\n`, 'UPLOAD_NO_BOUNDARY'],
    ['an empty boundary', 'boundary=', `${FILE}\r\n--b--\r\n`, 'UPLOAD_NO_BOUNDARY'],
    [
      'a part without a file name',
      'boundary=b',
      `${HEAD}\r\ncontent-type: application/octet-stream\r\n\r\nhello\r\n--b--\r\n`,
      'UPLOAD_NO_NAME',
    ],
    [
      'an empty file name',
      'boundary=b',
      `${HEAD}; filename=""\r\ncontent-type: text/plain\r\n\r\nhello\r\n--b--\r\n`,
      'UPLOAD_NO_NAME',
    ],
    [
      'a head that never ends',
      'boundary=b',
      `--b\r\ncontent-disposition: form-data; name="file"; filename="${'a'.repeat(99_000)}`,
      'UPLOAD_NOT_WHOLE',
    ],
    ['a boundary that is too long', `boundary=${'b'.repeat(300)}`, FILE, 'UPLOAD_NOT_WHOLE'],
    ['another boundary than named', 'boundary=c', `${FILE}\r\n--b--\r\n`, 'UPLOAD_NOT_WHOLE'],
  ])('a form with %s is refused with the reason', async (_what, parameter, body, code) => {
    const headers = { 'content-type': `multipart/form-data; ${parameter}` };
    const { caller, path: to } = doors[door];
    const answer = await caller.call('POST', to, { body, headers });
    expect(answer.body).toMatchObject({ status: 400, code: `UNBIND_${code}` });
  });
});

test("an upload that is cut off is nobody's fault", async () => {
  const { port } = new URL(stage.url);
  const before = stage.logs().length;
  const logged = (words: string) =>
    eventually(words, () =>
      Promise.resolve(stage.logs().slice(before).includes(words) || undefined),
    );
  const socket = connect({ host: '127.0.0.1', port: Number(port) });
  socket.write(
    `POST /api/v1${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${stage.keys.agent}\r\n` +
      'content-type: multipart/form-data; boundary=b\r\ncontent-length: 5000\r\n\r\n' +
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello',
  );
  await logged('starting multipart parsing');
  socket.destroy();
  await logged('a request could not be read');
  expect((await stage.staff.agent.get(path)).body).toMatchObject({ items: [] });
  expect(stage.logs().slice(before)).not.toContain('fault');
  const { text } = await stage.anyone.get('//metrics');
  expect(text).not.toMatch(/unbind_api_request_seconds_count\{method="POST"[^}]*status="5/);
});
