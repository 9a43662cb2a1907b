/** Example terms and example staff for a record that has none of its own. */
import { mkdirSync } from 'node:fs';
import type { DeskRecord } from '../record/desk-record';
import { type Credentials, ensureExampleStaff } from './example-staff';
import { EXAMPLE_TERMS } from './example-terms';

/**
 * Adds each only where there is none, and says so. Called twice: nothing changes. Undefined where the record
 * has staff of its own; the sign-ins of the others are in the data folder.
 */
export async function prepareExample(
  record: DeskRecord,
  dataDir: string,
  say: (line: string) => void,
): Promise<Credentials | undefined> {
  if ((await record.termsInForce(new Date())).length === 0) {
    await record.publishTerms(EXAMPLE_TERMS);
    say('Example terms are published in zh-CN and en.');
  }
  mkdirSync(dataDir, { recursive: true });
  const credentials = await ensureExampleStaff(record, dataDir);
  if (credentials === undefined) {
    say('The record has staff of its own; no example staff are added.');
  }
  return credentials;
}
