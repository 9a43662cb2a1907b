/** How the draft stands, and what to do with it. */
import type { ReactElement } from 'react';
import Button from 'antd/es/button';
import type { CaseStatus } from '../../../workflows/contract/lifecycle';
import type { Finding } from '../api/answers';
import { FORM } from '../texts/forms';
import { useSay } from '../texts/say';
import type { Saving } from './use-application';

interface Props {
  readonly saving: Saving;
  readonly problems: readonly Finding[];
  readonly status: CaseStatus;
}

/** Statuses in which an application may be submitted. */
const SUBMITTABLE: readonly CaseStatus[] = ['awaiting-application', 'awaiting-information'];

export function SaveBar({ saving, problems, status }: Props): ReactElement {
  const say = useSay();
  const { saved, isDirty, isBusy } = saving;
  const checked = saved?.answer.checkedAgainstAcquirer;
  const passes = saved !== undefined && !isDirty && problems.length === 0;
  return (
    <div className="save-bar">
      <p role="status">
        {isBusy
          ? say(FORM.saving)
          : saving.error && isDirty
            ? say(FORM.saveFailed)
            : isDirty
              ? say(FORM.unsaved)
              : saved
                ? say(FORM.saved, { revision: saved.answer.revision })
                : null}{' '}
        {problems.length > 0 ? (
          <span className="wrong">{say(FORM.problems, { count: problems.length })}</span>
        ) : passes ? (
          say(checked === false ? FORM.formOnly : FORM.nothingWrong)
        ) : null}
      </p>
      <div className="row">
        <Button htmlType="submit" disabled={isBusy}>
          {say(FORM.saveAndCheck)}
        </Button>
        {SUBMITTABLE.includes(status) ? (
          <Button
            type="primary"
            loading={isBusy}
            disabled={problems.length > 0}
            onClick={() => saving.submit()}
          >
            {say(FORM.submit)}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

export function StaleDraft(props: { onRead: () => void; onKeep: () => void }): ReactElement {
  const say = useSay();
  return (
    <div className="notice warning" role="alert">
      <p className="strong">{say(FORM.staleTitle)}</p>
      <p>{say(FORM.staleWhat)}</p>
      <div className="row">
        <Button onClick={props.onRead}>{say(FORM.staleRead)}</Button>
        <Button onClick={props.onKeep}>{say(FORM.staleKeep)}</Button>
      </div>
    </div>
  );
}
