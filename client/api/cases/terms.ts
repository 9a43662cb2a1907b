/** The terms that a merchant accepts, as they are in force now. */
import type { z } from 'zod';
import type { Locale } from '../../../workflows/contract/case-data';
import { DATA_CONSENTS } from '../../../workflows/contract/case-view';
import type { ConsentKind } from '../../../workflows/contract/case-view';
import type { Terms } from '../../../record/port/desk-record';
import { ApiError } from '../http/api-error';
import type { ApiDeps, ApiInstance } from '../deps';
import { localeOfRequest } from '../http/problem-answers';
import { termsAnswer } from '../../../wire/cases/consent-answers';
import { addressOf } from '../http/route-table';
import { termsQuery } from '../../../wire/params';
import { termsText } from './consents';

type TermsText = ReturnType<typeof termsText>;

/** The text of a kind in a language, or in any where that language has none. */
function textOf(all: readonly Terms[], wanted: ConsentKind, locale: Locale): TermsText | undefined {
  const known = all.filter(({ kind }) => kind === wanted);
  const terms = known.find((candidate) => candidate.locale === locale) ?? known[0];
  return terms && termsText(terms);
}

function serviceText(all: readonly Terms[], locale: Locale): TermsText {
  const text = textOf(all, 'service', locale);
  if (!text) throw new ApiError('NOT_FOUND');
  return text;
}

/**
 * Terms of the service in force at a moment in a language, or in any where that language has none. `NOT_FOUND`:
 * none published.
 */
export async function termsAt(deps: ApiDeps, at: Date, locale: Locale): Promise<TermsText> {
  return serviceText(await deps.record.terms.inForce(at), locale);
}

/** The same now, with the texts that are agreed to apart. `NOT_FOUND`: none published. */
export async function currentTerms(
  deps: ApiDeps,
  locale: Locale,
): Promise<z.output<typeof termsAnswer>> {
  const all = await deps.record.terms.inForce(deps.now());
  const separate = DATA_CONSENTS.flatMap((kind) => {
    const apart = textOf(all, kind, locale);
    return apart ? [{ kind, ...apart }] : [];
  });
  return { ...serviceText(all, locale), separate };
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
          'another. `separate` holds the texts that are agreed to apart.',
        querystring: termsQuery,
        response: { 200: termsAnswer },
      },
    },
    async (request) => currentTerms(deps, request.query.locale ?? localeOfRequest(request)),
  );
}
