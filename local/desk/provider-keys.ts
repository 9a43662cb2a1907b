/** Secrets between the desk and its provider simulator, made once for a data folder. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readState, writeState } from '../state-file';

const keys = z.object({
  acquirerKey: z.string(),
  acquirerWebhookSecret: z.string(),
  twilioAccountSid: z.string(),
  twilioAuthToken: z.string(),
});
export type ProviderKeys = z.infer<typeof keys>;

/** Called twice: the first ones. */
export function ensureProviderKeys(dataDir: string): ProviderKeys {
  const file = join(dataDir, 'simulator-keys.json');
  const known = readState(file, keys);
  if (known) return known;
  const made: ProviderKeys = {
    acquirerKey: randomBytes(24).toString('base64url'),
    acquirerWebhookSecret: randomBytes(24).toString('base64url'),
    twilioAccountSid: `AC${randomBytes(16).toString('hex')}`,
    twilioAuthToken: randomBytes(16).toString('hex'),
  };
  writeState(file, made);
  return made;
}
