/** The line to Temporal: every call has a limit, and its failures are the product's codes. */
import type { Client } from '@temporalio/client';
import type { CaseView } from '../workflows/contract/case-view';
import type { ErrorCode } from '../workflows/contract/errors';
import type { CaseId } from '../workflows/contract/identifiers';
import { isEnd } from '../workflows/contract/lifecycle';
import {
  type IsProven,
  type Said,
  saidIn,
  type Signed,
} from '../workflows/contract/signing/statements';
import { DeskError, isGone, isOutage, refusalOf } from './failures';
import type { SignStatement } from './signing/statements';

/** Tells an ended case from one that is unknown, or that no workflow carries. */
export interface KnownCases {
  readonly cases: { read(caseId: CaseId): Promise<{ readonly view: CaseView } | undefined> };
}

export interface LineOptions {
  readonly client: Client;
  readonly record: KnownCases;
  /** Limit of every call, ms. */
  readonly deadlineMs?: number;
  /** Signs what is said to workflows; only the API can. Absent: what is said goes as it was signed before. */
  readonly sign?: SignStatement;
  /** Holds what stands in histories to the keys that are or were in force; default: nothing is proven. */
  readonly wasProven?: IsProven;
}

/** To whom something is said, under which name. */
export type About = Omit<Said['statement'], 'form' | 'input'>;

export interface Line extends Pick<LineOptions, 'client' | 'sign'> {
  /** The call under the limit; fails as the SDK does. */
  readonly bounded: <T>(call: () => Promise<T>) => Promise<T>;
  /** The same, failing with `DeskError`. The case is the one that may be gone; none: no single case. */
  readonly coded: <T>(call: () => Promise<T>, caseId?: CaseId) => Promise<T>;
  readonly asDeskError: (error: unknown, caseId?: CaseId) => Promise<Error>;
  readonly wasProven: IsProven;
  /** What is said, with the signature of this desk, where it can sign. */
  readonly signed: <Input extends Signed & object>(about: About, input: Input) => Input;
  /** False where no workflow of this id was there to take the call. */
  readonly unlessGone: (call: () => Promise<unknown>) => Promise<boolean>;
}

const DEFAULT_DEADLINE_MS = 10_000;

export function createLine({
  client,
  record,
  deadlineMs = DEFAULT_DEADLINE_MS,
  sign,
  wasProven = () => false,
}: LineOptions): Line {
  const bounded = <T>(call: () => Promise<T>): Promise<T> =>
    client.withDeadline(Date.now() + deadlineMs, call);

  async function goneCode(caseId: CaseId): Promise<ErrorCode> {
    const row = await record.cases.read(caseId);
    if (!row) return 'CASE_NOT_FOUND';
    return isEnd(row.view.status) ? 'CASE_ENDED' : 'WORKFLOW_MISSING';
  }

  async function asDeskError(error: unknown, caseId: CaseId = ''): Promise<Error> {
    if (error instanceof DeskError) return error;
    const refused = refusalOf(error);
    if (refused) return new DeskError(refused.code, refused.details, { cause: error });
    if (isGone(error)) return new DeskError(await goneCode(caseId), [], { cause: error });
    if (isOutage(error)) return new DeskError('UNAVAILABLE', [], { cause: error });
    return new DeskError('INTERNAL', [], { cause: error });
  }

  return {
    client,
    bounded,
    asDeskError,
    ...(sign && { sign }),
    wasProven,
    signed: (about, input) =>
      sign === undefined ? input : { ...input, signed: sign(saidIn(about, input).statement) },
    async coded(call, caseId) {
      try {
        return await bounded(call);
      } catch (error) {
        throw await asDeskError(error, caseId);
      }
    },
    async unlessGone(call) {
      try {
        await bounded(call);
        return true;
      } catch (error) {
        if (isGone(error)) return false;
        throw await asDeskError(error);
      }
    },
  };
}
