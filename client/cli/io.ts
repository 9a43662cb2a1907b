/** What the CLI is given of the world, so that a test can give it another. */
import { Readable } from 'node:stream';

/** Surroundings of one run of the CLI. */
export interface CliIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Version of the product. */
  readonly version: string;
  /** Folder that relative paths and the data folder start from. */
  readonly cwd: string;
  readonly stdin: Readable;
  /** True where a person can be asked: a terminal reads and is read. */
  readonly isInteractive: boolean;
  /** IANA name of the zone that times are shown in; omitted: the zone of the machine. */
  readonly timeZone?: string;
  out(text: string): void;
  err(text: string): void;
  /** Waits, ms; rejects when the signal is aborted. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  now(): Date;
  /** Aborted when somebody interrupts. */
  readonly signal: AbortSignal;
}

/** Surroundings of a command line that is only described. */
export const NOWHERE: CliIo = {
  version: '',
  env: {},
  cwd: '.',
  stdin: Readable.from([]),
  isInteractive: false,
  out: () => undefined,
  err: () => undefined,
  pause: async () => undefined,
  now: () => new Date(0),
  signal: new AbortController().signal,
};

/** Reads all of stdin. */
export async function readAll(stdin: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stdin) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}

/** The first line that comes on stdin, without its break; empty where there is none. */
export async function readLine(stdin: Readable): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stdin) {
    parts.push(Buffer.from(part as Uint8Array));
    if (Buffer.concat(parts).includes('\n')) break;
  }
  const [line = ''] = Buffer.concat(parts).toString('utf8').split(/\r?\n/, 1);
  return line;
}
