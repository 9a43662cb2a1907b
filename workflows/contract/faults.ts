/**
 * The one table of faults of what the product leans on: what a code of PostgreSQL, the network, Temporal, a
 * mail server or a provider's HTTP means here. A fault that is not listed passes: the same call is made again
 * for as long as it takes. Final is only what is listed as final.
 *
 * Sources, read on 2026-11-29: PostgreSQL 18 documentation, appendix A; Node.js 20 documentation, "Common
 * system errors" and "X509 certificate error codes"; gRPC status codes (grpc.io/docs/guides/status-codes);
 * RFC 5321 section 4.2 and RFC 4954 section 6; RFC 9110 section 15 and RFC 6585. Twilio's Error
 * and Warning Dictionary (twilio.com/docs/api/errors) by a copy of 2022, and what has been added since as far as it is
 * known: what it lists for sending a text and for its delivery.
 */
import type { ErrorCode } from './errors';

/** Who speaks in codes. */
export const FAULT_SOURCES = [
  'postgresql',
  'network',
  'temporal',
  'smtp',
  'http',
  'twilio',
] as const;
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
  ...rows('twilio', 'passing', [
    [
      '14107 20429 21611 30001 30017 30022 30023 30027 63038',
      'SMS_UNAVAILABLE',
      'a rate, a queue or the number of texts of the day is used up for now',
    ],
    [
      '30003 30008 30020 30021 30036 30410 30450 30453',
      'SMS_UNAVAILABLE',
      'the handset, its carrier or the provider could not take the text for now',
    ],
  ]),
  ...rows('twilio', 'final', [
    [
      '21202 21211 21214 21217 21265 21268 21408 21610 21612 21614 21635 30004 30005 30006 30011',
      'NOTICE_UNDELIVERED',
      'this number takes no texts from us: wrong, unknown, a landline, barred, or opted out',
    ],
    [
      '21266 21602 21604 21605 21617 21618 30007 30009 30019 30038 30039',
      'NOTICE_UNDELIVERED',
      'this text is not taken: empty, too long, filtered, or to ourselves',
    ],
  ]),
  ...rows('twilio', 'park', [
    [
      '10001 20003 20005 20006 20008 20010 20101 20102 20103 20104 20105 20106 20107 20151 20403 20404 ' +
        '21470 21471 21472 21607 21608 21267 30002 30037 30044 30454',
      'PROVIDER_MISCONFIGURED',
      'our account: signed in wrongly, not found, suspended, or on trial',
    ],
    [
      '21203 21210 21212 21213 21401 21407 21601 21603 21606 21616 21659 21660 21661 21701 21702 21703 21704 ' +
        '21705 21709 21715 30016 30018 30024 30032 30033 30034 30035 30040',
      'PROVIDER_MISCONFIGURED',
      'our sender: a number or messaging service that is not ours, cannot send, or is not registered',
    ],
    [
      '20001 20002 20004 20011 20012 20422 20423 20426 21502 21609 21624 21626 21627 30010 30012 30013 30014 ' +
        '30015 30028 30029 30030 30031 30400 30404',
      'PROVIDER_MISCONFIGURED',
      'our request: an address for callbacks or another parameter that is not taken',
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
  twilio: {
    reaction: 'passing',
    code: 'SMS_UNAVAILABLE',
    what: 'nothing definite is said: the row `http` says what its status means',
  },
};

/** What a code means that somebody we lean on has answered with. */
export function faultOf(source: FaultSource, code: string): Fault {
  return listedFault(source, code) ?? UNLISTED[source];
}

/** The row that names a code; undefined where the table says nothing of it. */
export function listedFault(source: FaultSource, code: string): FaultRow | undefined {
  return FAULTS.find((row) => row.source === source && names(row, code));
}

function names({ codes }: FaultRow, code: string): boolean {
  return codes.some((listed) =>
    listed.endsWith('*') ? code.startsWith(listed.slice(0, -1)) : code === listed,
  );
}
