// client/merchant/: the merchant's page: where it begins, its session with the API, and the parts of its views.
/** The API as this page uses it: every answer is a value, a lost connection included. */
import type { Receipt } from '../../wire/cases/case-answers';
import type { Consents } from '../../wire/cases/consent-answers';
import type { Pack } from '../../wire/cases/evidence-packs';
import { FORMS, type Form } from '../../wire/forms';
import { type Outcome, type Refused, type Way, ask, isInProgress } from '../../wire/ask';
import { type Call, answerOf, formOf, jsonOf, newKey } from '../../wire/http';
import type {
  AskedCode,
  HandedIn,
  MerchantProgress,
  MerchantSession,
  Requested,
} from '../../wire/merchant/merchant-answers';
import type { Finding } from '../../wire/problem-answers';
import { locale } from './language';
import { type PathFor, lineOf, pathOf } from '../../wire/routes';

/** Why something was refused, in words of the page's language. */
export interface Refusal {
  readonly ok: false;
  /** `OFFLINE` where no answer came. */
  readonly code: string;
  readonly title: string;
  readonly problems: readonly Finding[];
  /** Seconds to wait before the next try, where the server says so. */
  readonly retryAfterS?: number;
}

const OFFLINE: Refusal = { ok: false, code: 'OFFLINE', title: '', problems: [] };

export type Answer<T> = { readonly ok: true; readonly value: T } | Refusal;

/** A phone on a slow line gets its time; a dead one gets an end, ms. */
const LIMIT_MS = 45_000;

/** What is asked, and the form of its answer; none: an answer without content. */
interface Asked<T> extends Call {
  readonly form?: Form<T>;
}

/** Keys of calls without an answer yet: the same content again is the same request. */
const pendingKeys = new Map<string, string>();

function limit(): AbortSignal {
  // Phones that are still in use know no `AbortSignal.timeout`.
  const abort = new AbortController();
  setTimeout(() => abort.abort(), LIMIT_MS);
  return abort.signal;
}

const WAY: Way = {
  caller: () => ({ origin: '', locale: locale() }),
  limit,
  init: { credentials: 'same-origin', cache: 'no-store' },
};

async function call<T>({ form, ...asked }: Asked<T>): Promise<Answer<T>> {
  const { content, path } = asked;
  const name = typeof content === 'string' ? `${path} ${content}` : undefined;
  const key = (name === undefined ? undefined : pendingKeys.get(name)) ?? newKey();
  if (name !== undefined) pendingKeys.set(name, key);
  const outcome = await ask(
    asked.method === 'POST' ? { ...asked, key } : asked,
    WAY,
    // Who names no form asks for an answer without content.
    async (response) => (form === undefined ? (undefined as T) : answerOf(response, form)),
  );
  if (name !== undefined && !mayBeUnderWay(outcome)) pendingKeys.delete(name);
  if (outcome.kind === 'refused') return refusalOf(outcome);
  // No answer, or none that can be read: the line is what is wrong, and the page says so.
  if (outcome.kind === 'unanswered') return OFFLINE;
  const { value } = outcome;
  return value === undefined && form !== undefined ? OFFLINE : { ok: true, value: value as T };
}

function mayBeUnderWay(outcome: Outcome<unknown>): boolean {
  if (outcome.kind !== 'refused') return outcome.kind === 'unanswered';
  return outcome.status >= 500 || isInProgress(outcome);
}

function refusalOf({ problem, retryAfterS }: Refused): Refusal {
  if (problem === undefined) return OFFLINE;
  const { code, title, problems } = problem;
  return { ok: false, code, title, problems, ...(retryAfterS !== undefined && { retryAfterS }) };
}

const post = <T>(path: PathFor<'POST'>, form: Form<T>, body: object): Promise<Answer<T>> =>
  call({ method: 'POST', path, form, content: jsonOf(body) });

/** Every call of the page; none of them throws. */
export interface MerchantApi {
  openByToken(token: string): Promise<Answer<MerchantSession>>;
  openByCode(proof: {
    caseId: string;
    codeId: string;
    code: string;
  }): Promise<Answer<MerchantSession>>;
  leave(): Promise<Answer<undefined>>;
  askCode(
    target: { purpose: 'request'; phone: string } | { purpose: 'session'; caseId: string },
  ): Promise<Answer<AskedCode>>;
  request(body: object): Promise<Answer<Requested>>;
  progress(): Promise<Answer<MerchantProgress>>;
  consents(): Promise<Answer<Consents>>;
  consent(body: object): Promise<Answer<Receipt>>;
  agreeToMore(body: object): Promise<Answer<Receipt>>;
  refuse(body: object): Promise<Answer<Receipt>>;
  withdraw(body: object): Promise<Answer<Receipt>>;
  correct(body: object): Promise<Answer<Receipt>>;
  attach(file: File): Promise<Answer<HandedIn>>;
  makePack(): Promise<Answer<Pack>>;
}

export const api: MerchantApi = {
  openByToken: (token) => post(pathOf('beginMerchantSession'), FORMS.merchantSession, { token }),
  openByCode: (proof) => post(pathOf('beginMerchantSession'), FORMS.merchantSession, proof),
  leave: () => call(lineOf('endMerchantSession')),
  askCode: (target) => post(pathOf('sendMerchantCode'), FORMS.askedCode, target),
  request: (body) => post(pathOf('requestUnbinding'), FORMS.requested, body),
  progress: () => call({ ...lineOf('readOwnCase'), form: FORMS.progress }),
  consents: () => call({ ...lineOf('listOwnConsents'), form: FORMS.consents }),
  consent: (body) => post(pathOf('giveConsent'), FORMS.receipt, body),
  agreeToMore: (body) => post(pathOf('giveExtension'), FORMS.receipt, body),
  refuse: (body) => post(pathOf('refuseTerms'), FORMS.receipt, body),
  withdraw: (body) => post(pathOf('withdrawOwnCase'), FORMS.receipt, body),
  correct: (body) => post(pathOf('sendCorrections'), FORMS.receipt, body),
  makePack: () => call({ ...lineOf('makeOwnPack'), form: FORMS.pack }),
  attach: (file) =>
    call({
      ...lineOf('handInFile'),
      form: FORMS.handedIn,
      content: formOf(file, file.name),
    }),
};
