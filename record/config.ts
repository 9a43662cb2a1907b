/** What the record takes from the environment; names the variable that is missing or malformed. */
import { z } from 'zod';
import { loadMasterKey } from './keys';

const environment = z.object({
  DATABASE_URL: z
    .string({ error: 'DATABASE_URL is missing: the address of the record, postgres://…' })
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must begin with postgres://'),
  UNBIND_MASTER_KEY: z.string().min(1).optional(),
  UNBIND_MASTER_KEY_FILE: z.string().min(1).optional(),
});

export interface RecordConfig {
  readonly databaseUrl: string;
  readonly masterKey: Buffer;
}

/** Reads address and key. Throws with the variable's name; `KEY_MISSING` / `KEY_WRONG` for the key. */
export async function recordConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<RecordConfig> {
  const parsed = environment.safeParse(
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  );
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => issue.message).join('; '));
  }
  const masterKey = await loadMasterKey({
    masterKey: parsed.data.UNBIND_MASTER_KEY,
    masterKeyFile: parsed.data.UNBIND_MASTER_KEY_FILE,
  });
  return { databaseUrl: parsed.data.DATABASE_URL, masterKey };
}

/** What programs need of our own environment; nothing of it may be a secret. */
const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'TMPDIR', 'TEMP', 'TMP'];
const PASSED_ON_WINDOWS = ['SystemRoot', 'SystemDrive', 'USERPROFILE', 'APPDATA'];

/** Environment of the embedded server's programs: no keys, no settings of another PostgreSQL. */
export function serverEnvironment(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const passed = [...PASSED_ON, ...PASSED_ON_WINDOWS].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(passed), LC_ALL: 'C' };
}
