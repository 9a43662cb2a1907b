/**
 * The one table of faults of what the product leans on: what a code of PostgreSQL, the network, Temporal, a
 * mail server or a provider's HTTP means here. A fault that is not listed passes: the same call is made again
 * for as long as it takes. Final is only what is listed as final.
 *
 * Sources, read on 2026-11-29: PostgreSQL 18 documentation, appendix A; Node.js 20 documentation, "Common
 * system errors" and "X509 certificate error codes"; gRPC status codes (grpc.io/docs/guides/status-codes);
 * RFC 5321 section 4.2 and RFC 4954 section 6; RFC 9110 section 15 and RFC 6585.
 */
import type { ErrorCode } from './errors';

/** Who speaks in codes. */
export const FAULT_SOURCES = ['postgresql', 'network', 'temporal', 'smtp', 'http'] as const;
export type FaultSource = (typeof FAULT_SOURCES)[number];

/**
 * - `passing`: the same call may succeed later
 * - `final`: this call never will; who asked for it hears so
 * - `park`: a fault of the product or of its settings: it stops at once, never loops, and an operator decides
 */
export type FaultReaction = 'passing' | 'final' | 'park';

export interface Fault {
  readonly reaction: FaultReaction;
  /** Its class, as the list for attention, answers and logs name it. */
  readonly code: ErrorCode;
  /** What has happened, without any value. */
  readonly what: string;
}

export interface FaultRow extends Fault {
  readonly source: FaultSource;
  /** `25006`, or every code that begins so: `53*`. */
  readonly codes: readonly string[];
}

function rows(
  source: FaultSource,
  reaction: FaultReaction,
  listed: readonly (readonly [codes: string, code: ErrorCode, what: string])[],
): readonly FaultRow[] {
  return listed.map(([codes, code, what]) => ({
    source,
    reaction,
    codes: codes.split(' '),
    code,
    what,
  }));
}

/** The first row that names a code counts. */
export const FAULTS: readonly FaultRow[] = [
  ...rows('postgresql', 'final', [
    ['22021 22P05', 'BAD_REQUEST', 'a text holds a sign that the record cannot keep'],
    ['UD002', 'CASE_NOT_FOUND', 'our own function: no such case'],
  ]),
  ...rows('postgresql', 'park', [
    ['UD001', 'LEDGER_CONFLICT', 'our own function: another row has the number'],
    ['40002', 'INTERNAL', 'a constraint was violated'],
  ]),
  ...rows('postgresql', 'passing', [
    ['25006', 'RECORD_READ_ONLY', 'the record is read-only, as during a failover'],
    ['53100', 'DISK_FULL', 'the disk of the record is full'],
    ['08* 57P*', 'RECORD_UNAVAILABLE', 'the record is out of reach'],
    ['28*', 'RECORD_REFUSED', 'the record refuses the user name or the password'],
    ['3D000', 'RECORD_REFUSED', 'the database does not exist'],
    ['42501', 'RECORD_REFUSED', 'the role lacks a privilege'],
    [
      '25P03 25P04 40* 53* 55006 55P03 57014',
      'RECORD_BUSY',
      'the record is overloaded, or a lock was held for too long',
    ],
    ['58* F0* XX*', 'RECORD_FAULT', 'the record reports a fault of its own system or files'],
  ]),
  ...rows('postgresql', 'park', [
    ['0A* 21* 2F* 34* 38* 39* 3B* 3F* 42* 44* 54* P0*', 'INTERNAL', 'a statement is wrong'],
    ['22*', 'INTERNAL', 'a value does not fit its place'],
    ['23*', 'INTERNAL', 'a constraint was violated'],
  ]),
  ...rows('network', 'passing', [
    ['ENOSPC EDQUOT', 'DISK_FULL', 'the disk of the record is full'],
    [
      'CERT_* CRL_* UNABLE_TO_* SELF_SIGNED_* DEPTH_ZERO_* HOSTNAME_MISMATCH INVALID_CA ' +
        'INVALID_PURPOSE PATH_LENGTH_EXCEEDED ERR_TLS_CERT_ALTNAME_INVALID',
      'RECORD_REFUSED',
      'the certificate of the record is not trusted',
    ],
    ['ERR_SOCKET_* ERR_SSL_* ERR_STREAM_* ERR_TLS_*', 'RECORD_UNAVAILABLE', 'the connection broke'],
  ]),
  ...rows('network', 'park', [['ERR_*', 'INTERNAL', 'Node.js was called in a wrong way']]),
  ...rows('temporal', 'final', [['5', 'CASE_NOT_FOUND', 'NOT_FOUND: no workflow has this id']]),
  ...rows('temporal', 'park', [
    ['3 6 11 12', 'INTERNAL', 'INVALID_ARGUMENT, ALREADY_EXISTS, OUT_OF_RANGE, UNIMPLEMENTED'],
  ]),
  ...rows('smtp', 'park', [
    ['530 534 535 538 EAUTH', 'PROVIDER_MISCONFIGURED', 'the mail server refuses our sign-in'],
  ]),
  ...rows('smtp', 'final', [
    [
      '501 550 551 553 554 555 556 EENVELOPE EMESSAGE',
      'NOTICE_UNDELIVERED',
      'the message or its address is refused for good',
    ],
  ]),
  ...rows('http', 'passing', [['429', 'ACQUIRER_BUSY', 'the provider limits the rate of calls']]),
  ...rows('http', 'park', [
    [
      '400 401 402 403 404 405 406 409 410 411 413 414 415 422 451',
      'PROVIDER_MISCONFIGURED',
      'the provider rejects our credentials, our address or our request',
    ],
  ]),
];

/** What passes without being listed, by who said it. */
export const UNLISTED: Readonly<Record<FaultSource, Fault>> = {
  postgresql: {
    reaction: 'passing',
    code: 'RECORD_FAULT',
    what: 'the record reports a fault that is not known',
  },
  network: { reaction: 'passing', code: 'RECORD_UNAVAILABLE', what: 'the record is out of reach' },
  temporal: { reaction: 'passing', code: 'TEMPORAL_UNAVAILABLE', what: 'Temporal is out of reach' },
  smtp: { reaction: 'passing', code: 'EMAIL_UNAVAILABLE', what: 'the mail server refuses for now' },
  http: {
    reaction: 'passing',
    code: 'ACQUIRER_UNAVAILABLE',
    what: 'the provider does not answer, or answers with a fault of its own',
  },
};

/** What a code means that somebody we lean on has answered with. */
export function faultOf(source: FaultSource, code: string): Fault {
  return FAULTS.find((row) => row.source === source && names(row, code)) ?? UNLISTED[source];
}

function names({ codes }: FaultRow, code: string): boolean {
  return codes.some((listed) =>
    listed.endsWith('*') ? code.startsWith(listed.slice(0, -1)) : code === listed,
  );
}
