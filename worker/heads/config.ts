// worker/heads/: signed heads of the ledger, made beside the work of the worker and brought out of the building.
/** What the worker is told of the signed heads of the ledger: by which key, how often, by which ways they leave. */
import { isAbsolute } from 'node:path';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import {
  type Env,
  fileOfSetting,
  mailAddress,
  readSettings,
  wholeNumber,
} from '../../base/settings';
import { NO_HEADS } from '../../record/heads/head-files';
import { type HeadSigner, headSigner, publicKeysIn } from '../../record/heads/head-keys';
import { LONGEST_HEAD_INTERVAL_MS } from '../../workflows/contract/verification';

const MINUTE_MS = 60_000;
const DEFAULT_EVERY_MINUTES = 60;

const environment = z.object({
  UNBIND_HEADS_KEY_FILE: z.string().optional(),
  UNBIND_HEADS_PUBLIC_KEYS_FILE: z.string().optional(),
  UNBIND_HEADS_FOLDER: z
    .string()
    .refine(
      (text) => text === NO_HEADS || isAbsolute(text),
      'is neither an absolute path nor `off`',
    )
    .optional(),
  UNBIND_HEADS_MAIL: mailAddress().optional(),
  UNBIND_HEADS_EVERY_MINUTES: wholeNumber(1, LONGEST_HEAD_INTERVAL_MS / MINUTE_MS).default(
    DEFAULT_EVERY_MINUTES,
  ),
});

export interface HeadsConfig {
  /** Absent: heads are not made. */
  readonly signer?: HeadSigner;
  /** Keys whose signatures are accepted, the present one too, by id. */
  readonly publicKeys: ReadonlyMap<string, KeyObject>;
  readonly folder?: string;
  readonly mail?: string;
  readonly everyMs: number;
}

/** The settings alone, without a look at a key. Throws `WrongSettings`. */
export function headsSettings(env: Env): z.output<typeof environment> {
  return readSettings(environment, env);
}

/** Reads settings and keys. Throws `WrongSettings`; `KEY_WRONG` for a key that is none of Ed25519. */
export async function headsConfig(env: Env): Promise<HeadsConfig> {
  const values = headsSettings(env);
  const { UNBIND_HEADS_FOLDER: folder, UNBIND_HEADS_MAIL: mail } = values;
  const pem = await textOf('UNBIND_HEADS_KEY_FILE', values.UNBIND_HEADS_KEY_FILE);
  const more = await textOf('UNBIND_HEADS_PUBLIC_KEYS_FILE', values.UNBIND_HEADS_PUBLIC_KEYS_FILE);
  const signer = pem === undefined ? undefined : headSigner(pem);
  return {
    ...(signer ? { signer } : {}),
    publicKeys: publicKeysIn(`${signer?.publicPem ?? ''}\n${more ?? ''}`),
    ...(folder === undefined || folder === NO_HEADS ? {} : { folder }),
    ...(mail === undefined ? {} : { mail }),
    everyMs: values.UNBIND_HEADS_EVERY_MINUTES * MINUTE_MS,
  };
}

async function textOf(name: string, path: string | undefined): Promise<string | undefined> {
  return path === undefined ? undefined : fileOfSetting(name, path);
}
