/** A merchant at the API: one-time codes from the phone, sessions by link and by code, first contacts. */
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { eventually } from '../e2e/eventually';
import { type Answer, type Caller, createCaller } from './caller';
import type { Stage } from './stage';

const HOUR_MS = 3_600_000;

export function cookieOf(answer: Answer): string {
  return answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
}

/** The API with the session that an answer has begun. */
export function withSession(stage: Pick<Stage, 'url'>, answer: Answer): Caller {
  return createCaller(stage.url, { cookie: cookieOf(answer) });
}

/** The merchant of a case, signed in by the link of a mail. */
export async function merchantOf(stage: Stage, caseId: string): Promise<Caller> {
  const token = await stage.record.merchantTokens.issue(caseId, 'link', HOUR_MS);
  return withSession(stage, await stage.anyone.post('/merchant/session', { token }));
}

/** What a merchant sees on their page of the difference that they are asked to agree to. */
export interface ShownExtension {
  readonly revision: number;
  readonly lines: readonly { readonly amountMinor: number; readonly kind: string }[];
  readonly terminals: readonly string[];
  readonly payeeKind?: string;
  readonly closeAccount: boolean;
  readonly hash: string;
  readonly terms: { readonly version: string; readonly hash: string };
}

export async function extensionShown(merchant: Caller): Promise<ShownExtension | undefined> {
  const { body } = await merchant.get('/merchant/case');
  return (body as { extension?: ShownExtension }).extension;
}

/** The merchant agrees to what the page shows beyond the consent. */
export async function agreeToMore(merchant: Caller, changes: object = {}): Promise<Answer> {
  const shown = await extensionShown(merchant);
  if (shown === undefined) throw new Error('nothing is asked of the merchant');
  const { revision, hash: itemisationHash, terms } = shown;
  const named = { termsVersion: terms.version, termsHash: terms.hash, itemisationHash };
  return merchant.post('/merchant/extend-consent', { revision, ...named, ...changes });
}

const CODE = /\b\d{6}\b/;

async function codesOn(stage: Stage, phone: string): Promise<string[]> {
  const texts = await stage.simulator.texts(phone);
  return texts.flatMap(({ body }) =>
    /验证码|your code/.test(body) ? (CODE.exec(body) ?? []) : [],
  );
}

/** Asks for a code and reads it from the phone. */
export async function codeFor(
  stage: Stage,
  phone: string,
  asking: object,
): Promise<{ codeId: string; code: string }> {
  const before = (await codesOn(stage, phone)).length;
  const answer = await stage.anyone.post('/merchant/codes', asking);
  if (answer.status !== 202) throw new Error(`no code: ${answer.text}`);
  const code = await eventually(`a code arrives at ${phone}`, async () => {
    const codes = await codesOn(stage, phone);
    return codes.length > before ? codes.at(-1) : undefined;
  });
  return { codeId: String(answer.body['codeId']), code };
}

/** A first contact as the page sends it, but for the code. */
export function requestOf(merchant: FreshMerchant): object {
  const { merchantNumber, contactName, email, locale, timeZone, terminals } = merchant;
  return {
    channel: 'website',
    reason: 'business-ended',
    closeAccount: true,
    merchant: { merchantNumber, contactName, email, locale, timeZone },
    terminals: terminals.map(({ serialNumber }) => ({ serialNumber })),
  };
}

export interface Requested {
  readonly caseId: string;
  readonly path: string;
  readonly merchant: FreshMerchant;
  /** Signed in by the request itself. */
  readonly caller: Caller;
}

/** A request by the merchant that waits for its identity. */
export async function requested(stage: Stage, merchant?: FreshMerchant): Promise<Requested> {
  const owner = merchant ?? (await stage.simulator.freshMerchant());
  const proof = await codeFor(stage, owner.phone, { purpose: 'request', phone: owner.phone });
  const answer = await stage.anyone.post('/merchant/requests', { ...requestOf(owner), ...proof });
  if (answer.status !== 201) throw new Error(`no request: ${answer.text}`);
  const caseId = String(answer.body['caseId']);
  return { caseId, path: `/cases/${caseId}`, merchant: owner, caller: withSession(stage, answer) };
}
