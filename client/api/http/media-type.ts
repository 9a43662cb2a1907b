/**
 * What a file is by its content; the type that a client claims counts for nothing. Its name has to fit what
 * it is, since a colleague's machine opens it by its name: a page that calls itself a picture is refused.
 */
import { utf8Text } from '../../../checks/utf8';
import { FILE_KINDS, type FileMediaType } from '../../../workflows/contract/files';
import { endingOf } from './file-name';
import { isMp3 } from './mp3';
import { zipNames } from './zip-names';

function begins(content: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => content[i] === byte);
}

function ascii(content: Buffer, from: number, length: number): string {
  return content.toString('latin1', from, from + length);
}

/** A RIFF file of a form, such as `WAVE`. */
function isRiff(content: Buffer, form: string): boolean {
  return ascii(content, 0, 4) === 'RIFF' && ascii(content, 8, 4) === form;
}

/** Brands of a file of the ISO base media format (ISO/IEC 14496-12), the major one first; none of another. */
function brandsOf(content: Buffer): readonly string[] {
  if (ascii(content, 4, 4) !== 'ftyp') return [];
  const end = Math.min(content.readUInt32BE(0), content.length);
  const brands = [ascii(content, 8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(ascii(content, at, 4));
  return brands;
}

/** Brands of pictures coded by HEVC (ISO/IEC 23008-12). */
const HEIC = ['heic', 'heix', 'heim', 'heis'];
const SOUND = ['M4A ', 'M4B '];
/** Brands that sound shares with films: the tracks tell. */
const SOUND_OR_FILM = /^(?:mp4[12]|iso[m2-9]|3gp\d)$/;

/** Kinds of tracks, `soun` or `vide` among them. */
function tracksOf(content: Buffer): readonly string[] {
  const kinds: string[] = [];
  const mark = Buffer.from('hdlr');
  for (let at = content.indexOf(mark); at >= 0; at = content.indexOf(mark, at + 1)) {
    // Version, flags and a reserved field lie between.
    kinds.push(ascii(content, at + 12, 4));
  }
  return kinds;
}

function isM4a(content: Buffer): boolean {
  const [major = ''] = brandsOf(content);
  if (!SOUND.includes(major) && !SOUND_OR_FILM.test(major)) return false;
  const tracks = tracksOf(content);
  return !tracks.includes('vide') && (SOUND.includes(major) || tracks.includes('soun'));
}

/** A document of Word without macros. */
function isDocx(content: Buffer): boolean {
  if (!begins(content, [0x50, 0x4b, 3, 4])) return false;
  const names = zipNames(content);
  return (
    names.includes('[Content_Types].xml') &&
    names.some((name) => name.startsWith('word/')) &&
    !names.some((name) => name.toLowerCase().endsWith('vbaproject.bin'))
  );
}

function isPlainText(content: Buffer): boolean {
  const text = utf8Text(content);
  return text !== undefined && text.length > 0 && !/[^\P{Cc}\t\n\r\f]/u.test(text);
}

/** How each kind is told. */
const IS: Readonly<Record<FileMediaType, (content: Buffer) => boolean>> = {
  'application/pdf': (content) => begins(content, [0x25, 0x50, 0x44, 0x46, 0x2d]),
  'image/jpeg': (content) => begins(content, [0xff, 0xd8, 0xff]),
  'image/png': (content) => begins(content, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'image/webp': (content) => isRiff(content, 'WEBP'),
  'image/heic': (content) => brandsOf(content).some((brand) => HEIC.includes(brand)),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': isDocx,
  'audio/mpeg': isMp3,
  'audio/mp4': isM4a,
  'audio/wav': (content) => isRiff(content, 'WAVE'),
  'text/plain': isPlainText,
};
const KINDS = Object.keys(FILE_KINDS) as readonly FileMediaType[];

/** The kind of a file; undefined for one that no case takes. */
export function sniffMediaType(content: Buffer): FileMediaType | undefined {
  return KINDS.find((kind) => IS[kind](content));
}

/** Whether a file of this kind may have the name, which is judged as it was sent; one without an ending may. */
export function nameFits(fileName: string, mediaType: FileMediaType): boolean {
  const ending = endingOf(fileName);
  const endings: readonly string[] = FILE_KINDS[mediaType].endings;
  return ending === undefined || endings.includes(ending);
}
