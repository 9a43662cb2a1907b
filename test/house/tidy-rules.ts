/** Rules of the house as pure functions over one file, so that each can be shown to find its violation. */
import ts from 'typescript';

/** Names that others prescribe, or that carry a language. */
const prescribed =
  /^(README(\.zh-CN)?\.md|LICENSE|(CONTRIBUTING|CHANGELOG|SECURITY)\.md|Dockerfile|_journal\.json)$/;
const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const migration = /^\d{4}_[a-z0-9_]+\.(sql|json)$/;
const localized = /^[a-z0-9-]*\.?zh-CN(\.[a-z0-9-]+)*$/;

/** Segments of a path that are not kebab-case. */
export function misnamed(path: string): string[] {
  return path
    .split('/')
    .filter((name) => ![prescribed, kebab, migration, localized].some((form) => form.test(name)));
}

/** True where a source file says in its first lines what lives there. */
export function startsWithComment(source: string): boolean {
  return /^(#!.*\n)?(\/\*\*|\/\/) ?\n?( \* )?\S/.test(source);
}

/** Titles that two tests under the same heading of a file share. */
export function duplicateTitles(file: string, source: string): string[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const seen = new Set<string>();
  const twice: string[] = [];
  const visit = (node: ts.Node, heading: string): void => {
    const call = ts.isCallExpression(node) ? titledCall(node) : undefined;
    if (call?.kind === 'test') {
      const title = `${heading}${call.title}`;
      if (seen.has(title)) twice.push(title);
      seen.add(title);
    }
    const next = call?.kind === 'describe' ? `${heading}${call.title} › ` : heading;
    ts.forEachChild(node, (child) => {
      visit(child, next);
    });
  };
  visit(tree, '');
  return twice;
}

function titledCall(
  call: ts.CallExpression,
): { kind: 'test' | 'describe'; title: string } | undefined {
  const match = /^(test|it|describe)\b/.exec(call.expression.getText());
  const [first] = call.arguments;
  if (!match || !first) return undefined;
  if (!ts.isStringLiteralLike(first) && !ts.isTemplateExpression(first)) return undefined;
  return { kind: match[1] === 'describe' ? 'describe' : 'test', title: first.getText() };
}

/** Words that promise work instead of doing it. Spelled apart, so that this file passes. */
export function leftOvers(source: string): string[] {
  return (
    source.match(new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`, 'g')) ??
    []
  );
}

const permissive = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'CC-BY-4.0',
  'Unlicense',
  'Python-2.0',
]);

/** True where one may use the work under a permissive license: every `AND` part, any `OR` part. */
export function isPermissive(license: string): boolean {
  const plain = license.replace(/^\((.*)\)$/, '$1').replace(/ \(http[^)]*\)$/, '');
  if (/ or /i.test(plain)) return plain.split(/ or /i).some(isPermissive);
  return plain.split(' AND ').every((one) => permissive.has(one.trim()));
}

/** Settings of the product and of what it builds on, as they are named in code or documents. */
export function environmentNames(source: string): Set<string> {
  const names = source.match(/\b(UNBIND|TEMPORAL|STRIPE|TWILIO|DATABASE)_[A-Z][A-Z0-9_]*\b/g) ?? [];
  return new Set(names);
}

/** Names that `.env.example` offers, set or commented out. */
export function exampleNames(source: string): Set<string> {
  return new Set(
    [...source.matchAll(/^(?:# ?)?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name ?? ''),
  );
}
