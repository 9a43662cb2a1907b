/** Decisions of a review. Each names the revision that was seen. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { REJECTION_REASONS } from '../../../../workflows/contract/case-view';
import type { RejectionReason } from '../../../../workflows/contract/case-view';
import { FORMS } from '../../../../wire/forms';
import type { ApplicationAnswer } from '../../../../wire/cases/case-data-answers';
import { post } from '../../api/http';
import { CheckField, Field } from '../../parts/controls/field';
import { SelectField } from '../../parts/controls/select';
import { TextArea } from '../../parts/controls/input';
import { MAX_TEXT_LENGTH } from '../../../../wire/limits';
import { DECIDE, DECISION } from '../../texts/decisions';
import { REJECTION } from '../../../../words/domain';
import { fieldName } from '../../../../words/fields';
import { useSay } from '../../texts/say';
import { DecisionDialog } from './decision-dialog';
import type { DialogProps } from './decision-dialogs';
import { named } from '../../../../words/phrase';
import { pathOf } from '../../../../wire/routes';

interface TextProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TextField({ label, hint, value, onChange }: TextProps): ReactElement {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <TextArea
          {...control}
          maxLength={MAX_TEXT_LENGTH}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export function ApproveDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const { caseId } = reading.answer;
  const [comment, setComment] = useState('');
  const words = comment.trim() === '' ? {} : { comment };
  return (
    <DecisionDialog
      words={DECISION.approve}
      reading={reading}
      onClose={onClose}
      wish={comment}
      send={({ revision, key }) =>
        post(pathOf('approveCase', { caseId }), FORMS.receipt, { revision, ...words }, key)
      }
    >
      <TextField label={say(DECIDE.comment)} value={comment} onChange={setComment} />
    </DecisionDialog>
  );
}

export function RejectDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const { caseId } = reading.answer;
  const [reasonCode, setReasonCode] = useState<RejectionReason>();
  const [text, setText] = useState('');
  const words = { reasonCode, ...(text.trim() === '' ? {} : { text }) };
  return (
    <DecisionDialog
      words={DECISION.reject}
      reading={reading}
      onClose={onClose}
      wish={JSON.stringify(words)}
      missing={[[say(DECIDE.reasonCode), reasonCode === undefined]]}
      send={
        reasonCode === undefined
          ? undefined
          : ({ revision, key }) =>
              post(pathOf('rejectCase', { caseId }), FORMS.receipt, { revision, ...words }, key)
      }
    >
      <SelectField
        label={say(DECIDE.reasonCode)}
        empty={say(DECIDE.choose)}
        options={REJECTION_REASONS.map(
          (reason) => [reason, say(named(REJECTION, reason))] as const,
        )}
        value={reasonCode}
        onChange={setReasonCode}
      />
      <TextField label={say(DECIDE.reasonText)} value={text} onChange={setText} />
    </DecisionDialog>
  );
}

/** Paths that may be asked for: those that this application has. */
export function askablePaths(application: ApplicationAnswer | undefined): readonly string[] {
  const terminals = application?.terminals ?? [];
  const deposits = application?.deposits ?? [];
  return [
    'merchantName',
    'document.kind',
    'document.number',
    'phone',
    'email',
    ...terminals.map((_, index) => `terminals[${index}].serialNumber`),
    ...deposits.map((_, index) => `deposits[${index}].amountMinor`),
    'payee',
    'closeAccount',
  ];
}

export function RequestInformationDialog(props: DialogProps): ReactElement {
  const { reading, onClose } = props;
  const say = useSay();
  const { caseId, data } = reading.answer;
  const [fields, setFields] = useState<readonly string[]>(props.fields ?? []);
  const [message, setMessage] = useState('');
  const paths = [...new Set([...askablePaths(data.application), ...fields])];
  const missing = [
    [say(DECIDE.fields), fields.length === 0],
    [say(DECIDE.message), message.trim() === ''],
  ] as const;
  const isReady = !missing.some(([, isMissing]) => isMissing);
  return (
    <DecisionDialog
      words={DECISION.requestInformation}
      reading={reading}
      onClose={onClose}
      wish={JSON.stringify([fields, message])}
      missing={missing}
      send={
        isReady
          ? ({ revision, key }) =>
              post(
                pathOf('requestInformation', { caseId }),
                FORMS.receipt,
                { revision, fields, message },
                key,
              )
          : undefined
      }
    >
      <CheckField
        legend={`${say(DECIDE.fields)} – ${say(DECIDE.fieldsNeeded)}`}
        options={paths.map((path) => [path, fieldName(path, say)] as const)}
        value={fields}
        onChange={setFields}
      />
      <TextField
        label={say(DECIDE.message)}
        hint={say(DECIDE.messageHint)}
        value={message}
        onChange={setMessage}
      />
    </DecisionDialog>
  );
}
