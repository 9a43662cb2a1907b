/** The evidence pack of a case, saved as one file: masked, or whole for those who may, with a reason. */
import { type ReactElement, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { packFileName } from '../../../wire/cases/pack-file-name';
import { FORMS } from '../../../wire/forms';
import { newKey } from '../../../wire/http';
import { pathOf } from '../../../wire/routes';
import { getFile, post } from '../api/http';
import { KEYS } from '../api/queries';
import { may, useSession } from '../app/session';
import { Button } from '../parts/controls/button';
import { GatedButton } from '../parts/controls/gated-button';
import { Tick } from '../parts/controls/input';
import { Dialog } from '../parts/dialog';
import { ProblemNotice } from '../parts/problem-notice';
import { saveFile } from '../parts/save-file';
import { CASE } from '../texts/case';
import { useSay } from '../texts/say';
import { SHELL } from '../texts/shell';
import { ReasonField, lackOfReason } from './reason-field';

export function EvidencePackButton({ caseId }: { caseId: string }): ReactElement {
  const say = useSay();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {say(CASE.pack)}
      </Button>
      {asking ? <PackDialog caseId={caseId} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

async function savePack(caseId: string, reason: string | undefined): Promise<void> {
  const { packId } =
    reason === undefined
      ? await post(pathOf('makePack', { caseId }), FORMS.pack, null, newKey())
      : await post(pathOf('makeWholePack', { caseId }), FORMS.pack, { reason }, newKey());
  saveFile(await getFile(pathOf('readPack', { caseId, packId })), packFileName(caseId));
}

function PackDialog({ caseId, onClose }: { caseId: string; onClose: () => void }): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const mayBeWhole = may(useSession(), 'makeWholePack');
  const [whole, setWhole] = useState(false);
  const [reason, setReason] = useState('');
  const making = useMutation({
    mutationFn: () => savePack(caseId, whole ? reason.trim() : undefined),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: KEYS.case(caseId) });
      onClose();
    },
  });
  return (
    <Dialog title={say(CASE.packTitle)} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        <p>{say(CASE.packWhat)}</p>
        {mayBeWhole ? (
          <Tick checked={whole} onChange={setWhole}>
            {say(CASE.packWhole)}
          </Tick>
        ) : null}
        {whole ? <ReasonField value={reason} onChange={setReason} /> : null}
        {making.error ? <ProblemNotice error={making.error} /> : null}
        <div className="row end">
          <Button onClick={onClose}>{say(SHELL.cancel)}</Button>
          <GatedButton
            look="primary"
            type="submit"
            loading={making.isPending}
            why={whole ? lackOfReason(reason, say) : undefined}
          >
            {say(CASE.packDo)}
          </GatedButton>
        </div>
      </form>
    </Dialog>
  );
}
