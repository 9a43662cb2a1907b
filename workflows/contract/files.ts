/** Files that a case takes: how large, the kinds, how each is called and what its names end in. */

import type { Phrase } from './case-data';

/** Largest file, MiB. */
export const MAX_FILE_MIB = 10;

/** Pictures; cameras and messengers give one kind the ending of another. */
const PICTURE = ['jpg', 'jpeg', 'jfif', 'png', 'webp', 'heic', 'heif'] as const;

/** By media type. Whether a file is of a kind is told by its content alone. */
export const FILE_KINDS = {
  'application/pdf': { name: 'PDF', endings: ['pdf'] },
  'image/jpeg': { name: 'JPEG', endings: PICTURE },
  'image/png': { name: 'PNG', endings: PICTURE },
  'image/webp': { name: 'WebP', endings: PICTURE },
  'image/heic': { name: 'HEIC', endings: PICTURE },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    name: 'DOCX',
    endings: ['docx'],
  },
  'audio/mpeg': { name: 'MP3', endings: ['mp3'] },
  'audio/mp4': { name: 'M4A', endings: ['m4a'] },
  'audio/wav': { name: 'WAV', endings: ['wav'] },
  'text/plain': { name: 'TXT', endings: ['txt', 'text', 'log', 'csv', 'md'] },
} as const satisfies Record<string, { readonly name: string; readonly endings: readonly string[] }>;

export type FileMediaType = keyof typeof FILE_KINDS;

const names = Object.values(FILE_KINDS).map(({ name }) => name);

const SAID: Phrase = {
  'zh-CN': `${names.slice(0, -1).join('、')} 或 ${names.at(-1) ?? ''}`,
  en: `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`,
};
/** `PDF, JPEG, … or TXT`. */
export const FILE_KINDS_EN = SAID.en;
/** `PDF、JPEG、…或 TXT`. */
export const FILE_KINDS_ZH = SAID['zh-CN'];

/** What a control for files offers: endings and media types, as HTML's `accept` takes them. */
export const ACCEPTED_FILES = [
  ...new Set(Object.values(FILE_KINDS).flatMap(({ endings }) => endings.map((one) => `.${one}`))),
  ...Object.keys(FILE_KINDS),
].join(',');
