/** Terminal readers of Stripe: looked up by serial number, deleted by id, known as deleted by that id. */
import type { z } from 'zod';
import type { AcquirerAdapter, RequestStatement } from './acquirer-adapter';
import { AcquirerFailure } from './acquirer-port';
import { deletedReaderAnswer, readerListAnswer, readerOrDeletedAnswer } from './stripe-answers';
import type { ReaderAnswer } from './stripe-answers';
import { parse, problemOf, reading, refusedOrThrow, refusedWith } from './stripe-client';
import type { StripeCaller } from './stripe-client';

/** Readers of one page, Stripe's maximum; far above those of one serial number. */
const PAGE = 100;

/** The calls about readers. A reader is deleted once its serial number and its merchant have fitted. */
export function createReaderCalls(
  call: StripeCaller,
): Pick<AcquirerAdapter, 'readTerminal' | 'requestUnbind' | 'readUnbindRequest'> {
  const listReaders = (serialNumber: string, signal: AbortSignal) =>
    reading(async () => {
      const listed = await call(signal, (stripe) =>
        stripe.terminal.readers.list({ serial_number: serialNumber, limit: PAGE }),
      );
      return parse(readerListAnswer, listed).data;
    });
  return {
    async readTerminal(serialNumber, signal) {
      const listed = await listReaders(serialNumber, signal);
      const own = listed.find((row) => row.serial_number === serialNumber);
      // A list of other readers is no list without this one.
      const reader = own ?? listed[0];
      if (reader === undefined) return { kind: 'absent' };
      const value = {
        serialNumber: reader.serial_number,
        state: 'bound',
        merchantNumber: ownerOf(reader),
        model: reader.device_type,
        providerRef: reader.id,
      } as const;
      return { kind: 'found', value };
    },
    async requestUnbind({ serialNumber, merchantNumber }, signal) {
      const listed = await listReaders(serialNumber, signal);
      const reader = listed.find((row) => row.serial_number === serialNumber);
      if (reader === undefined) return refusedWith('TERMINAL_NOT_FOUND');
      if (ownerOf(reader) !== merchantNumber) return refusedWith('TERMINAL_BOUND_ELSEWHERE');
      try {
        const answer = await call(signal, (stripe) => stripe.terminal.readers.del(reader.id));
        const deleted = parse(deletedReaderAnswer, answer);
        return deletion(deleted, { readerId: reader.id, serialNumber, merchantNumber });
      } catch (error) {
        // Somebody else was faster; the read-back has to agree.
        if (problemOf(error).status === 404) {
          throw new AcquirerFailure('unknown', 'answer 404 to a deletion');
        }
        return refusedOrThrow(error);
      }
    },
    async readUnbindRequest({ providerRef: readerId, serialNumber, merchantNumber }, signal) {
      if (readerId === undefined) return { kind: 'absent' };
      const reader = await reading(() => retrieveReader(call, readerId, signal));
      if (reader === undefined || !('deleted' in reader)) return { kind: 'absent' };
      const value = deletion(reader, { readerId, serialNumber, merchantNumber });
      return { kind: 'found', value };
    },
  };
}

/** Stripe answers with a stub for a reader that was deleted; undefined: it knows no such id (404). */
async function retrieveReader(call: StripeCaller, readerId: string, signal: AbortSignal) {
  try {
    const answer = await call(signal, (stripe) => stripe.terminal.readers.retrieve(readerId));
    return parse(readerOrDeletedAnswer, answer);
  } catch (error) {
    if (problemOf(error).status === 404) return undefined;
    throw error;
  }
}

/** A deletion names the reader by the id under which it had named serial number and merchant itself. */
function deletion(
  { id, serial_number }: z.infer<typeof deletedReaderAnswer>,
  known: {
    readonly readerId: string;
    readonly serialNumber: string;
    readonly merchantNumber: string;
  },
): RequestStatement {
  if (id !== known.readerId) throw new AcquirerFailure('misfit', 'the answer is about another id');
  const { merchantNumber, serialNumber } = known;
  const names = { merchantNumber, serialNumber: serial_number ?? serialNumber };
  return { names, state: 'deleted', providerRef: id };
}

/** A reader of ours that names no merchant may be anybody's: nothing is deleted on a guess. */
function ownerOf({ metadata }: ReaderAnswer): string {
  if (metadata.merchant_number !== undefined) return metadata.merchant_number;
  throw new AcquirerFailure('misconfigured', 'a reader has no merchant_number in its metadata');
}
