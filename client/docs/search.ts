/** Finding operations by everything that is said of them: Swagger UI itself asks tag and path alone. */
import type { ReadMap, Tags } from '@fastify/swagger-ui/static/swagger-ui-bundle.js';

/** Whether a text has every word that was typed, in any order. */
export function says(text: string, typed: string): boolean {
  const words = typed.toLowerCase().split(/\s+/);
  return words.every((word) => text.includes(word));
}

/** What is said of an operation, to be searched. */
export function saidOf(parts: readonly unknown[]): string {
  return parts
    .filter((part) => typeof part === 'string')
    .join(' ')
    .toLowerCase();
}

const SAID = ['summary', 'description', 'operationId'] as const;

function saidOfMap(operation: ReadMap, tag: string): string {
  const own = SAID.map((name) => operation.getIn(['operation', name]));
  return saidOf([tag, operation.get('method'), operation.get('path'), ...own]);
}

/** The plugin of Swagger UI. */
export function searchPlugin(): object {
  const opsFilter = (tags: Tags, typed: string): Tags =>
    tags
      .map((tag, name) =>
        tag.update('operations', (operations) =>
          operations.filter((operation) => says(saidOfMap(operation, name), typed)),
        ),
      )
      .filter((tag) => tag.get('operations').size > 0);
  return { fn: { opsFilter } };
}
