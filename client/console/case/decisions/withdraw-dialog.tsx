/** Withdrawing a case as the merchant wishes; with a consent, that one is taken back and the case with it. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { FORMS } from '../../../../wire/forms';
import { pathOf } from '../../../../wire/routes';
import type { Consent } from '../../../../wire/cases/consent-answers';
import { CONSENT_KIND } from '../../../../words/domain';
import { named } from '../../../../words/phrase';
import { post } from '../../api/http';
import { CASE } from '../../texts/case';
import { DECIDE, DECISION } from '../../texts/decisions';
import { useSay } from '../../texts/say';
import { DecisionDialog } from './decision-dialog';
import type { DialogProps } from './decision-dialogs';
import { TextField } from './review-dialogs';

export function WithdrawDialog({
  reading,
  onClose,
  consent,
}: DialogProps & { readonly consent?: Consent }): ReactElement {
  const say = useSay();
  const { caseId } = reading.answer;
  const [reason, setReason] = useState('');
  const words = {
    ...(reason.trim() === '' ? {} : { reason }),
    ...(consent ? { consentId: consent.consentId } : {}),
  };
  return (
    <DecisionDialog
      words={DECISION.withdraw}
      reading={reading}
      onClose={onClose}
      wish={JSON.stringify(words)}
      send={({ revision, key }) =>
        post(pathOf('withdrawCase', { caseId }), FORMS.receipt, { revision, ...words }, key)
      }
    >
      {consent ? (
        <p>{say(CASE.takeBack, { what: say(named(CONSENT_KIND, consent.kind)) })}</p>
      ) : null}
      <TextField label={say(DECIDE.why)} value={reason} onChange={setReason} />
    </DecisionDialog>
  );
}
