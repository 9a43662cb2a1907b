/**
 * Correcting a reference by which the acquirer knows the case. What the case holds is shown in full first, which
 * the ledger names; the new reference is asked for live before it can be proposed.
 */
import { useState } from 'react';
import type { ReactElement } from 'react';
import Button from 'antd/es/button';
import { FORMS } from '../api/answer-forms';
import { post } from '../api/http';
import type { Repair } from '../api/repair-answers';
import { RevealButton } from '../case/decisions/reveal-button';
import { DecisionDialog } from '../case/decisions/decision-dialog';
import type { DialogProps } from '../case/decisions/decision-dialogs';
import { TextField } from '../case/decisions/review-dialogs';
import { Field, SelectField } from '../parts/field';
import { MAX_REFERENCE_LENGTH } from '../parts/limits';
import { DECIDE } from '../texts/decisions';
import { CORRECT, CORRECT_WORDS } from '../texts/repairs';
import { useSay } from '../texts/say';
import { partNames } from './diagnosis-words';
import { DryRunCard, useDryRun } from './dry-run';
import { placesOf } from './references';
import type { ReferencePlace } from './references';

export function CorrectDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const { caseId } = reading.answer;
  const [places, setPlaces] = useState<readonly ReferencePlace[]>();
  const [chosen, setChosen] = useState<string>();
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  // The acquirer is asked when the person wants it, not at every key.
  const [tried, setTried] = useState<Repair>();
  const run = useDryRun(caseId, tried);
  const place = places?.find(({ key }) => key === chosen);
  const correction = place && { ...place.place, old: place.held, new: value.trim() };
  const isTyped = correction !== undefined && correction.new !== '';
  const isSafe = run.plan?.blockers.length === 0 && !run.isPending;
  const body = { ...correction, reason };
  return (
    <DecisionDialog
      words={CORRECT_WORDS}
      reading={reading}
      onClose={onClose}
      wish={JSON.stringify(body)}
      wide
      proposes
      send={
        tried && isTyped && isSafe && reason.trim() !== ''
          ? ({ key }) =>
              post(`/ops/cases/${caseId}/correct-reference`, FORMS.repairedOrProposed, body, key)
          : undefined
      }
    >
      {places === undefined ? (
        <RevealButton
          caseId={caseId}
          fields={['contact', 'terminals', 'application']}
          what={say(CORRECT.showWhat)}
          reason={say(CORRECT.showReason)}
          name={say(CORRECT.show)}
          onShown={(data) => setPlaces(placesOf(reading.answer.view, data, say))}
        />
      ) : (
        <>
          <CorrectionFields
            places={places}
            chosen={chosen}
            value={value}
            onChange={(next) => {
              setChosen(next.chosen);
              setValue(next.value);
              setTried(undefined);
            }}
          />
          <div>
            <Button
              disabled={!isTyped}
              onClick={() => setTried(correction && { repair: 'correct-reference', ...correction })}
            >
              {say(CORRECT.prove)}
            </Button>
          </div>
          {tried ? <DryRunCard run={run} parts={partNames(reading.answer, say)} /> : null}
          {tried ? (
            <TextField label={say(DECIDE.whyNeeded)} value={reason} onChange={setReason} />
          ) : null}
        </>
      )}
    </DecisionDialog>
  );
}

interface FieldsProps {
  readonly places: readonly ReferencePlace[];
  /** Key of the place. */
  readonly chosen: string | undefined;
  readonly value: string;
  readonly onChange: (next: Pick<FieldsProps, 'chosen' | 'value'>) => void;
}

function CorrectionFields({ places, chosen, value, onChange }: FieldsProps): ReactElement {
  const say = useSay();
  return (
    <>
      <SelectField
        label={say(CORRECT.which)}
        empty={say(DECIDE.choose)}
        options={places.map(({ key, text }) => [key, text] as const)}
        value={chosen}
        onChange={(key) => onChange({ chosen: key, value })}
      />
      <Field label={say(CORRECT.value)} hint={say(CORRECT.valueHint)}>
        {(control) => (
          <input
            {...control}
            className="plain mono"
            autoComplete="off"
            maxLength={MAX_REFERENCE_LENGTH}
            value={value}
            onChange={(event) => onChange({ chosen, value: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
