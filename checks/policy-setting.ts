/** The setting UNBIND_POLICY: overrides of the durations of new cases, as JSON. */
import { z } from 'zod';

const durations = z.record(z.string(), z.number().int().min(0));

/** Durations in ms by their names in workflows/policy.ts. */
export const policySetting = z.string().transform((text, context) => {
  const parsed = durations.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  const message = 'is not JSON of durations in ms, like {"noticeWindowMs":2000}';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** What is no JSON has no shape either. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
