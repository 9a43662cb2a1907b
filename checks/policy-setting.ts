/** The setting UNBIND_POLICY: overrides of the durations of new cases, as JSON. */
import { z } from 'zod';
import { jsonSetting } from './json-setting';

/** Durations in ms by their names in workflows/policy.ts. */
export const policySetting = jsonSetting(
  z.record(z.string(), z.number().int().min(0)),
  'is not JSON of durations in ms, like {"noticeWindowMs":2000}',
);
