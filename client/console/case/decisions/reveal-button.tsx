/** Shows stored personal data in full for a decision that needs it; the ledger names the reading. */
import type { ReactElement } from 'react';
import { useMutation } from '@tanstack/react-query';
import { FORMS } from '../../../../wire/forms';
import type { RevealedAnswer } from '../../../../wire/cases/case-data-answers';
import { post } from '../../api/http';
import { newKey } from '../../../../wire/http';
import { Button } from '../../parts/controls/button';
import { ProblemNotice } from '../../parts/problem-notice';
import type { REVEALABLE_PARTS } from '../../../../wire/cases/full-data-requests';
import { pathOf } from '../../../../wire/routes';

interface Props {
  readonly caseId: string;
  readonly fields: readonly (typeof REVEALABLE_PARTS)[number][];
  /** Why it is needed, for the person. */
  readonly what: string;
  /** Why it was needed, for the ledger. */
  readonly reason: string;
  readonly name: string;
  readonly onShown: (data: RevealedAnswer) => void;
}

export function RevealButton(props: Props): ReactElement {
  const { caseId, fields, what, reason, name, onShown } = props;
  const reveal = useMutation({
    mutationFn: () =>
      post(pathOf('revealData', { caseId }), FORMS.revealed, { fields, reason }, newKey()),
    onSuccess: onShown,
  });
  return (
    <>
      <p>{what}</p>
      {reveal.error ? <ProblemNotice error={reveal.error} /> : null}
      <div>
        <Button loading={reveal.isPending} onClick={() => reveal.mutate()}>
          {name}
        </Button>
      </div>
    </>
  );
}
