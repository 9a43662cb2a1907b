/** The dialog of each decision. */
import { lazy } from 'react';
import type { ComponentType, ReactElement } from 'react';
import { FORMS } from '../../../../wire/forms';
import { post } from '../../api/http';
import { DECISION } from '../../texts/decisions';
import { REPAIR_OF } from '../offers';
import type { ShownDecision } from '../offers';
import type { CaseReading } from '../use-case';
import { DecisionDialog } from './decision-dialog';
import { VerifyIdentityDialog } from './identity-dialog';
import { ConsentDialog, ExtensionDialog } from './proof-dialogs';
import { RepairDialogOf } from '../../repairs/repair-dialogs';
import { ApproveDialog, RejectDialog, RequestInformationDialog } from './review-dialogs';
import { WithdrawDialog } from './withdraw-dialog';
import { pathOf } from '../../../../wire/routes';

/** Knows the telephone numbers of the world, which no other decision needs. */
const ContactDialog = lazy(async () => ({
  default: (await import('./contact-dialog')).ContactDialog,
}));

export interface DialogProps {
  readonly reading: CaseReading;
  readonly onClose: () => void;
  readonly onDone?: (() => void) | undefined;
  /** Fields that were ticked before asking for a correction. */
  readonly fields?: readonly string[] | undefined;
}

/** The dialog of a decision that carries nothing but what was seen. */
function seenOnly(
  decision: ShownDecision,
  operation: 'submitCase' | 'claimCase' | 'releaseCase',
): ComponentType<DialogProps> {
  return function SeenOnlyDialog({ reading, onClose, onDone }: DialogProps): ReactElement {
    const { caseId } = reading.answer;
    return (
      <DecisionDialog
        words={DECISION[decision]}
        reading={reading}
        onClose={onClose}
        onDone={onDone}
        wish={decision}
        send={({ revision, key }) =>
          post(pathOf(operation, { caseId }), FORMS.receipt, { revision }, key)
        }
      />
    );
  };
}

function repairing(decision: keyof typeof REPAIR_OF): ComponentType<DialogProps> {
  return function RepairingDialog(props: DialogProps): ReactElement {
    return <RepairDialogOf {...props} kind={REPAIR_OF[decision]} />;
  };
}

const DIALOGS: Readonly<Record<ShownDecision, ComponentType<DialogProps>>> = {
  verifyIdentity: VerifyIdentityDialog,
  recordConsent: ConsentDialog,
  extendConsent: ExtensionDialog,
  submit: seenOnly('submit', 'submitCase'),
  claim: seenOnly('claim', 'claimCase'),
  release: seenOnly('release', 'releaseCase'),
  approve: ApproveDialog,
  reject: RejectDialog,
  requestInformation: RequestInformationDialog,
  withdraw: WithdrawDialog,
  retry: repairing('retry'),
  resolve: repairing('resolve'),
  sendBack: repairing('sendBack'),
  hold: repairing('hold'),
  releaseHold: repairing('releaseHold'),
  end: repairing('end'),
  amendContact: ContactDialog,
};

export function DialogOf({
  decision,
  ...props
}: DialogProps & { readonly decision: ShownDecision }): ReactElement {
  const Dialog = DIALOGS[decision];
  return <Dialog {...props} />;
}
