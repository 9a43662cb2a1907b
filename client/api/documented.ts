/** How a route documents its success; its refusals follow from its codes (see route-codes). */
import { z } from 'zod';
import { FILE_KINDS } from '../../workflows/contract/files';

/** The success of a route. */
export function answers<Status extends number, Schema extends z.ZodType>(
  successStatus: Status,
  schema: Schema,
): Record<Status, Schema> {
  const success = { [successStatus]: schema } as Record<Status, Schema>;
  return success;
}

/** A file that is handed back, by every type that one may be of. */
export const FILE_CONTENT = Object.fromEntries(
  Object.keys(FILE_KINDS).map((mediaType) => [mediaType, { schema: z.any() }]),
);
