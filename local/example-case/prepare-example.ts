/** Example terms and example staff for a record that has none of its own. */
import { mkdirSync } from 'node:fs';
import type { DeskRecord } from '../../record/port/desk-record';
import { type Credentials, ensureExampleStaff, readCredentials } from './example-staff';
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
  const inForce = await record.terms.inForce(new Date());
  const isOwn = inForce.some(({ hash }) => EXAMPLE_TERMS.every((example) => example.hash !== hash));
  if (!isOwn && inForce.length < EXAMPLE_TERMS.length) {
    await record.terms.publish(EXAMPLE_TERMS);
    say('Example terms are published in zh-CN and en.');
  }
  mkdirSync(dataDir, { recursive: true });
  const credentials = await ensureExampleStaff(record, dataDir);
  if (credentials === undefined) {
    say('The record has staff of its own; no example staff are added.');
  }
  return credentials;
}

/**
 * For a desk with a real provider: makes nothing, and says what such a desk lacks and how it gets it, or that
 * example staff of an earlier start can still sign in.
 */
export async function tellWithoutExample(
  record: DeskRecord,
  dataDir: string,
  say: (line: string) => void,
): Promise<void> {
  const known = readCredentials(dataDir);
  const example = known && (await record.staff.findByApiKey(known.admin.apiKey));
  if (example) {
    say(
      'CAUTION: example staff of an earlier start can sign in beside real providers. Take another',
    );
    say('  UNBIND_DATA_DIR for real work, or disable each of them in the console, under People.');
  } else if ((await record.staff.count()) === 0) {
    say('Nobody can sign in yet. First staff: npm run setup -- --help');
  }
  if ((await record.terms.inForce(new Date())).length === 0) {
    say('No terms are in force, so no consent can be recorded: npm run setup -- --help');
  }
}
