/** Says at each member of the document what it means wherever it stands, where its shape says nothing of its own. */
import { GLOSSARY } from '../../../wire/glossary';

interface Named {
  readonly $ref?: string;
  description?: string;
}
type Shapes = Readonly<Record<string, Named>>;

function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? '';
}

/** Explains one member or parameter, in place. */
export function explain(name: string, member: Named, shapes: Shapes): void {
  const words = GLOSSARY[name];
  const said = member.$ref === undefined ? member : (shapes[nameOf(member.$ref)] ?? {});
  if (words !== undefined && said.description === undefined) member.description ??= words;
}

/** Explains every member below a part of the document, in place. */
export function explainMembers(part: unknown, shapes: Shapes): void {
  if (typeof part !== 'object' || part === null) return;
  const { properties = {} } = part as { readonly properties?: Shapes };
  for (const [name, member] of Object.entries(properties)) explain(name, member, shapes);
  for (const child of Object.values(part)) explainMembers(child, shapes);
}
