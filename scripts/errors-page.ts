/** The generated page of errors: every code of the table, by what happens after it. */
import { ERRORS, GATE_CODES, publicCode } from '../workflows/contract/errors';
import type { ErrorCode, ErrorRow, Reaction } from '../workflows/contract/errors';
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
`;
}
