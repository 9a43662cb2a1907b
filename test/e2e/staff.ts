/** Staff and terms that every system under test starts with. */
import { createHash, randomBytes } from 'node:crypto';
import type { DeskRecord } from '../../record/port/desk-record';
import { LOCALES } from '../../workflows/contract/case-data';
import type { Phrase } from '../../workflows/contract/case-data';
import { CONSENT_KINDS } from '../../workflows/contract/case-view';
import type { ConsentKind } from '../../workflows/contract/case-view';

export const ROLES = ['agent', 'agent2', 'reviewer', 'reviewer2', 'operator', 'operator2'] as const;
export type StaffName = (typeof ROLES)[number];

/** Adds one member of staff a name, with a random API key each. */
export async function addStaff(record: DeskRecord): Promise<Record<StaffName, string>> {
  const keys = await Promise.all(
    ROLES.map(async (name) => {
      const apiKey = randomBytes(24).toString('base64url');
      await record.staff.upsert({
        principalId: `s_${name}`,
        user: name,
        displayName: name,
        role: name.startsWith('agent')
          ? 'agent'
          : name.startsWith('reviewer')
            ? 'reviewer'
            : 'operator',
        teamId: 'team-1',
        apiKey,
      });
      return [name, apiKey] as const;
    }),
  );
  return Object.fromEntries(keys) as Record<StaffName, string>;
}

export async function publishExampleTerms(record: DeskRecord): Promise<void> {
  const texts: Readonly<Record<ConsentKind, Phrase>> = {
    service: {
      'zh-CN': '解绑后终端停止收款，押金按明细退还。',
      en: 'The terminal stops taking payments.',
    },
    'identity-data': { 'zh-CN': '我们处理证件号码。', en: 'We handle the document number.' },
    'financial-data': { 'zh-CN': '我们处理收款账户。', en: 'We handle the payee account.' },
  };
  await record.terms.publish(
    CONSENT_KINDS.flatMap((kind) =>
      LOCALES.map((locale) => ({
        kind,
        version: '1',
        locale,
        text: texts[kind][locale],
        hash: createHash('sha256').update(texts[kind][locale]).digest('hex'),
        inForceFrom: new Date('2026-01-01T00:00:00Z'),
      })),
    ),
  );
}
