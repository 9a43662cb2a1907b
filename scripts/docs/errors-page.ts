/** The generated page of errors: every code of the table, by what happens after it. */
import { ERRORS, GATE_CODES, publicCode } from '../../workflows/contract/errors';
import type { ErrorCode, ErrorRow, Reaction } from '../../workflows/contract/errors';
import { FAULTS, FAULT_SOURCES, UNLISTED } from '../../workflows/contract/faults';
import type { FaultReaction, FaultRow, FaultSource } from '../../workflows/contract/faults';
import { generatedNote, table } from './markdown';

const CODES = Object.keys(ERRORS) as ErrorCode[];
const ROWS: Readonly<Record<ErrorCode, ErrorRow>> = ERRORS;

const HEADINGS: Readonly<Record<Reaction, string>> = {
  refuse: 'Refused: the caller changes something and asks again',
  retry: 'Retried: the machine goes on by itself',
  park: 'Parked: an operator decides, nothing is lost',
};

function section(reaction: Reaction): string {
  const rows = CODES.filter((code) => ROWS[code].reaction === reaction).map((code) => {
    const { http, meaning, remedy } = ROWS[code];
    return [`\`${publicCode(code)}\``, String(http), meaning, remedy];
  });
  return `## ${HEADINGS[reaction]}\n\n${table(['code', 'HTTP', 'meaning', 'what to do'], rows)}`;
}

const REACTIONS: Readonly<Record<FaultReaction, string>> = {
  passing: 'passes: the same call is made again for as long as it takes',
  final: 'final: the call is refused',
  park: 'a fault of the product or of its settings: stops at once',
};

function faultsSection(): string {
  const names = FAULT_SOURCES.flatMap((source) => [
    ...FAULTS.filter((row) => row.source === source).map((row) => faultCells(source, row)),
    faultCells(source, { ...UNLISTED[source], codes: ['everything else'] }),
  ]);
  return `## Faults of what the desk leans on

What a code of PostgreSQL, the network, Temporal, a mail server or a provider means here
([workflows/contract/faults.ts](../workflows/contract/faults.ts), where the sources are named). The first row of a
source that names a code counts; \`53*\` is every code that begins so.

${table(['who', 'codes', 'class', 'reaction', 'what has happened'], names)}`;
}

function faultCells(
  source: FaultSource,
  { codes, code, reaction, what }: Omit<FaultRow, 'source'>,
): string[] {
  const listed = codes.map((one) => (one.includes(' ') ? one : `\`${one}\``)).join(', ');
  return [source, listed, `\`${publicCode(code)}\``, REACTIONS[reaction], what];
}

/** The whole page. */
export function errorsPage(): string {
  return `# Errors

${generatedNote('workflows/contract/errors.ts')}

Answers of the API are \`application/problem+json\` with \`code\` and, where fields are wrong,
\`problems: [{path, code, message}]\`. Failures in Temporal carry the code as their type. No code, message
or log line contains data of a merchant.

Reasons of the eligibility gate, in the order in which people can clear them:
${GATE_CODES.map((code) => `\`${publicCode(code)}\``).join(', ')}.

${section('refuse')}

${section('retry')}

${section('park')}

${faultsSection()}
`;
}
