/** The readable page about the API: one page of HTML made from the OpenAPI document and the error table. */
import { ERRORS, type ErrorCode, publicCode } from '../../workflows/contract/errors';
import { schemaText, shapeName } from './schema-text';

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

type Shape = Parameters<typeof schemaText>[0];
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Shape }>>;
}

/** The parts of the document that the page shows. */
interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly schema?: Shape;
  }[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content & { readonly description?: string }>>;
  readonly 'x-roles'?: readonly string[];
}

interface DocumentLike {
  readonly info?: { readonly title?: string; readonly description?: string };
  readonly paths?: unknown;
  readonly components?: { readonly schemas?: unknown };
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

function details(title: string, text: string): string {
  return `<details><summary>${escape(title)}</summary><pre>${escape(text)}</pre></details>`;
}

function queryHtml({ parameters = [] }: Entry): string {
  const lines = parameters
    .filter((one) => one.in === 'query')
    .map(({ name, schema }) => `${name}: ${schemaText(schema ?? {})}`);
  return lines.length === 0 ? '' : details('Query', lines.join('\n'));
}

function bodyHtml({ requestBody }: Entry): string {
  return Object.entries(requestBody?.content ?? {})
    .map(([type, { schema }]) => details(`Body: ${type}`, schemaText(schema ?? {})))
    .join('');
}

/** Answers of success; refusals are the same everywhere. */
function answerHtml({ responses = {} }: Entry): string {
  return Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([status, { description = '', content = {} }]) => {
      const [[type, { schema = {} }] = ['', {}]] = Object.entries(content);
      const title = `Answer: ${status} ${type === '' ? description : type}`;
      if (schema.$ref !== undefined) {
        const name = escape(shapeName(schema.$ref));
        return `<p>${escape(title)}, <a href="#shape-${name}">${name}</a></p>`;
      }
      return type === '' ? `<p>${escape(title)}</p>` : details(title, schemaText(schema));
    })
    .join('');
}

function operationHtml(entry: Entry): string {
  const who = entry['x-roles'] ? entry['x-roles'].join(', ') : 'everybody';
  return `<h3><code>${entry.method} ${escape(entry.path)}</code></h3>
<p>${escape(entry.summary ?? '')}. ${escape(entry.description ?? '')} <span class="who">For: ${escape(who)}.</span></p>
${queryHtml(entry)}${bodyHtml(entry)}${answerHtml(entry)}`;
}

function shapesHtml({ components }: DocumentLike): string {
  const schemas = (components?.schemas ?? {}) as Readonly<Record<string, Shape>>;
  const shapes = Object.entries(schemas).map(
    ([name, schema]) =>
      `<h3 id="shape-${escape(name)}"><code>${escape(name)}</code></h3><pre>${escape(schemaText(schema))}</pre>`,
  );
  return `<h2>Shapes</h2>${shapes.join('\n')}`;
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
${shapesHtml(document)}
<h2>Error codes</h2><table><thead><tr><th>Code</th><th>HTTP</th><th>Reaction</th><th>Meaning and remedy</th></tr></thead>
<tbody>${codes.map(errorRow).join('')}</tbody></table></body></html>`;
}
