/** Column types that all tables of the record use. */
import { customType, timestamp } from 'drizzle-orm/pg-core';

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

export function moment(name: string): ReturnType<typeof timestamp<string, 'date'>> {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}
