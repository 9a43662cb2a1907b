/**
 * The page /docs: the document of this desk in Swagger UI, with its contents and a search beside it. Nothing
 * comes from elsewhere, and a request that is tried goes out with the session of the browser.
 */
import SwaggerUI, { type Viewer } from '@fastify/swagger-ui/static/swagger-ui-bundle.js';
import { contentsOf, operationsOf, type DocumentLike } from './contents';
import { proveOwnPage } from './own-page';
import { says, searchPlugin } from './search';

/** Addresses of problems lead here and mean the table of codes. */
const CODE = /^#UNBIND_\w+$/;

function leadToCode(): boolean {
  if (!CODE.test(location.hash)) return false;
  location.replace(`errors${location.hash}`);
  return true;
}

function place(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

function bare(): object {
  return { components: { ServersContainer: () => null, FilterContainer: () => null } };
}

function show(spec: DocumentLike): Viewer {
  return SwaggerUI({
    dom_id: '#viewer',
    spec,
    layout: 'BaseLayout',
    deepLinking: true,
    docExpansion: 'list',
    displayOperationId: true,
    displayRequestDuration: true,
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    syntaxHighlight: { activated: false },
    plugins: [searchPlugin, bare],
    requestInterceptor: proveOwnPage,
  });
}

function listen(viewer: Viewer, contents: HTMLElement): void {
  place('search').addEventListener('input', ({ target }) => {
    const words = target instanceof HTMLInputElement ? target.value : '';
    viewer.layoutActions.updateFilter(words);
    for (const one of contents.querySelectorAll('li')) {
      one.hidden = !says(one.dataset['said'] ?? '', words);
    }
    for (const group of contents.querySelectorAll('details')) {
      group.hidden = group.querySelector('li:not([hidden])') === null;
      group.open = words.trim() !== '';
    }
  });
  addEventListener('hashchange', () => {
    if (!leadToCode()) viewer.layoutActions.parseDeepLinkHash(location.hash);
  });
}

async function start(): Promise<void> {
  const answer = await fetch('../openapi.json');
  if (!answer.ok) throw new Error(`the document is not served: ${answer.status}`);
  const spec = (await answer.json()) as DocumentLike;
  const contents = place('contents');
  contents.append(...contentsOf(operationsOf(spec)));
  listen(show(spec), contents);
}

if (!leadToCode()) {
  start().catch((fault: unknown) => {
    place('viewer').textContent =
      `The description of the API could not be loaded: ${String(fault)}`;
  });
}
