// client/console/repairs/: repairs of one case, for the page of the case and for operators: dialogs, dry runs, words.
/**
 * Correcting a reference by which the acquirer knows the case. What the case holds is shown in full first, which
 * the ledger names; the new reference is asked for live before it can be proposed.
 */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { FORMS } from '../../../wire/forms';
import { post } from '../api/http';
import type { Repair } from '../../../wire/operations/repair-answers';
import { RevealButton } from '../case/decisions/reveal-button';
import { DecisionDialog } from '../case/decisions/decision-dialog';
import type { DialogProps } from '../case/decisions/decision-dialogs';
import { TextField } from '../case/decisions/review-dialogs';
import { Field } from '../parts/controls/field';
import { SelectField } from '../parts/controls/select';
import { Input } from '../parts/controls/input';
import { MAX_REFERENCE_LENGTH } from '../../../wire/limits';
import { DECIDE } from '../texts/decisions';
import { CORRECT, REPAIR } from '../texts/repairs';
import { useSay } from '../texts/say';
import { partNames } from './diagnosis-words';
import { DryRunCard, useDryRun } from './dry-run';
import { placesOf } from './references';
import type { ReferencePlace } from './references';
import { pathOf } from '../../../wire/routes';
import { GatedButton } from '../parts/controls/gated-button';
import { SHELL } from '../texts/shell';

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
  const body = { ...correction, reason };
  const hasReason = reason.trim() !== '';
  return (
    <DecisionDialog
      words={REPAIR['correct-reference']}
      reading={reading}
      onClose={onClose}
      wish={JSON.stringify(body)}
      wide
      proposes
      missing={[
        [say(CORRECT.which), place === undefined],
        [say(CORRECT.value), !isTyped],
        [say(CORRECT.prove), isTyped && tried === undefined],
        [say(DECIDE.whyNeeded), tried !== undefined && !hasReason],
      ]}
      send={
        tried && isTyped && isSafe(run) && hasReason
          ? ({ key }) =>
              post(pathOf('correctReference', { caseId }), FORMS.repairedOrProposed, body, key)
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
            onProve={
              isTyped ? () => setTried({ repair: 'correct-reference', ...correction }) : undefined
            }
            onChange={(next) => {
              setChosen(next.chosen);
              setValue(next.value);
              setTried(undefined);
            }}
          />
          {tried ? (
            <>
              <DryRunCard run={run} parts={partNames(reading.answer, say)} />
              <TextField label={say(DECIDE.whyNeeded)} value={reason} onChange={setReason} />
            </>
          ) : null}
        </>
      )}
    </DecisionDialog>
  );
}

function isSafe({ plan, isPending }: ReturnType<typeof useDryRun>): boolean {
  return plan?.blockers.length === 0 && !isPending;
}

interface FieldsProps {
  readonly places: readonly ReferencePlace[];
  /** Key of the place. */
  readonly chosen: string | undefined;
  readonly value: string;
  /** Asks the acquirer; undefined while there is nothing to ask about. */
  readonly onProve: (() => void) | undefined;
  readonly onChange: (next: Pick<FieldsProps, 'chosen' | 'value'>) => void;
}

function CorrectionFields({ places, chosen, value, onProve, onChange }: FieldsProps): ReactElement {
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
          <Input
            {...control}
            className="mono"
            autoComplete="off"
            maxLength={MAX_REFERENCE_LENGTH}
            value={value}
            onChange={(event) => onChange({ chosen, value: event.target.value })}
          />
        )}
      </Field>
      <div>
        <GatedButton
          why={
            onProve === undefined
              ? say(SHELL.missing, {
                  names: [say(CORRECT.which), say(CORRECT.value)].join(say(SHELL.and)),
                })
              : undefined
          }
          onClick={onProve}
        >
          {say(CORRECT.prove)}
        </GatedButton>
      </div>
    </>
  );
}
