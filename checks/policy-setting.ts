/** The setting UNBIND_POLICY: overrides of the durations of new cases, as JSON. */
import { z } from 'zod';

/** Durations in ms by their names in workflows/policy.ts. */
export const policySetting = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.number().int().min(0)));
