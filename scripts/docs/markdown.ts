/** The little Markdown that the generated pages need. */

/** Note at the head of a generated page. */
export function generatedNote(source: string): string {
  return `<!-- Generated from ${source} by \`npm run docs:generate\`; do not edit. -->`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** A table with a head; cells are escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
