/** A setting that is written as JSON. */
import { z } from 'zod';

/** The value of a text in JSON that has the shape of `schema`; `message` says what it is to be where it has not. */
export function jsonSetting<T>(schema: z.ZodType<T>, message: string): z.ZodType<T, string> {
  return z.string().transform((text, context): T => {
    const parsed = schema.safeParse(valueOf(text));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** What is no JSON has no shape either. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
