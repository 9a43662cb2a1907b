/**
 * A case from its opening to its end, by a client that knows no more than docs/openapi.json: its types are made
 * by `openapi-typescript` (test/support/generated-client.ts), so this folder is compiled apart from the rest.
 */
import createClient from 'openapi-fetch';
import type { components, paths } from '../../dist/generated-client/api';

type Body<Path extends keyof paths, Method extends 'post' | 'put'> = paths[Path][Method] extends {
  requestBody: { content: { 'application/json': infer Content } };
}
  ? Content
  : never;
type Opening = Body<'/api/v1/cases', 'post'>;
type Application = Body<'/api/v1/cases/{caseId}/application', 'put'>;
type Case = components['schemas']['Case'];

export type Merchant = Opening['merchant'] &
  Pick<Opening, 'terminals'> &
  Required<Pick<Application, 'merchantName' | 'document' | 'phone' | 'deposits'>>;

const LOOK_AGAIN_MS = 250;

function clientOf(apiUrl: string, apiKey: string) {
  return createClient<paths>({
    baseUrl: apiUrl,
    headers: { authorization: `Bearer ${apiKey}` },
  });
}

/** The content of a successful answer; a refusal is thrown with all that it says. */
async function told<Data>(
  answer: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await answer;
  if (data === undefined) throw new Error(`${response.status} ${JSON.stringify(error)}`);
  return data;
}

/** Plays the case and answers with it as it has ended. */
export async function playCase(
  apiUrl: string,
  keys: { readonly agent: string; readonly reviewer: string },
  merchant: Merchant,
): Promise<Case> {
  const agent = clientOf(apiUrl, keys.agent);
  const reviewer = clientOf(apiUrl, keys.reviewer);
  const { merchantNumber, contactName, phone, email, locale, timeZone } = merchant;
  const terminals = merchant.terminals.map(({ serialNumber }) => ({ serialNumber }));
  const { caseId } = await told(
    agent.POST('/api/v1/cases', {
      body: {
        channel: 'hotline',
        reason: 'business-ended',
        merchant: { merchantNumber, contactName, phone, email, locale, timeZone },
        terminals,
        closeAccount: true,
      },
    }),
  );
  const params = { path: { caseId } };
  await told(
    agent.POST('/api/v1/cases/{caseId}/verify-identity', {
      params,
      body: { method: 'callback', documents: [], evidence: 'The number answered.' },
    }),
  );
  const terms = await told(agent.GET('/api/v1/terms/current'));
  const items = await told(agent.GET('/api/v1/cases/{caseId}/itemisation', { params }));
  await told(
    agent.POST('/api/v1/cases/{caseId}/consent', {
      params,
      body: {
        method: 'recorded-call',
        evidence: 'call 0001',
        termsVersion: terms.version,
        termsHash: terms.hash,
        itemisationHash: items.hash,
      },
    }),
  );
  const { revision, problems } = await told(
    agent.PUT('/api/v1/cases/{caseId}/application', {
      params,
      body: {
        merchantName: merchant.merchantName,
        document: merchant.document,
        phone: merchant.phone,
        email,
        terminals,
        deposits: merchant.deposits.map(({ serialNumber, kind, amountMinor, currency }) => {
          return { serialNumber, kind, amountMinor, currency };
        }),
        payee: { kind: 'original-payment' },
        closeAccount: true,
      },
    }),
  );
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join(' '));
  const body = { revision };
  await told(agent.POST('/api/v1/cases/{caseId}/submit', { params, body }));
  await told(reviewer.POST('/api/v1/cases/{caseId}/claim', { params, body }));
  await told(reviewer.POST('/api/v1/cases/{caseId}/approve', { params, body }));
  for (;;) {
    const now = await told(agent.GET('/api/v1/cases/{caseId}', { params }));
    if (now.view.endedAt !== undefined) return now;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
