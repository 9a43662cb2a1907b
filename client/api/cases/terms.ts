/** The terms that a merchant accepts, as they are in force now. */
import type { z } from 'zod';
import type { Locale } from '../../../workflows/contract/case-data';
import { ApiError } from '../http/api-error';
import type { ApiDeps, ApiInstance } from '../deps';
import { localeOfRequest } from '../http/problem-answers';
import { termsAnswer } from '../../../wire/cases/consent-answers';
import { addressOf } from '../http/route-table';
import { termsQuery } from '../../../wire/params';

/** Terms in force at a moment in a language, or in any where that language has none. `NOT_FOUND`: none published. */
export async function termsAt(
  deps: ApiDeps,
  at: Date,
  locale: Locale,
): Promise<z.output<typeof termsAnswer>> {
  const all = await deps.record.terms.inForce(at);
  const terms = all.find((candidate) => candidate.locale === locale) ?? all[0];
  if (!terms) throw new ApiError('NOT_FOUND');
  const { version, text, hash } = terms;
  return {
    version,
    locale: terms.locale,
    text,
    hash,
    inForceFrom: terms.inForceFrom.toISOString(),
  };
}

/** Terms in force now, as `termsAt` finds them. */
export async function currentTerms(
  deps: ApiDeps,
  locale: Locale,
): Promise<z.output<typeof termsAnswer>> {
  return termsAt(deps, deps.now(), locale);
}

export function termsRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('readTerms'),
    {
      config: { codes: ['NOT_FOUND'] },
      schema: {
        tags: ['terms'],
        summary: 'Terms in force, in the language of Accept-Language or of the query',
        description:
          'With version and hash, which a consent names. Where that language has none, those in force in ' +
          'another.',
        querystring: termsQuery,
        response: { 200: termsAnswer },
      },
    },
    async (request) => currentTerms(deps, request.query.locale ?? localeOfRequest(request)),
  );
}
