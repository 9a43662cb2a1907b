/** Writes HTML without a way for content to become markup. */

/** Markup that is safe to stand in a page. */
export interface Html {
  readonly html: string;
}

type Child = Html | string | number | false | undefined | readonly Child[];

/** Markup with its values in place: texts are escaped, what is absent is left out. */
export function markup(parts: TemplateStringsArray, ...values: readonly Child[]): Html {
  const html = parts.map((part, index) => part + textOf(values[index])).join('');
  return { html };
}

function textOf(child: Child): string {
  if (child === undefined || child === false) return '';
  if (typeof child === 'string' || typeof child === 'number') return escaped(String(child));
  return 'html' in child ? child.html : child.map(textOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** A table of columns with their widths in percent; a dash where it would have no rows. */
export function table(
  columns: readonly (readonly [head: string, width: number])[],
  rows: readonly (readonly Child[])[],
): Html {
  if (rows.length === 0) return markup`<p class="none">—</p>`;
  const widths = columns.map(([, width]) => markup`<col style="width:${width}%">`);
  const heads = columns.map(([head]) => markup`<th>${head}</th>`);
  const body = rows.map((row) => markup`<tr>${row.map((cell) => markup`<td>${cell}</td>`)}</tr>`);
  return markup`<table><colgroup>${widths}</colgroup><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table>`;
}

/** Names beside values; what has no value is left out. */
export function facts(pairs: readonly (readonly [string, Child])[]): Html {
  const there = pairs.filter(([, value]) => value !== undefined && value !== false && value !== '');
  return markup`<dl>${there.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}
