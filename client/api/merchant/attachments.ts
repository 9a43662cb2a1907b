// client/api/merchant/: the merchant's own door: coming in, seeing where the case stands, deciding, handing in.
/** Papers that a merchant hands in: told by content, sealed with the case, a bounded number. */
import { FILE_KINDS_EN } from '../../../workflows/contract/files';
import { isEnd } from '../../../workflows/contract/lifecycle';
import { ApiError } from '../http/api-error';
import type { ApiDeps, ApiInstance } from '../deps';
import { takeKey } from '../http/idempotency';
import { MERCHANT } from './decisions';
import { merchantAttachmentOf } from './progress';
import { handedInAnswer } from '../../../wire/merchant/merchant-answers';
import { caseOf } from './session';
import { UPLOAD_LIMIT_BYTES, readUpload } from '../http/uploads';
import { addressOf } from '../http/route-table';
import { fileForm } from '../../../wire/params';
import { UPLOAD_CODES } from '../docs/route-codes';

/** Files that a merchant may send for one case. */
const MAX_FILES = 20;

export function merchantAttachmentRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('handInFile'),
    {
      // The key is taken with the content of the file, below.
      config: {
        storeAnswer: false,
        ownBody: fileForm,
        codes: ['CASE_ENDED', ...UPLOAD_CODES],
      },
      bodyLimit: UPLOAD_LIMIT_BYTES,
      schema: {
        tags: ['merchant'],
        summary: `Hand in a file (multipart/form-data, one part \`file\`; ${FILE_KINDS_EN})`,
        description:
          `Its content tells the kind, its name is kept; ${MAX_FILES} files for a case. Until the case has ` +
          'ended: `409 UNBIND_CASE_ENDED`.',
        consumes: ['multipart/form-data'],
        response: { 201: handedInAnswer },
      },
    },
    async (request, reply) => {
      const caseId = caseOf(request);
      const row = await deps.record.cases.read(caseId);
      if (!row) throw new ApiError('CASE_NOT_FOUND');
      if (isEnd(row.view.status)) throw new ApiError('CASE_ENDED');
      const upload = await readUpload(request);
      if (await takeKey(deps, request, reply, upload.content)) return reply;
      const by = MERCHANT.principalId;
      const meta = await deps.record.attachments.add({ ...upload, caseId, by }, MAX_FILES);
      const { attachmentId } = meta;
      await deps.record.ledger.audit({
        caseId,
        event: 'attachment-handed-in',
        by: MERCHANT,
        facts: { attachmentId },
      });
      return reply.code(201).send({ ...merchantAttachmentOf(meta), attachmentId });
    },
  );
}
