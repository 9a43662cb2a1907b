/** Names of what a ZIP file holds, by its central directory (APPNOTE 4.3); nothing is unpacked. */

const END = Buffer.from([0x50, 0x4b, 5, 6]);
const END_LENGTH = 22;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
/** Most names that are read; a document has some dozens. */
const MOST_NAMES = 10_000;

/** The names in their order; none where the bytes are no whole ZIP file. */
export function zipNames(content: Buffer): readonly string[] {
  const end = content.lastIndexOf(END);
  if (end < 0 || end + END_LENGTH > content.length) return [];
  const names: string[] = [];
  let at = content.readUInt32LE(end + 16);
  while (at + ENTRY_LENGTH <= end && content.readUInt32LE(at) === ENTRY) {
    const nameLength = content.readUInt16LE(at + 28);
    const others = content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
    names.push(content.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength));
    if (names.length > MOST_NAMES) return [];
    at += ENTRY_LENGTH + nameLength + others;
  }
  return at === end ? names : [];
}
