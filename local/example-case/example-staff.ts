/** People of the example desk and the file in which their sign-ins are kept on this machine. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { z } from 'zod';
import { newApiKey } from '../../client/api/people/password';
import { STAFF_NAMES, type StaffName, roleOf } from '../../client/cli/example-staff';
import type { DeskRecord } from '../../record/port/desk-record';
import { readState, writeState } from '../state-file';

const credential = z.object({
  user: z.string(),
  password: z.string(),
  apiKey: z.string(),
});
const credentialsSchema = z.record(z.enum(STAFF_NAMES), credential);
export type Credentials = z.infer<typeof credentialsSchema>;

const DISPLAY_NAMES: Readonly<Record<StaffName, string>> = {
  agent: '林晓 Lin Xiao',
  agent2: '陈曦 Chen Xi',
  reviewer: '周敏 Zhou Min',
  reviewer2: '吴越 Wu Yue',
  operator: '赵磊 Zhao Lei',
  operator2: '孙悦 Sun Yue',
  auditor: '钱宁 Qian Ning',
  admin: '郑安 Zheng An',
};
const TEAM = 'support';

export function credentialsFile(dataDir: string): string {
  return join(dataDir, 'demo-credentials.json');
}

/** The sign-ins that an earlier start made; undefined before the first. */
export function readCredentials(dataDir: string): Credentials | undefined {
  return readState(credentialsFile(dataDir), credentialsSchema);
}

function newCredentials(): Credentials {
  const entries = STAFF_NAMES.map((name) => [
    name,
    {
      user: name,
      password: randomBytes(12).toString('base64url'),
      apiKey: newApiKey(),
    },
  ]);
  return credentialsSchema.parse(Object.fromEntries(entries));
}

/**
 * Makes sure that the sign-ins of the file open the record. Called twice: nothing changes. Undefined where
 * the record has staff of its own that this folder knows nothing of; those are left alone.
 */
export async function ensureExampleStaff(
  record: DeskRecord,
  dataDir: string,
): Promise<Credentials | undefined> {
  const known = readCredentials(dataDir);
  if (known && (await record.staff.findByApiKey(known.admin.apiKey))) return known;
  // The first without the last: an earlier start was killed between them.
  const begun = known !== undefined && (await record.staff.findByApiKey(known.agent.apiKey));
  if (!begun && (await record.staff.count()) > 0) return undefined;
  const credentials = known ?? newCredentials();
  // Written first: a key that nobody holds is worse than a file that the record does not know yet.
  writeState(credentialsFile(dataDir), credentials);
  for (const name of STAFF_NAMES) {
    const { user, password, apiKey } = credentials[name];
    await record.staff.upsert({
      principalId: `s_EXAMPLE_${name.toUpperCase()}`,
      user,
      displayName: DISPLAY_NAMES[name],
      role: roleOf(name),
      teamId: TEAM,
      apiKey,
      passwordHash: await hash(password),
    });
  }
  return credentials;
}
