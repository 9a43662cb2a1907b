/** Shows a request by an example, in the document of the API. */
import type { z } from 'zod';

/** The schema with an example of what it takes; a test holds each against its schema. */
export function shown<Schema extends z.ZodType>(schema: Schema, example: z.input<Schema>): Schema {
  return schema.meta({ examples: [example] });
}
