// client/docs/: the page about the API: contents and search around Swagger UI.
/** The contents of the document: every operation by its area, each a link to where the viewer shows it. */
import { saidOf } from './search';

interface Operation {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
}

export interface DocumentLike {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Entry {
  readonly area: string;
  readonly id: string;
  readonly title: string;
  /** What a search asks. */
  readonly said: string;
}

export function operationsOf({ paths }: DocumentLike): readonly Entry[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const { operationId: id = '', tags = [], summary, description } = operation;
      const [area = ''] = tags;
      const said = saidOf([area, method, path, summary, description, id]);
      return { area, id, title: summary ?? id, said };
    }),
  );
}

function itemOf({ area, id, title, said }: Entry): HTMLLIElement {
  const link = document.createElement('a');
  link.href = `#/${encodeURIComponent(area)}/${id}`;
  link.textContent = title;
  const item = document.createElement('li');
  item.dataset['said'] = said;
  item.append(link);
  return item;
}

export function contentsOf(entries: readonly Entry[]): readonly HTMLElement[] {
  const areas = [...new Set(entries.map(({ area }) => area))];
  return areas.map((area) => {
    const summary = document.createElement('summary');
    summary.textContent = area;
    const list = document.createElement('ul');
    list.append(...entries.filter((one) => one.area === area).map(itemOf));
    const group = document.createElement('details');
    group.append(summary, list);
    return group;
  });
}
