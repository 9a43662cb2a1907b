/** Whether an answer is one that the document of the API names: its status, and the code that it carries. */

interface Part {
  readonly properties?: { readonly code?: { readonly enum: readonly string[] } };
}
type Content = Readonly<Record<string, { readonly schema: { readonly allOf?: readonly Part[] } }>>;

interface Documented {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
}

const documents = new Map<string, Promise<OpenApi>>();

/** The document of a desk, asked for once. */
function documentOf(url: string): Promise<OpenApi> {
  const known = documents.get(url);
  if (known) return known;
  const asked = fetch(`${url}/openapi.json`).then((answer) => answer.json() as Promise<OpenApi>);
  documents.set(url, asked);
  return asked;
}

/** The operation that a request is for; of two addresses that fit, the one with fewer parameters. */
function operationFor({ paths }: OpenApi, method: string, path: string): Documented | undefined {
  const parts = path.split('/');
  const fitting = Object.keys(paths)
    .filter((pattern) => {
      const known = pattern.split('/');
      return (
        known.length === parts.length &&
        known.every((part, index) => part.startsWith('{') || part === parts[index])
      );
    })
    .sort((a, b) => a.split('{').length - b.split('{').length);
  return paths[fitting[0] ?? '']?.[method.toLowerCase()];
}

/** Codes of a refusal that an answer of the document can carry. */
function codesIn({ content }: { readonly content?: Content }): readonly string[] {
  const parts = content?.['application/problem+json']?.schema.allOf ?? [];
  return parts.flatMap(({ properties }) => properties?.code?.enum ?? []);
}

export interface SeenAnswer {
  readonly method: string;
  readonly address: string;
  readonly status: number;
  /** Of a refusal. */
  readonly code: string | undefined;
}

/** What of an answer the document does not name, in a sentence; undefined where it names all. */
export async function undocumented(url: string, seen: SeenAnswer): Promise<string | undefined> {
  const { method, address, status, code } = seen;
  const operation = operationFor(await documentOf(url), method, new URL(address).pathname);
  if (operation === undefined) return undefined;
  const answer = operation.responses[String(status)];
  const what = `${operation.operationId} answered ${status} ${code ?? ''}`.trimEnd();
  if (answer === undefined) return `${what}, and its document names no such status.`;
  if (code === undefined || codesIn(answer).includes(code)) return undefined;
  return `${what}, and its route does not list the code.`;
}
