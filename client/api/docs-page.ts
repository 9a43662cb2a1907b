/** The readable page about the API: one page of HTML made from the OpenAPI document and the error table. */
import { ERRORS, type ErrorCode, publicCode } from '../../workflows/contract/errors';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #d0d7de;padding:.4rem;text-align:left;vertical-align:top}
code,pre{background:#f3f4f6;border-radius:4px;padding:.1rem .3rem}pre{padding:.8rem;overflow:auto}
h2{margin-top:2.5rem}h3 code{font-size:1rem}.who{color:#57606a}`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** The parts of the document that the page shows. */
interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly requestBody?: unknown;
  readonly 'x-roles'?: readonly string[];
}

interface DocumentLike {
  readonly info?: { readonly title?: string; readonly description?: string };
  readonly paths?: unknown;
}

interface Entry extends Operation {
  readonly method: string;
  readonly path: string;
}

function entriesOf(document: DocumentLike): readonly Entry[] {
  const paths = (document.paths ?? {}) as Readonly<Record<string, Record<string, Operation>>>;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  );
}

function operationHtml(entry: Entry): string {
  const who = entry['x-roles'] ? entry['x-roles'].join(', ') : 'everybody';
  const body = entry.requestBody
    ? `<details><summary>Body</summary><pre>${escape(JSON.stringify(entry.requestBody, null, 2))}</pre></details>`
    : '';
  return `<h3><code>${entry.method} ${escape(entry.path)}</code></h3>
<p>${escape(entry.summary ?? '')}. ${escape(entry.description ?? '')} <span class="who">For: ${escape(who)}.</span></p>${body}`;
}

function errorRow(code: ErrorCode): string {
  const { http, reaction, meaning, remedy } = ERRORS[code];
  const name = publicCode(code);
  return `<tr id="${name}"><td><code>${name}</code></td><td>${http}</td><td>${reaction}</td><td>${escape(meaning)} ${escape(remedy)}</td></tr>`;
}

/** The whole page; everything that comes from the document is escaped. */
export function docsPage(document: DocumentLike): string {
  const entries = entriesOf(document);
  const areas = [...new Set(entries.map(({ tags }) => tags?.[0] ?? 'other'))];
  const sections = areas.map((area) => {
    const own = entries.filter(({ tags }) => (tags?.[0] ?? 'other') === area);
    return `<h2>${escape(area)}</h2>${own.map(operationHtml).join('\n')}`;
  });
  const codes = Object.keys(ERRORS) as ErrorCode[];
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Unbind Desk API</title><style>${STYLE}</style></head>
<body><h1>${escape(document.info?.title ?? '')} API</h1><p>${escape(document.info?.description ?? '')}</p>
<p>The same as a document for machines: <a href="/openapi.json">OpenAPI 3.1</a>.</p>
${sections.join('\n')}
<h2>Error codes</h2><table><thead><tr><th>Code</th><th>HTTP</th><th>Reaction</th><th>Meaning and remedy</th></tr></thead>
<tbody>${codes.map(errorRow).join('')}</tbody></table></body></html>`;
}
