// client/api/docs/: the API's description of itself: its document, the codes of each operation, the page of errors.
/** How a route documents a file that it hands back. */
import { z } from 'zod';
import { FILE_KINDS } from '../../../workflows/contract/files';

/** By every type that one may be of. */
export const FILE_CONTENT = Object.fromEntries(
  Object.keys(FILE_KINDS).map((mediaType) => [mediaType, { schema: z.any() }]),
);
