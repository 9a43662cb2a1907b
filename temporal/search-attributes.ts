/** Registers the typed search attributes of the cases; they hold public facts only. */
import { temporal } from '@temporalio/proto';
import type { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../workflows/contract/identifiers';

const ALREADY_EXISTS = 6;
const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;

const TYPES = {
  KEYWORD: temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  BOOL: temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
} as const;

/** The part of a connection that registering needs. */
export type OperatorConnection = Pick<Connection, 'operatorService' | 'workflowService'>;

/** `not-permitted`: the server does not let us (Temporal Cloud); an administrator does it once. */
export type Registration = 'registered' | 'present' | 'not-permitted';

function grpcCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'number' ? error.code : undefined;
}

/**
 * Adds the attributes that are missing. Called twice: `present`. Any other failure of the server is
 * thrown as it is.
 */
export async function registerSearchAttributes(
  connection: OperatorConnection,
  namespace: string,
): Promise<Registration> {
  try {
    const known = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = Object.values(SEARCH_ATTRIBUTES).filter(
      ({ name }) => known.customAttributes[name] === undefined,
    );
    if (missing.length === 0) return 'present';
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(({ name, type }) => [name, TYPES[type]])),
    });
    return 'registered';
  } catch (error) {
    const code = grpcCode(error);
    if (code === ALREADY_EXISTS) return 'present';
    if (code === PERMISSION_DENIED || code === UNIMPLEMENTED) return 'not-permitted';
    throw error;
  }
}

/**
 * Waits until the server takes the attributes in queries, which it does a moment after registering.
 * Resolves false if it still does not after `timeoutMs`.
 */
export async function searchAttributesReady(
  connection: OperatorConnection,
  namespace: string,
  timeoutMs = 10_000,
): Promise<boolean> {
  const query = Object.values(SEARCH_ATTRIBUTES)
    .map(({ name }) => `${name} IS NULL`)
    .join(' AND ');
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      await connection.workflowService.countWorkflowExecutions({ namespace, query });
      return true;
    } catch (error) {
      if (Date.now() > deadline) return false;
      const code = grpcCode(error);
      if (code === PERMISSION_DENIED) return false;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
