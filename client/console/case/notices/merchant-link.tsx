// client/console/case/notices/: what the merchant was told, and the link to the merchant's page.
/** The link to the merchant's page: sending it again, or taking it back. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FORMS } from '../../../../wire/forms';
import { post } from '../../api/http';
import { newKey } from '../../../../wire/http';
import { KEYS } from '../../api/queries';
import { Button } from '../../parts/controls/button';
import { Dialog } from '../../parts/dialog';
import { ProblemNotice } from '../../parts/problem-notice';
import { toast } from '../../parts/toasts';
import { LINK } from '../../texts/case';
import { SHELL } from '../../texts/shell';
import { useSay } from '../../texts/say';
import { pathOf } from '../../../../wire/routes';

type Action = 'resend' | 'revoke';

export function MerchantLink({ caseId }: { caseId: string }): ReactElement {
  const say = useSay();
  const [asked, setAsked] = useState<Action>();
  return (
    <span className="row">
      <Button size="small" onClick={() => setAsked('resend')}>
        {say(LINK.resend)}
      </Button>
      <Button size="small" danger onClick={() => setAsked('revoke')}>
        {say(LINK.revoke)}
      </Button>
      {asked === undefined ? null : (
        <LinkDialog caseId={caseId} action={asked} onClose={() => setAsked(undefined)} />
      )}
    </span>
  );
}

interface Props {
  readonly caseId: string;
  readonly action: Action;
  readonly onClose: () => void;
}

function LinkDialog({ caseId, action, onClose }: Props): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const [key] = useState(newKey);
  const isResend = action === 'resend';
  const send = useMutation({
    mutationFn: () =>
      post(pathOf('changeMerchantLink', { caseId }), FORMS.linkChanged, { action }, key),
    onSuccess: () => {
      toast(say(isResend ? LINK.resendDone : LINK.revokeDone));
      void client.invalidateQueries({ queryKey: KEYS.case(caseId) });
      onClose();
    },
  });
  const name = say(isResend ? LINK.resend : LINK.revoke);
  return (
    <Dialog
      title={name}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say(SHELL.cancel)}</Button>
          <Button
            look="primary"
            danger={!isResend}
            loading={send.isPending}
            onClick={() => send.mutate()}
          >
            {name}
          </Button>
        </>
      }
    >
      <p>{say(isResend ? LINK.resendWhat : LINK.revokeWhat)}</p>
      {send.error ? <ProblemNotice error={send.error} /> : null}
    </Dialog>
  );
}
