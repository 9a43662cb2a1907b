/**
 * Makes signed heads of the ledger, at intervals and where a case has ended, and brings each out of the building
 * by every way that is configured. Several workers at once make each head once.
 */
import type { EmailSender } from '../../activities/email/email-sender';
import { type HeadSigner, signingNext } from '../../record/heads/head-keys';
import type { DeskRecord, HeadWay, SignedHead } from '../../record/port/desk-record';
import { codeToTell } from '../../record/port/desk-record';
import type { Turns } from '../beside';
import type { HeadsConfig } from './config';
import { lastHeadIn, writeHead, writePublicKey } from './head-folder';
import { mailHead } from './head-mail';

/** How soon after the end of a case its head is made, ms. */
const LOOK_MS = 10_000;
/** Heads that leave in one turn. */
const AT_ONCE = 20;

export interface HeadKeeping {
  readonly record: Pick<DeskRecord, 'heads'>;
  readonly config: HeadsConfig;
  readonly sender: EmailSender;
  readonly log: { warn(about: object, message: string): void };
}

/** Goes on until it is stopped; what fails is told and tried again. Does nothing without a key. */
export async function keepHeads(keeping: HeadKeeping, turns: Turns): Promise<void> {
  const { signer } = keeping.config;
  if (signer === undefined) return;
  while (!turns.isStopped()) {
    await oneTurn(keeping, signer, turns.signal);
    await turns.sleep(LOOK_MS);
  }
}

/** The last head of the folder elsewhere; a folder that cannot be read is told, and holds up no verification. */
export async function lastCopy(
  { folder }: Pick<HeadsConfig, 'folder'>,
  log: HeadKeeping['log'],
): Promise<SignedHead | undefined> {
  try {
    return folder === undefined ? undefined : await lastHeadIn(folder);
  } catch (error) {
    log.warn({ code: codeToTell(error) }, 'the heads that lie elsewhere could not be read');
    return undefined;
  }
}

/** Makes a head where one is due, and brings out what has not left yet. */
export async function oneTurn(
  { record, config, sender, log }: HeadKeeping,
  signer: HeadSigner,
  signal: AbortSignal,
): Promise<void> {
  const told = async (message: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.warn({ code: codeToTell(error) }, message);
    }
  };
  await told('a head of the ledger could not be made', async () => {
    await record.heads.next(signingNext(signer), config.everyMs);
  });
  const bring = (way: HeadWay, leave: (signed: SignedHead) => Promise<boolean>) =>
    told(`a head of the ledger could not leave by ${way}`, async () => {
      for (const signed of await record.heads.toLeave(way, AT_ONCE)) {
        if (!(await leave(signed))) break;
        await record.heads.noteLeft(signed.head.number, way);
      }
    });
  const { folder, mail } = config;
  if (folder !== undefined) {
    await bring('folder', async (signed) => {
      await writePublicKey(folder, signer);
      await writeHead(folder, signed);
      return true;
    });
  }
  if (mail !== undefined) await bring('mail', (signed) => mailHead(sender, mail, signed, signal));
}
