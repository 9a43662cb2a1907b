// record/: the record; what it offers is in port/, how PostgreSQL keeps it in postgres/.
/** What the record takes from the environment; names the variable that is missing or malformed. */
import { z } from 'zod';
import { loadMasterKey } from './postgres/store/keys';
import { type Env, readSettings } from '../base/settings';

/** The address of a PostgreSQL. */
export const databaseAddress = z
  .string({ error: 'is missing: the address of the record, postgres://…' })
  .regex(/^postgres(ql)?:\/\//, 'does not begin with postgres://')
  .refine((text) => URL.canParse(text), {
    error: 'is no address; signs like / and @ in a password are written as %2F and %40',
  });

const environment = z.object({
  DATABASE_URL: databaseAddress,
  UNBIND_DATABASE_OWNER_URL: databaseAddress.optional(),
  UNBIND_MASTER_KEY: z.string().optional(),
  UNBIND_MASTER_KEY_FILE: z.string().optional(),
  UNBIND_DATA_DIR: z.string().optional(),
});

export interface RecordConfig {
  readonly databaseUrl: string;
  /** Who owns the tables, where that is another than who runs. */
  readonly ownerUrl?: string;
  readonly masterKey: Buffer;
  /** Folder in which this machine keeps its own stores, as `npm start` tells its programs. */
  readonly storesIn?: string;
}

/** The settings alone, without a look at a key. Throws `WrongSettings`. */
export function recordSettings(env: Env): z.output<typeof environment> {
  return readSettings(environment, env);
}

/** Reads address and key. Throws `WrongSettings`; `KEY_MISSING` / `KEY_WRONG` for the key. */
export async function recordConfig(env: Env = process.env): Promise<RecordConfig> {
  const values = recordSettings(env);
  const masterKey = await loadMasterKey({
    masterKey: values.UNBIND_MASTER_KEY,
    masterKeyFile: values.UNBIND_MASTER_KEY_FILE,
  });
  const { UNBIND_DATA_DIR: storesIn, UNBIND_DATABASE_OWNER_URL: ownerUrl } = values;
  return {
    databaseUrl: values.DATABASE_URL,
    ...(ownerUrl !== undefined && { ownerUrl }),
    masterKey,
    ...(storesIn !== undefined && { storesIn }),
  };
}

/** What programs need of our own environment; nothing of it may be a secret. */
const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'TMPDIR', 'TEMP', 'TMP'];
const PASSED_ON_WINDOWS = ['SystemRoot', 'SystemDrive', 'USERPROFILE', 'APPDATA'];

/** Environment of the embedded server's programs: no keys, no settings of another PostgreSQL. */
export function serverEnvironment(env: Env = process.env): Record<string, string> {
  const passed = [...PASSED_ON, ...PASSED_ON_WINDOWS].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(passed), LC_ALL: 'C' };
}
