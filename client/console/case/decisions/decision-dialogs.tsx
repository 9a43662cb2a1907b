/** The dialog of each decision. */
import { lazy, useState } from 'react';
import type { ReactElement } from 'react';
import { FORMS } from '../../../../wire/forms';
import { post } from '../../api/http';
import { DECIDE, DECISION } from '../../texts/decisions';
import { useSay } from '../../texts/say';
import { REPAIR_OF } from '../offers';
import type { ShownDecision } from '../offers';
import type { CaseReading } from '../use-case';
import { DecisionDialog } from './decision-dialog';
import { VerifyIdentityDialog } from './identity-dialog';
import { ConsentDialog } from './proof-dialogs';
import { RepairDialogOf } from './repair-dialogs';
import { ApproveDialog, RejectDialog, RequestInformationDialog, TextField } from './review-dialogs';
import { pathOf } from '../../../../wire/routes';

/** Knows the telephone numbers of the world, which no other decision needs. */
const ContactDialog = lazy(async () => ({
  default: (await import('./contact-dialog')).ContactDialog,
}));

export interface DialogProps {
  readonly reading: CaseReading;
  readonly onClose: () => void;
  readonly onDone?: (() => void) | undefined;
}

const SEEN_ONLY = { submit: 'submitCase', claim: 'claimCase', release: 'releaseCase' } as const;
type SeenOnly = keyof typeof SEEN_ONLY;

/** A decision that carries nothing but what was seen. */
function PlainDialog(props: DialogProps & { readonly decision: SeenOnly }): ReactElement {
  const { reading, onClose, onDone, decision } = props;
  const { caseId } = reading.answer;
  return (
    <DecisionDialog
      words={DECISION[decision]}
      reading={reading}
      onClose={onClose}
      onDone={onDone}
      wish={decision}
      send={({ revision, key }) =>
        post(pathOf(SEEN_ONLY[decision], { caseId }), FORMS.receipt, { revision }, key)
      }
    />
  );
}

function WithdrawDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const { caseId } = reading.answer;
  const [reason, setReason] = useState('');
  const words = reason.trim() === '' ? {} : { reason };
  return (
    <DecisionDialog
      words={DECISION.withdraw}
      reading={reading}
      onClose={onClose}
      wish={reason}
      send={({ revision, key }) =>
        post(pathOf('withdrawCase', { caseId }), FORMS.receipt, { revision, ...words }, key)
      }
    >
      <TextField label={say(DECIDE.why)} value={reason} onChange={setReason} />
    </DecisionDialog>
  );
}

interface Props extends DialogProps {
  readonly decision: ShownDecision;
  /** Fields that were ticked before asking for a correction. */
  readonly fields?: readonly string[] | undefined;
}

export function DialogOf({ decision, fields, ...props }: Props): ReactElement {
  switch (decision) {
    case 'verifyIdentity':
      return <VerifyIdentityDialog {...props} />;
    case 'recordConsent':
      return <ConsentDialog {...props} />;
    case 'submit':
    case 'claim':
    case 'release':
      return <PlainDialog {...props} decision={decision} />;
    case 'approve':
      return <ApproveDialog {...props} />;
    case 'reject':
      return <RejectDialog {...props} />;
    case 'requestInformation':
      return <RequestInformationDialog {...props} {...(fields ? { fields } : {})} />;
    case 'withdraw':
      return <WithdrawDialog {...props} />;
    case 'retry':
    case 'resolve':
    case 'sendBack':
    case 'hold':
    case 'releaseHold':
    case 'end':
      return <RepairDialogOf {...props} kind={REPAIR_OF[decision]} />;
    case 'amendContact':
      return <ContactDialog {...props} />;
  }
}
