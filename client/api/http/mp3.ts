/** Whether bytes are MP3: a tag before them, or two frames of MPEG audio layer III (ISO/IEC 11172-3) in a row. */

/** Kilobits a second of layer III by index: MPEG 1, then MPEG 2 and 2.5. */
const BITRATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const BITRATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
/** Samples a second of MPEG 1 by index; MPEG 2 has half, 2.5 a quarter of them. */
const SAMPLE_RATES = [44_100, 48_000, 32_000];
const MPEG_1 = 3;
const MPEG_2 = 2;
const RESERVED = 1;
const LAYER_3 = 1;

/** Length of the frame that begins at a place, bytes; undefined where none does. */
function frameLength(content: Buffer, at: number): number | undefined {
  if (at + 4 > content.length) return undefined;
  const header = content.readUInt32BE(at);
  const version = (header >>> 19) & 3;
  const isFrame =
    header >>> 21 === 0x7ff && version !== RESERVED && ((header >>> 17) & 3) === LAYER_3;
  const bitrate = (version === MPEG_1 ? BITRATES_1 : BITRATES_2)[(header >>> 12) & 15] ?? 0;
  const fullRate = SAMPLE_RATES[(header >>> 10) & 3];
  if (!isFrame || bitrate === 0 || fullRate === undefined) return undefined;
  const rate = version === MPEG_1 ? fullRate : fullRate / (version === MPEG_2 ? 2 : 4);
  const samples = version === MPEG_1 ? 1152 : 576;
  return Math.floor(((samples / 8) * bitrate * 1_000) / rate) + ((header >>> 9) & 1);
}

/** A tag of ID3 version 2: after its name version, revision, flags, and a size in bytes of seven bits. */
function hasTag(content: Buffer): boolean {
  const [version = 0, , , ...size] = content.subarray(3, 10);
  const isTag = content.toString('latin1', 0, 3) === 'ID3' && version >= 2 && version <= 4;
  return isTag && size.length === 4 && size.every((byte) => byte < 0x80);
}

export function isMp3(content: Buffer): boolean {
  if (hasTag(content)) return true;
  const length = frameLength(content, 0);
  return length !== undefined && frameLength(content, length) !== undefined;
}
