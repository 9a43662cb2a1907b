/** How the draft stands, and what to do with it. */
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { CaseAnswer } from '../../../wire/cases/case-answers';
import type { Finding } from '../../../wire/problem-answers';
import { caseQuery } from '../api/queries';
import { changesBetween } from '../case/changes';
import { ChangesTable } from '../case/changes-table';
import { FORM } from '../texts/forms';
import { useLocale, useSay } from '../texts/say';
import { ProblemLinks } from './problem-links';
import type { Saving } from './use-application';
import { Button } from '../parts/controls/button';
import { GatedButton } from '../parts/controls/gated-button';

interface Props {
  readonly saving: Saving;
  readonly problems: readonly Finding[];
  /** What the desk offers of the case; it may be submitted where that is among it. */
  readonly offers: CaseAnswer['offers'];
}

export function SaveBar({ saving, problems, offers }: Props): ReactElement {
  const say = useSay();
  const { saved, isDirty, isBusy } = saving;
  const checked = saved?.answer.checkedAgainstAcquirer;
  const passes = saved !== undefined && !isDirty && !isBusy && problems.length === 0;
  return (
    <div className="save-bar">
      <p role="status">
        {isBusy
          ? say(FORM.saving)
          : saving.waitsForConnection
            ? say(FORM.saveFailed)
            : isDirty
              ? say(FORM.unsaved)
              : saved
                ? say(FORM.saved, { revision: saved.answer.revision })
                : null}{' '}
        {passes ? say(checked === false ? FORM.formOnly : FORM.nothingWrong) : null}
      </p>
      {problems.length > 0 ? <ProblemLinks problems={problems} /> : null}
      <div className="row">
        <Button type="submit" disabled={isBusy}>
          {say(FORM.saveAndCheck)}
        </Button>
        {offers.some(({ decision }) => decision === 'submit') ? (
          <GatedButton
            look="primary"
            loading={isBusy}
            why={problems.length > 0 ? say(FORM.correctFirst) : undefined}
            onClick={() => saving.prepare()}
          >
            {say(FORM.submit)}
          </GatedButton>
        ) : null}
      </div>
    </div>
  );
}

interface StaleProps {
  readonly caseId: string;
  /** The case as it was when this draft began; unknown where the draft is of an earlier visit. */
  readonly seen: CaseAnswer | undefined;
  readonly onRead: () => void;
  readonly onKeep: () => void;
}

/** Somebody else has saved meanwhile: what of it differs from what this draft began with. */
export function StaleDraft(props: StaleProps): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { data } = useQuery({ ...caseQuery(props.caseId), refetchOnMount: 'always' });
  const changes = props.seen && data ? changesBetween(props.seen, data, locale) : [];
  return (
    <div className="notice warning" role="alert">
      <p className="strong">{say(FORM.staleTitle)}</p>
      <p>{say(FORM.staleWhat)}</p>
      {changes.length > 0 ? <ChangesTable changes={changes} /> : null}
      <div className="row">
        <Button onClick={props.onRead}>{say(FORM.staleRead)}</Button>
        <Button onClick={props.onKeep}>{say(FORM.staleKeep)}</Button>
      </div>
    </div>
  );
}
