/** Personal data of a case: masked, and in full for a minute after an audited reveal. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { DOCUMENT_KINDS } from '../../../workflows/contract/case-data';
import { FORMS } from '../../../wire/forms';
import type { CaseDataAnswer, RevealedAnswer } from '../../../wire/cases/case-data-answers';
import { post } from '../api/http';
import { newKey } from '../../../wire/http';
import { KEYS } from '../api/queries';
import { may, useSession } from '../app/session';
import { Button } from '../parts/controls/button';
import { Dialog } from '../parts/dialog';
import { ProblemNotice } from '../parts/problem-notice';
import { PAYEE } from '../../../words/operations';
import { CASE } from '../texts/case';
import { DOCUMENT } from '../../../words/domain';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import { named } from '../../../words/phrase';
import { pathOf } from '../../../wire/routes';
import { ReasonField, lackOfReason } from './reason-field';
import { useRevealed } from './revealed';
import { GatedButton } from '../parts/controls/gated-button';

interface Props {
  readonly caseId: string;
  /** As it may be shown now. */
  readonly data: CaseDataAnswer;
}

export function PersonalDataCard({ caseId, data }: Props): ReactElement {
  const say = useSay();
  const session = useSession();
  const { full, show, hide } = useRevealed();
  const [asking, setAsking] = useState(false);
  const mayReveal = may(session, 'revealData');
  return (
    <section className="card" aria-labelledby="personal">
      <header>
        <h2 id="personal">{say(CASE.personal)}</h2>
        {mayReveal ? (
          <Button size="small" onClick={() => (full ? hide() : setAsking(true))}>
            {say(full ? CASE.hide : CASE.reveal)}
          </Button>
        ) : null}
      </header>
      <p className={full ? 'notice warning' : 'small quiet'} role="status">
        {say(full ? CASE.revealed : CASE.masked)}
      </p>
      <PersonalFacts data={data} />
      {asking ? (
        <Reveal
          caseId={caseId}
          onClose={() => setAsking(false)}
          onRevealed={(revealed) => {
            show(revealed);
            setAsking(false);
          }}
        />
      ) : null}
    </section>
  );
}

function PersonalFacts({ data }: { data: CaseDataAnswer }): ReactElement {
  const say = useSay();
  const { contact, application } = data;
  const kind = DOCUMENT_KINDS.find((known) => known === application?.document.kind);
  const payee = application?.payee;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [say(CASE.merchantNumber), contact.merchantNumber],
    [say(CASE.contactName), contact.contactName],
    [say(CASE.phone), contact.phone],
    [say(CASE.email), contact.email],
    [say(CASE.language), `${contact.locale}, ${contact.timeZone}`],
    [say(CASE.merchantName), application?.merchantName],
    [
      say(CASE.document),
      application
        ? `${kind ? say(named(DOCUMENT, kind)) : application.document.kind} ${application.document.number}`
        : undefined,
    ],
    [
      say(CASE.payee),
      payee?.kind === 'original-payment'
        ? say(named(PAYEE, 'original-payment'))
        : payee && [payee.accountName, payee.accountNumber, payee.bankCode].join(' '),
    ],
    [say(CASE.serial), data.terminals.map(({ serialNumber }) => serialNumber).join(', ')],
  ];
  return (
    <dl className="facts">
      {rows.map(([name, value]) =>
        value === undefined || value.trim() === '' ? null : (
          <div key={name} className="fact-pair">
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

interface RevealProps {
  readonly caseId: string;
  readonly onClose: () => void;
  readonly onRevealed: (data: RevealedAnswer) => void;
}

function Reveal({ caseId, onClose, onRevealed }: RevealProps): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const reveal = useMutation({
    mutationFn: () =>
      post(
        pathOf('revealData', { caseId }),
        FORMS.revealed,
        { fields: ['contact', 'terminals', 'application'], reason: reason.trim() },
        newKey(),
      ),
    onSuccess: (data) => {
      onRevealed(data);
      void client.invalidateQueries({ queryKey: [...KEYS.case(caseId), 'timeline'] });
    },
  });
  return (
    <Dialog title={say(CASE.revealTitle)} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          reveal.mutate();
        }}
      >
        <p>{say(CASE.revealWhat)}</p>
        <ReasonField value={reason} onChange={setReason} />
        {reveal.error ? <ProblemNotice error={reveal.error} /> : null}
        <div className="row end">
          <Button onClick={onClose}>{say(SHELL.cancel)}</Button>
          <GatedButton
            look="primary"
            type="submit"
            loading={reveal.isPending}
            why={lackOfReason(reason, say)}
          >
            {say(CASE.revealDo)}
          </GatedButton>
        </div>
      </form>
    </Dialog>
  );
}
