/** What stands in addresses, queries and headers of requests, besides the filters of lists. */
import { z } from 'zod';
import { LOCALES } from '../workflows/contract/case-data';
import { proposalNumber } from './operations/repair-requests';
import { viewName } from './cases/list-queries';
import { REPORT_NAMES } from './states';
import { shown } from './shown';
import { caseParams } from './values';
import { buildName, runId } from './operations/upkeep-requests';
import { FILE_KINDS_EN, MAX_FILE_MIB } from '../workflows/contract/files';

const recordId = z.string().max(64);

export const attachmentParams = caseParams.extend({ attachmentId: recordId });
export const packParams = caseParams.extend({ packId: recordId });
export const ownPackParams = z.object({ packId: recordId });
export const noticeParams = caseParams.extend({ noticeId: recordId });
export const proposalParams = caseParams.extend({ number: proposalNumber });
export const personParams = z.object({ principalId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
export const viewParams = z.object({ name: viewName });
export const reportParams = z.object({ name: z.enum(REPORT_NAMES).describe('Which report.') });
export const runParams = z.object({ id: runId.describe('Id of the run.') });
export const textParams = z.object({
  ref: z
    .string()
    .max(200)
    .describe('The signed reference of a text, as the desk gave it to the provider.'),
});

export const deploymentParams = z.object({
  name: buildName.describe('Name of the deployment of workers.'),
});
export const currentBuildBody = shown(z.strictObject({ buildId: buildName }), {
  buildId: '2026.3.1',
});

export const termsQuery = z.strictObject({ locale: z.enum(LOCALES).optional() });

/** A question that only the desk itself can answer (see client/desk-proof). */
export const proofQuery = z.strictObject({
  challenge: z
    .string()
    .regex(/^[A-Za-z0-9_-]{32,86}$/)
    .describe('Made up anew for each question.'),
});

export const providerSignInQuery = z.strictObject({
  returnTo: z
    .string()
    .max(500)
    .optional()
    .describe('Path of the console that the sign-in leads back to.'),
});

/** What a provider may send along (RFC 6749 4.1.2, RFC 9207); the library looks at it, others pass. */
export const providerAnswerQuery = z.looseObject({
  code: z.string().optional().describe('What the provider lets the desk ask for.'),
  state: z.string().optional().describe('As the desk has sent it.'),
  iss: z.string().optional().describe('Who the provider says that it is.'),
  error: z.string().optional().describe('Code of a failure.'),
  error_description: z.string().optional().describe('The failure in words.'),
});

/** Where a stream that broke goes on; other headers pass. */
export const eventHeaders = z.looseObject({
  'last-event-id': z.string().max(100).optional().describe('Id of the last event that was heard.'),
});

/** A file as a browser's form sends it: `multipart/form-data` with this one part. */
export const fileForm = z.object({
  file: z
    .file()
    .describe(
      `${MAX_FILE_MIB} MiB at most: ${FILE_KINDS_EN}. Its content tells which; its name is kept.`,
    ),
});

/** What Twilio says of a text, with more beside it; signed by `X-Twilio-Signature`. */
export const textStatusForm = z.looseObject({
  MessageSid: z.string().describe('Names the text.'),
  MessageStatus: z.string().describe('How far it is, e.g. `delivered`.'),
  ErrorCode: z.string().optional().describe('Why it failed.'),
});

/** What the acquirer says, in the form of its own contract; how far the request is, it is asked. */
export const progressForm = z.looseObject({});
