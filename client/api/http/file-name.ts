/** Names of files: kept as they were sent, judged whole, and given back in a header. */

/** Longest name that file systems take, UTF-16 units. */
const MAX_LENGTH = 255;
/** Controls, and marks that would show a name in another order than it has. */
const UNSHOWN = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
/** What some systems leave out at the end of a name. */
const TRAIL = /[.\s]+$/u;
/** Half of a character. */
const HALF = /\p{Cs}/gu;
const ENDING = /\.([a-z\d_-]*[a-z][a-z\d_-]*)$/i;

/** The ending of a name as machines go by it, in lower case; undefined for a name without one. */
export function endingOf(name: string): string | undefined {
  return ENDING.exec(name.replace(TRAIL, ''))?.[1]?.toLowerCase();
}

/** A text cut to a length in UTF-16 units, between characters as people see them. */
function cut(text: string, length: number): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(
    text,
  )) {
    if (kept.length + segment.length > length) break;
    kept += segment;
  }
  return kept;
}

/** The last part of what the client called the file, whole. */
export function sentName(sent: string): string {
  const last = sent.split(/[\\/]/).pop() ?? '';
  return last.replace(UNSHOWN, '').trim();
}

/** A name as it is kept: one that no file system takes loses characters before its ending. */
export function keptName(name: string): string {
  if (name.length <= MAX_LENGTH) return name;
  const [ending = ''] = ENDING.exec(name) ?? [];
  // An ending so long is none that any machine goes by.
  if (ending.length > MAX_LENGTH / 2) return cut(name, MAX_LENGTH);
  return cut(name.slice(0, name.length - ending.length), MAX_LENGTH - ending.length) + ending;
}

/** `Content-Disposition` of a file to be saved (RFC 6266, RFC 8187); also of names that were once cut in half. */
export function dispositionOf(name: string): string {
  const encoded = encodeURIComponent(name.replace(HALF, '\uFFFD')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}
