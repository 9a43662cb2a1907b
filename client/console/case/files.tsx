/** Attachments of a case: uploading them and, recorded each time, taking one out. */
import type { ReactElement } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ACCEPTED_FILES } from '../../../workflows/contract/files';
import { FORMS } from '../../../wire/forms';
import type { Attachment } from '../../../wire/cases/note-answers';
import { getFile, upload } from '../api/http';
import { newKey } from '../../../wire/http';
import { KEYS, attachmentsQuery } from '../api/queries';
import { may, useSession } from '../app/session';
import { Button } from '../parts/controls/button';
import { FileButton } from '../parts/controls/input';
import { Moment } from '../parts/moment';
import { ProblemNotice } from '../parts/problem-notice';
import { saveFile } from '../parts/save-file';
import { toast } from '../parts/toasts';
import { CASE } from '../texts/case';
import { useSay } from '../texts/say';
import { useNames } from './use-names';
import { pathOf } from '../../../wire/routes';

/** Whole KB, at least one: nobody needs it closer. */
function sizeText(sizeBytes: number): string {
  return `${Math.max(1, Math.round(sizeBytes / 1024))} KB`;
}

export function AttachmentsCard({ caseId }: { caseId: string }): ReactElement {
  const say = useSay();
  const session = useSession();
  const { data, error, refetch } = useQuery(attachmentsQuery(caseId));
  const nameOf = useNames(data?.people);
  const take = useMutation({
    mutationFn: async ({ attachmentId, fileName }: Attachment) =>
      saveFile(await getFile(pathOf('readAttachment', { caseId, attachmentId })), fileName),
  });
  return (
    <section className="card" aria-labelledby="attachments">
      <header>
        <h2 id="attachments">{say(CASE.attachments)}</h2>
        {may(session, 'addAttachment') ? <UploadFile caseId={caseId} /> : null}
      </header>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {take.error ? <ProblemNotice error={take.error} /> : null}
      {data?.items.length === 0 ? <p className="quiet">{say(CASE.noAttachments)}</p> : null}
      <ul className="lines">
        {data?.items.map((file) => (
          <li key={file.attachmentId}>
            <div>
              <p>
                <bdi>{file.fileName}</bdi>
              </p>
              <p className="small quiet">
                <bdi>{nameOf(file.by)}</bdi> · <Moment at={file.at} /> · {sizeText(file.sizeBytes)}
              </p>
            </div>
            <Button
              size="small"
              aria-label={say(CASE.download, { name: file.fileName })}
              title={say(CASE.download, { name: file.fileName })}
              onClick={() => take.mutate(file)}
            >
              <span aria-hidden="true">↓</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function UploadFile({ caseId }: { caseId: string }): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: (file: File) =>
      upload(pathOf('addAttachment', { caseId }), FORMS.attachment, file, newKey()),
    onSuccess: ({ fileName }) => {
      toast(say(CASE.uploaded, { name: fileName }));
      void client.invalidateQueries({ queryKey: KEYS.case(caseId) });
    },
  });
  return (
    <>
      <FileButton
        size="small"
        loading={send.isPending}
        title={say(CASE.uploadHint)}
        accept={ACCEPTED_FILES}
        onFile={(file) => send.mutate(file)}
      >
        {say(CASE.upload)}
      </FileButton>
      {send.error ? (
        <ProblemNotice
          error={send.error}
          about={say(CASE.uploadFailed, { name: send.variables.name })}
        />
      ) : null}
    </>
  );
}
