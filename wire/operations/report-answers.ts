/** Reports as the API answers them. */
import { z } from 'zod';
import { REPORT_NAMES, REPORT_TIMES } from '../states';
import { type Sent, moment } from '../values';

const cell = z.union([z.string(), z.number()]);
export const reportAnswer = z
  .object({
    name: z.enum(REPORT_NAMES).describe('Which report it is.'),
    from: z.iso.date().describe('First day of the desk, included.'),
    to: z.iso.date().describe('Last day of the desk, included.'),
    time: z.enum(REPORT_TIMES).describe('Which time durations are counted in.'),
    generatedAt: moment.describe('When it was made.'),
    columns: z.array(z.string()).describe('In the order in which to show them.'),
    rows: z.array(z.record(z.string(), cell)).describe('Each cell by the name of its column.'),
  })
  .meta({ id: 'Report' });

export type Report = Sent<z.output<typeof reportAnswer>>;
