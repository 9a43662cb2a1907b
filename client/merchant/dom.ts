/** Builds the page's elements. Everything that is shown goes in as text, never as markup. */

type Listener = (event: Event) => void;
type Attribute = string | number | boolean | undefined | Listener;
export type Child = Node | string | undefined | false | readonly Child[];

function append(parent: Node, child: Child): void {
  if (child === undefined || child === false) return;
  if (typeof child === 'string') parent.appendChild(document.createTextNode(child));
  else if (child instanceof Node) parent.appendChild(child);
  else for (const one of child) append(parent, one);
}

/** An element. Attributes that are `false` or `undefined` are left out; functions listen to `on…`. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

/** Puts children in the place of what is there. */
export function replaceChildren(parent: Element, ...children: readonly Child[]): void {
  parent.textContent = '';
  append(parent, children);
}

let lastId = 0;

/** An id that no other element of the page has. */
export function newId(): string {
  lastId += 1;
  return `e${String(lastId)}`;
}

/** A paragraph for each line of a text that a person wrote. */
export function paragraphs(text: string): readonly HTMLElement[] {
  return text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map((line) => h('p', {}, line));
}
