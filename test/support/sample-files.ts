/** Files as people have them, as small as they can be and still be of their kind. */

/** A ZIP file that holds empty entries of these names. */
export function zipOf(names: readonly string[]): Buffer {
  const entries = names.map((name) => Buffer.from(name));
  const local = entries.map((name) => {
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50);
    header.writeUInt16LE(name.length, 26);
    return Buffer.concat([header, name]);
  });
  let offset = 0;
  const directory = entries.map((name, index) => {
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50);
    header.writeUInt16LE(name.length, 28);
    header.writeUInt32LE(offset, 42);
    offset += local[index]?.length ?? 0;
    return Buffer.concat([header, name]);
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...directory, end]);
}

/** A file of the ISO base media format with its brands and the kinds of its tracks. */
export function mediaOf(brands: readonly string[], tracks: readonly string[] = []): Buffer {
  const [major = '', ...compatible] = brands;
  const head = Buffer.from(`ftyp${major}\0\0\0\0${compatible.join('')}`, 'latin1');
  const size = Buffer.alloc(4);
  size.writeUInt32BE(head.length + 4);
  const handlers = tracks.map((kind) => `\0\0\0\x20hdlr\0\0\0\0\0\0\0\0${kind}`).join('');
  return Buffer.concat([size, head, Buffer.from(`\0\0\0\0moov${handlers}`, 'latin1')]);
}

/** Two frames of 128 kbit/s at 44.1 kHz. */
function mp3Frames(): Buffer {
  const frame = Buffer.alloc(417);
  frame.writeUInt32BE(0xfffb9064);
  return Buffer.concat([frame, frame]);
}

export const DOCX_NAMES = ['[Content_Types].xml', '_rels/.rels', 'word/document.xml'];
export const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n');

export const SAMPLES = {
  'application/pdf': [PDF],
  'image/jpeg': [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0])],
  'image/png': [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])],
  'image/webp': [Buffer.from('RIFF\x10\0\0\0WEBPVP8 \0\0\0\0', 'latin1')],
  'image/heic': [
    mediaOf(['heic', 'mif1', 'heic']),
    mediaOf(['mif1', 'mif1', 'heic', 'miaf']),
    mediaOf(['heix', 'mif1']),
  ],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': [zipOf(DOCX_NAMES)],
  'audio/mpeg': [Buffer.from('ID3\x04\0\0\0\0\0\x10 recording', 'latin1'), mp3Frames()],
  'audio/mp4': [
    mediaOf(['M4A ', 'M4A ', 'mp42', 'isom'], ['soun']),
    mediaOf(['mp42', 'isom', 'mp42'], ['soun']),
    mediaOf(['isom'], ['soun']),
  ],
  'audio/wav': [Buffer.from('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0', 'latin1')],
  'text/plain': [Buffer.from('录音编号 0001\n')],
} as const;
