/** The page of error codes, to which the `type` of every problem leads: the table of errors, to read. */
import { ERRORS, type ErrorCode, publicCode } from '../../../workflows/contract/errors';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #d0d7de;padding:.4rem;text-align:left;vertical-align:top}
code{background:#f3f4f6;border-radius:4px;padding:.1rem .3rem}tr:target{background:#fff8c5}`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');
}

function rowOf(code: ErrorCode): string {
  const { http, reaction, meaning, remedy } = ERRORS[code];
  const name = publicCode(code);
  return `<tr id="${name}"><td><code>${name}</code></td><td>${http}</td><td>${reaction}</td><td>${escape(meaning)} ${escape(remedy)}</td></tr>`;
}

/** The whole page; every row has the address of its code. */
export function errorTable(): string {
  const codes = Object.keys(ERRORS) as ErrorCode[];
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Unbind Desk API: error codes</title><style>${STYLE}</style></head>
<body><main><h1>Error codes</h1><p><a href="/docs/">The API</a></p>
<table><thead><tr><th>Code</th><th>HTTP</th><th>Reaction</th><th>Meaning and remedy</th></tr></thead>
<tbody>${codes.map(rowOf).join('')}</tbody></table></main></body></html>`;
}
