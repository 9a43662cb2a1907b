/** The page of an evidence pack: the same content in each language, made to be read in a browser and printed. */
import type { LedgerHead } from '../../record/port/desk-record';
import { DISCLOSURE } from '../../words/evidence';
import { LOCALES, type Locale } from '../../workflows/contract/case-data';
import { type Html, markup } from './html';
import { readerOf } from './page-reader';
import { consentPart, lifePart, revisionPart } from './page-parts';
import {
  chainPart,
  decisionPart,
  effectPart,
  filePart,
  noticePart,
  notePart,
  proofPart,
} from './page-proofs';
import { pageStyle } from './page-style';
import { PAGE } from './page-words';
import type { ToldCase } from './told-case';

/** What is printed. */
export interface Printed {
  readonly packId: string;
  readonly caseId: string;
  readonly madeAt: string;
  readonly told: ToldCase;
  readonly keyId: string;
  readonly head: LedgerHead;
  /** Row up to which the head has the case. */
  readonly position: number;
}

/** The page before and after the place of its pack; the merchant's language first. */
export function printPage(printed: Printed): { readonly before: string; readonly after: string } {
  const { caseId, told, packId } = printed;
  const first = told.data.contact.locale;
  const locales = [first, ...LOCALES.filter((locale) => locale !== first)];
  const csp = "default-src 'none'; style-src 'unsafe-inline'";
  const style: Html = { html: pageStyle(`${caseId} · ${packId}`) };
  const { html } = markup`<!doctype html>
<html lang="${first}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${csp}"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${caseId}</title><style>${style}</style></head><body>
${locales.map((locale) => inLanguage(printed, locale))}
`;
  return { before: html, after: '\n</body></html>\n' };
}

function inLanguage(printed: Printed, locale: Locale): Html {
  const { caseId, madeAt, told } = printed;
  const reader = readerOf(locale, told);
  const { say, moment } = reader;
  const { application, contact } = told.data;
  return markup`<main lang="${locale}"><header><p class="desk">Unbind Desk</p><h1>${say(PAGE.title)}</h1><p class="about">${application?.merchantName ?? contact.contactName}<br><small>${say(PAGE.merchantNumber)} ${contact.merchantNumber}</small></p><p class="number"><strong>${caseId}</strong><br>${say(PAGE.made)} ${moment(madeAt)}<br>${say(DISCLOSURE[told.disclosure])}</p></header>
<p class="none">${say(PAGE.times, { timeZone: contact.timeZone })}</p>
${lifePart(printed, reader)}
${consentPart(told, reader)}
${revisionPart(told, reader)}
${decisionPart(told, reader)}
${effectPart(told, reader)}
${noticePart(told, reader)}
${filePart(told, reader)}
${told.disclosure === 'merchant' ? undefined : notePart(told, reader)}
${chainPart(printed, reader)}
${proofPart(printed, reader)}
</main>`;
}
