/** Mails that were caught, newest last; kept as files, so that a restart forgets nothing. */
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';

export interface CaughtMail {
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly from: string;
  /** Addresses of the envelope: who really received it. */
  readonly to: readonly string[];
  readonly subject: string;
  /** Message-ID; two mails with one are the same mail received twice. */
  readonly messageId: string;
  readonly text: string;
  readonly html: string;
}

export interface MailStore {
  /** Keeps a mail; what is received twice is kept twice. */
  add(source: Buffer, envelope: { from: string; to: readonly string[] }): Promise<CaughtMail>;
  list(filter?: { readonly to?: string }): readonly CaughtMail[];
  get(id: string): CaughtMail | undefined;
  source(id: string): Buffer | undefined;
  clear(): void;
}

/** Older mails make room for newer ones. */
const KEPT = 5_000;
const META = '.json';
const SOURCE = '.eml';

/** Opens the folder, and reads what an earlier run has caught. */
export function openMailStore(folder: string): MailStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const mails = readdirSync(folder)
    .filter((name) => name.endsWith(META))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as CaughtMail);
  let last = Number(mails.at(-1)?.id ?? 0);

  function drop({ id }: CaughtMail): void {
    for (const ending of [META, SOURCE]) rmSync(join(folder, `${id}${ending}`), { force: true });
  }
  function write(name: string, content: Buffer | string): void {
    writeFileSync(join(folder, `${name}.new`), content, { mode: 0o600 });
    renameSync(join(folder, `${name}.new`), join(folder, name));
  }

  return {
    async add(source, envelope) {
      const parsed = await simpleParser(source);
      last += 1;
      const mail: CaughtMail = {
        id: String(last).padStart(9, '0'),
        at: new Date().toISOString(),
        from: envelope.from,
        to: envelope.to,
        subject: parsed.subject ?? '',
        messageId: parsed.messageId ?? '',
        text: parsed.text ?? '',
        html: typeof parsed.html === 'string' ? parsed.html : '',
      };
      write(`${mail.id}${SOURCE}`, source);
      write(`${mail.id}${META}`, JSON.stringify(mail));
      mails.push(mail);
      while (mails.length > KEPT) {
        const oldest = mails.shift();
        if (oldest) drop(oldest);
      }
      return mail;
    },
    list: ({ to } = {}) =>
      to === undefined ? mails : mails.filter((mail) => mail.to.includes(to.toLowerCase())),
    get: (id) => mails.find((mail) => mail.id === id),
    source(id) {
      const known = mails.some((mail) => mail.id === id);
      return known ? readFileSync(join(folder, `${id}${SOURCE}`)) : undefined;
    },
    clear() {
      for (const mail of mails.splice(0)) drop(mail);
    },
  };
}
