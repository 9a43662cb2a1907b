/**
 * By what the simulator of the compose file is reached. Anybody can read it there, so no part of it may stand
 * in for a setting of a real provider that was left empty.
 */
import type { SettingProblem } from '../base/settings';

export const PUBLISHED_SETTINGS = {
  UNBIND_ACQUIRER_URL: 'http://simulator:4010/acquirer/v1',
  UNBIND_ACQUIRER_KEY: 'simulator-acquirer-key',
  UNBIND_ACQUIRER_WEBHOOK_SECRET: 'simulator-webhook-secret',
  TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000000',
  TWILIO_AUTH_TOKEN: 'simulator-auth-token',
  TWILIO_FROM: '+12025550100',
  TWILIO_API_BASE: 'http://simulator:4010',
} as const;

/** True for the simulator's own value of a setting. */
export function isPublished(name: string, value: string): boolean {
  return Object.entries(PUBLISHED_SETTINGS).some(([key, own]) => key === name && own === value);
}

/** The simulator's values among settings of one provider of which another is one's own: each is missing. */
export function standIns(
  settings: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): SettingProblem[] {
  const set = names.filter((name) => settings[name] !== undefined);
  const published = set.filter((name) => isPublished(name, settings[name] ?? ''));
  const own = set.find((name) => !published.includes(name));
  if (own === undefined) return [];
  const message = `is missing: ${own} names a provider of your own, and this is still the simulator's`;
  return published.map((name) => ({ name, message }));
}
