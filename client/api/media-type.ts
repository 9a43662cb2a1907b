/**
 * What a file is by its content; the type that a client claims counts for nothing. Its name has to fit what
 * it is, since a colleague's machine opens it by its name: a page that calls itself a picture is refused.
 */
import { utf8Text } from '../../checks/utf8';

const SIGNATURES: readonly (readonly [mediaType: string, bytes: readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

function isPlainText(content: Buffer): boolean {
  const text = utf8Text(content);
  return text !== undefined && text.length > 0 && !/[^\P{Cc}\t\n\r\f]/u.test(text);
}

/** PDF, JPEG, PNG or UTF-8 text; undefined for everything else. */
export function sniffMediaType(content: Buffer): string | undefined {
  const known = SIGNATURES.find(([, bytes]) => bytes.every((byte, i) => content[i] === byte));
  if (known) return known[0];
  return isPlainText(content) ? 'text/plain' : undefined;
}

const PICTURE = ['jpg', 'jpeg', 'jfif', 'png'];
/** Endings of names by type; cameras and messengers mix up those of pictures. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/jpeg': PICTURE,
  'image/png': PICTURE,
  'text/plain': ['txt', 'text', 'log', 'csv', 'md'],
};

/** Whether a file of this type may have the name; one without an ending may have any. */
export function nameFits(fileName: string, mediaType: string): boolean {
  const ending = /\.([a-z][a-z\d]{0,9})$/i.exec(fileName)?.[1]?.toLowerCase();
  return ending === undefined || ENDINGS[mediaType]?.includes(ending) === true;
}
