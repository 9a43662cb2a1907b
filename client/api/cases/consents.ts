/** The consents of a case: kept as they are given, and read by whoever may see the case. */
import type { z } from 'zod';
import { maskConsentScope } from '../../../checks/masks';
import type { CaseRow, ConsentRow, GivenConsent, Terms } from '../../../record/port/desk-record';
import { consentsAnswer, type consentAnswer } from '../../../wire/cases/consent-answers';
import type { agreedTo } from '../../../wire/cases/case-requests';
import { caseParams } from '../../../wire/values';
import { publicCode } from '../../../workflows/contract/errors';
import type { Actor, RecordConsent } from '../../../workflows/contract/messages';
import { askerOf, refusalIn } from '../../../workflows/contract/permissions';
import { actorOf, staffOf, visibleCase } from '../http/access';
import { fieldError } from '../http/api-error';
import { addressOf } from '../http/route-table';
import type { ApiDeps, ApiInstance } from '../deps';
import { namesOf } from './answers';

type ConsentAnswer = z.output<typeof consentAnswer>;
type AgreedTo = z.output<z.ZodObject<typeof agreedTo>>;

const EACH_ONCE = { 'zh-CN': '每种同意只能出现一次', en: 'each kind of consent once' };

/**
 * Keeps what was agreed to, each consent in a row of its own, and names the rows for the decision. One kind
 * named twice: `FIELD_INVALID`.
 */
export async function keepConsents(
  deps: ApiDeps,
  { separate = [], ...shown }: AgreedTo,
  given: Pick<ConsentRow, 'caseId' | 'method' | 'locale' | 'by' | 'evidence'>,
): Promise<Pick<RecordConsent, 'method' | 'consentId' | 'separate'>> {
  const kinds = separate.map(({ kind }) => kind);
  const twice = kinds.findIndex((kind, index) => kinds.indexOf(kind) < index);
  if (twice >= 0) throw fieldError(`separate[${twice}].kind`, 'FIELD_INVALID', EACH_ONCE);
  const add = async (part: Pick<ConsentRow, 'kind' | 'termsVersion' | 'termsHash'>) =>
    (await deps.record.consents.add({ ...given, ...shown, ...part })).consentId;
  const { termsVersion, termsHash } = shown;
  const consentId = await add({ kind: 'service', termsVersion, termsHash });
  const apart = [];
  for (const part of separate) apart.push({ kind: part.kind, consentId: await add(part) });
  return { method: given.method, consentId, ...(apart.length > 0 && { separate: apart }) };
}

/** A text of the terms as it is answered. */
export function termsText(terms: Terms): NonNullable<ConsentAnswer['terms']> {
  const { version, locale, text, hash, inForceFrom } = terms;
  return { version, locale, text, hash, inForceFrom: inForceFrom.toISOString() };
}

/** One that adds to another leaves the account as was agreed, unless it names the closure. */
function coversOf({ scope, adds }: GivenConsent): Pick<ConsentAnswer, 'covers'> {
  if (scope === undefined) return {};
  const { terminals, items, payeeKind, closeAccount } = maskConsentScope(scope);
  return {
    covers: {
      terminals: terminals.map(({ serialNumber }) => serialNumber),
      items: items.map(({ serialNumber, kind, amountMinor, currency }) => ({
        serialNumber,
        kind,
        amountMinor,
        currency,
      })),
      ...(payeeKind && { payeeKind }),
      ...((closeAccount || !adds) && { closeAccount }),
    },
  };
}

/** Before a view names its consents, the one to the service that was given last is in force. */
function inForceOf({ view }: CaseRow, given: readonly GivenConsent[]): ReadonlySet<string> {
  const last = given.findLast(({ kind, withdrawn }) => kind === 'service' && !withdrawn);
  const named = view.consents ?? (last ? [last] : []);
  return new Set(named.map(({ consentId }) => consentId));
}

/** Every consent that a case has taken, with what its reader may do about it. */
export async function consentsOf(
  deps: ApiDeps,
  row: CaseRow,
  reader: Actor,
): Promise<z.output<typeof consentsAnswer>> {
  const given = await deps.record.consents.list(row.caseId);
  const inForce = inForceOf(row, given);
  const asker = askerOf(reader, row.involved);
  const items = given.map((consent): ConsentAnswer => {
    const { consentId, kind, terms, termsVersion, termsHash, locale, method, by, at } = consent;
    const isInForce = inForce.has(consentId);
    const refusedBy = refusalIn(row.view, asker, { trigger: 'withdraw', consentId });
    const { evidence, withdrawn } = consent;
    return {
      consentId,
      kind,
      ...(terms && { terms: termsText(terms) }),
      termsVersion,
      termsHash,
      locale,
      method,
      by,
      at: at.toISOString(),
      ...(evidence !== undefined && { evidence }),
      ...coversOf(consent),
      isInForce,
      ...(withdrawn && { withdrawn }),
      mayWithdraw: isInForce && refusedBy === undefined,
      ...(isInForce && refusedBy !== undefined && { refusedBy: publicCode(refusedBy) }),
    };
  });
  const persons = items.flatMap(({ by, withdrawn }) => [by, ...(withdrawn ? [withdrawn.by] : [])]);
  return { items, people: await namesOf(deps, persons) };
}

export function consentRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('listConsents'),
    {
      schema: {
        tags: ['cases'],
        summary: 'The consents of a case: terms as they were read, and what they cover',
        description:
          'With language, method, person, time and evidence, oldest first, also those that were taken back. ' +
          'Serial numbers are masked. To take one back, a withdrawal names it.',
        params: caseParams,
        response: { 200: consentsAnswer },
      },
    },
    async (request) => {
      const staff = staffOf(request);
      const row = await visibleCase(deps, staff, request.params.caseId);
      return consentsOf(deps, row, actorOf(staff));
    },
  );
}
