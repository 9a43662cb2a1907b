/**
 * `npm run setup`: first staff and terms of a desk that `npm start` did not make. Works on the record
 * directly, as nobody can sign in to a new one.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { normalizeName } from '../checks/people/names';
import { MAX_NAME_LENGTH, MAX_TEAM_LENGTH, MAX_USER_LENGTH } from '../wire/limits';
import { STAFF_NAME, TEAM_NAME, USER_NAME, isVouchedUser } from '../wire/people/staff-names';
import { messageFor } from '../words/errors';
import { utf8Text } from '../checks/utf8';
import { newPrincipalId } from '../client/api/client-ids';
import { newApiKey, newPassword } from '../client/api/people/password';
import type { DeskRecord, Staff, Terms } from '../record/port/desk-record';
import { type DeskOptions, deskOptions } from './config';
import { CONSENT_KINDS } from '../workflows/contract/case-view';
import { deskLacks } from './desk/desk-lacks';
import { withDeskRecord } from './desk/desk-record';
import { credentialsFile } from './example-case/example-staff';
import { prepareExample } from './example-case/prepare-example';

export const SETUP_HELP = `npm run setup -- COMMAND [options]

First staff and terms of a desk, in the record of DATABASE_URL and UNBIND_MASTER_KEY (or its _FILE); without
DATABASE_URL in the record of npm start in UNBIND_DATA_DIR, whether that desk runs or not.

  staff --user USER --name NAME --role ROLE [--team TEAM]
      adds a person and prints the password for the console and the API key for programs, this once: only
      their hashes are kept
      ROLE: agent, reviewer, operator, auditor or admin; TEAM: support if omitted
  password --user USER
      gives a person another password and prints it, this once; ends their sessions
  terms --version VERSION --from DATE --zh-cn FILE --en FILE [--kind KIND]
      publishes terms; they are in force from DATE (RFC 3339, 2026-12-01T00:00:00+08:00)
      KIND: service if omitted; identity-data or financial-data, which a merchant agrees to apart
  tables
      brings the tables up to date as their owner, of UNBIND_DATABASE_OWNER_URL, and makes the role of DATABASE_URL,
      as which the desk runs
  example
      example terms where there are none, and the example staff where there is no staff; their keys are
      written to demo-credentials.json in UNBIND_DATA_DIR
  --help
      shows this
`;

const typedName = z.string({ error: 'is missing' }).overwrite(normalizeName);
const staffWishes = z.object({
  user: typedName.regex(USER_NAME, `is 1 to ${MAX_USER_LENGTH} letters and digits`),
  name: typedName.regex(STAFF_NAME, `is 1 to ${MAX_NAME_LENGTH} characters`),
  role: z.enum(['agent', 'reviewer', 'operator', 'auditor', 'admin']),
  team: typedName
    .regex(TEAM_NAME, `is 1 to ${MAX_TEAM_LENGTH} letters and digits`)
    .default('support'),
});
const passwordWishes = z.object({ user: typedName });
const termsWishes = z.object({
  kind: z.enum(CONSENT_KINDS, `is one of ${CONSENT_KINDS.join(', ')}`).default('service'),
  version: z
    .string({ error: 'is missing' })
    .regex(/^[\w.-]{1,64}$/, 'is 1 to 64 letters and digits'),
  from: z.iso.datetime({ offset: true, error: 'is no RFC 3339 time with its zone' }),
  'zh-cn': z.string({ error: 'is missing' }),
  en: z.string({ error: 'is missing' }),
});

function wishes<T>(schema: z.ZodType<T>, values: unknown): T {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`);
  throw new Error(wrong.join('\n'));
}

/** What a person signs in with; told once, and nowhere else. */
interface Secrets {
  readonly password: string;
  readonly apiKey: string;
}

/** Adds one member of staff. */
export async function addStaffMember(record: DeskRecord, values: unknown): Promise<Secrets> {
  const { user, name, role, team } = wishes(staffWishes, values);
  const apiKey = newApiKey();
  const { password, passwordHash } = await newPassword();
  const person: Omit<Staff, 'disabled'> = {
    principalId: newPrincipalId(),
    user,
    displayName: name,
    role,
    teamId: team,
  };
  await record.staff.upsert({ ...person, apiKey, passwordHash });
  return { password, apiKey };
}

/** Another password for somebody who has lost theirs, also for the only admin. */
export async function giveNewPassword(record: DeskRecord, values: unknown): Promise<string> {
  const { user } = wishes(passwordWishes, values);
  const found = await record.sessions.findSignIn(user);
  if (!found) throw new Error(`Nobody has the user name ${user}.`);
  if (isVouchedUser(user)) throw new Error(messageFor('VOUCHED_PERSON', 'en'));
  const { password, passwordHash } = await newPassword();
  await record.staff.setPassword(found.staff.principalId, passwordHash);
  await record.sessions.forgiveAttempt({ kind: 'account', name: user, free: 0 });
  return password;
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${file} cannot be read from ${process.cwd()}: ${why}`, { cause });
  }
}

function readText(file: string): string {
  const text = utf8Text(bytesOf(file));
  if (text === undefined) throw new Error(`${file} is not UTF-8. Save it as UTF-8.`);
  return text;
}

/** Publishes one version of the terms in both languages; answers with what was published. */
export async function publishTermsOf(
  record: DeskRecord,
  values: unknown,
): Promise<readonly Terms[]> {
  const { kind, version, from, 'zh-cn': chinese, en } = wishes(termsWishes, values);
  const terms = (locale: Terms['locale'], file: string): Terms => {
    const text = readText(file);
    if (text.trim() === '') throw new Error(`${file} is empty.`);
    const hash = createHash('sha256').update(text, 'utf8').digest('hex');
    return { kind, version, locale, text, hash, inForceFrom: new Date(from) };
  };
  const published = [terms('zh-CN', chinese), terms('en', en)];
  await record.terms.publish(published);
  return published;
}

async function setUpExample(record: DeskRecord, { dataDir }: DeskOptions): Promise<string[]> {
  const done: string[] = [];
  const credentials = await prepareExample(record, dataDir, (line) => done.push(line));
  const where = `Sign-ins and API keys of the example staff: ${credentialsFile(dataDir)}.`;
  return credentials === undefined ? done : [...done, where];
}

const command = z.enum(['staff', 'password', 'terms', 'tables', 'example']);
type Command = z.infer<typeof command>;
type Values = Readonly<Record<string, string | boolean | undefined>>;

async function run(
  wanted: Command,
  record: DeskRecord,
  values: Values,
  options: DeskOptions,
): Promise<string[]> {
  switch (wanted) {
    case 'staff': {
      const { password, apiKey } = await addStaffMember(record, values);
      return [`user: ${String(values['user'])}`, `password: ${password}`, `API key: ${apiKey}`];
    }
    case 'password':
      return [`password: ${await giveNewPassword(record, values)}`];
    case 'terms':
      return (await publishTermsOf(record, values)).map(
        ({ kind, version, locale, hash }) => `${kind} ${version} ${locale} ${hash}`,
      );
    case 'tables':
      return ['The tables are up to date.'];
    case 'example':
      return setUpExample(record, options);
  }
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      user: text,
      name: text,
      role: text,
      team: text,
      kind: text,
      version: text,
      from: text,
      'zh-cn': text,
      en: text,
      help: { type: 'boolean', short: 'h' },
    },
  });
  const wanted = command.safeParse(positionals[0]);
  if (values.help || !wanted.success || positionals.length > 1) {
    console.log(SETUP_HELP);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const options = deskOptions();
  await withDeskRecord(options, async (record) => {
    for (const line of await run(wanted.data, record, values, options)) console.log(line);
    const lacks = await deskLacks(record);
    if (lacks.length > 0) console.error(['Still missing:', ...lacks].join('\n- '));
  });
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
