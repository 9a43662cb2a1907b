/** Personal data in full: for those who work on the case, with a reason, and never without a trace. */
import { revealBody } from '../../../wire/cases/full-data-requests';
import { actorOf, staffOf, visibleCase } from '../http/access';
import { revealedAnswer } from '../../../wire/cases/case-data-answers';
import { caseParams } from '../../../wire/values';
import { fullData } from './answers';
import { boundPhone } from './called-number';
import type { ApiDeps, ApiInstance } from '../deps';
import { addressOf } from '../http/route-table';

export function revealRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('revealData'),
    {
      // Its answer is personal data in full and is kept nowhere. Auditors read what is masked.
      config: { storeAnswer: false },
      schema: {
        tags: ['cases'],
        summary: 'Read personal data in full; each reading stands in the ledger, with its reason',
        description:
          'Answers the fields that were named, as the latest revision has them; bound-phone is read at the ' +
          'acquirer. Called twice: the ledger has two readings.',
        params: caseParams,
        body: revealBody,
        response: { 200: revealedAnswer },
      },
    },
    async (request) => {
      const staff = staffOf(request);
      const row = await visibleCase(deps, staff, request.params.caseId);
      const { caseId } = row;
      const revision = await deps.record.revisions.read(caseId);
      const fields = [...new Set(request.body.fields)];
      // An acquirer that is away leaves no trace of a reading that did not happen.
      const bound = fields.includes('bound-phone')
        ? await boundPhone(deps, revision.data.contact.merchantNumber)
        : undefined;
      const note = await deps.record.notes.add({
        caseId,
        kind: 'reason',
        text: request.body.reason.trim(),
        attachmentIds: [],
        by: staff.principalId,
      });
      await deps.record.ledger.audit({
        caseId,
        event: 'personal-data-revealed',
        by: actorOf(staff),
        facts: { fields, revision: revision.revision, noteId: note.noteId },
      });
      const data = fullData(revision.data);
      return {
        ...(fields.includes('contact') ? { contact: data.contact } : {}),
        ...(fields.includes('terminals') ? { terminals: data.terminals } : {}),
        ...(fields.includes('application') && data.application
          ? { application: data.application }
          : {}),
        ...(fields.includes('bound-phone') && { boundPhone: bound ?? null }),
      };
    },
  );
}
