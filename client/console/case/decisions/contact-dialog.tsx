/** Correcting how the merchant is reached: shown in full first, then checked while it is typed. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { checkContact } from '../../../../checks/contact';
import { LOCALES } from '../../../../workflows/contract/case-data';
import { FORMS } from '../../api/answer-forms';
import type { ContactAnswer } from '../../api/answers';
import { newKey, post, put } from '../../api/http';
import { saidAbout, spoken } from '../../forms/findings';
import { Field, RadioField } from '../../parts/field';
import { MAX_FIELD_LENGTH } from '../../parts/limits';
import { ProblemNotice } from '../../parts/problem-notice';
import { DECIDE, DECISION } from '../../texts/decisions';
import { fieldName } from '../../texts/fields';
import { FORM } from '../../texts/forms';
import { useLocale, useSay } from '../../texts/say';
import { DecisionDialog } from './decision-dialog';
import type { DialogProps } from './decision-dialogs';

type Entered = Pick<ContactAnswer, 'contactName' | 'phone' | 'email' | 'locale' | 'timeZone'>;

/** As it is sent: what holds nothing is left out. */
function bodyOf({ contactName, phone = '', email = '', locale, timeZone }: Entered): object {
  return {
    contactName: contactName.trim(),
    ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
    ...(email.trim() === '' ? {} : { email: email.trim() }),
    locale,
    timeZone,
  };
}

export function AmendContactDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { caseId, latestRevision } = reading.answer;
  const [shown, setShown] = useState<ContactAnswer>();
  const [entered, setEntered] = useState<Entered>();
  const show = useMutation({
    mutationFn: () => {
      const body = { fields: ['contact'], reason: say(DECIDE.contactReason) };
      return post(`/cases/${caseId}/reveal`, FORMS.revealed, body, newKey());
    },
    onSuccess: ({ contact }) => {
      setShown(contact);
      setEntered(contact);
    },
  });
  const body = entered && bodyOf(entered);
  const merchantNumber = shown?.merchantNumber ?? '';
  const problems = entered ? checkContact({ ...entered, merchantNumber }, '').problems : [];
  const isChanged = shown && JSON.stringify(bodyOf(shown)) !== JSON.stringify(body);
  const isReady = body !== undefined && isChanged === true && problems.length === 0;
  return (
    <DecisionDialog
      words={DECISION.amendContact}
      reading={reading}
      onClose={onClose}
      wish={JSON.stringify(body ?? null)}
      send={
        isReady
          ? () =>
              put(`/cases/${caseId}/contact`, FORMS.receipt, { revision: latestRevision, ...body })
          : undefined
      }
    >
      {entered ? (
        <>
          <ContactFields
            entered={entered}
            findings={spoken(problems, locale)}
            onChange={setEntered}
          />
          {isChanged === true ? null : <p className="quiet">{say(DECIDE.contactSame)}</p>}
        </>
      ) : (
        <>
          <p>{say(DECIDE.contactShowWhat)}</p>
          {show.error ? <ProblemNotice error={show.error} /> : null}
          <div>
            <Button loading={show.isPending} onClick={() => show.mutate()}>
              {say(DECIDE.contactShow)}
            </Button>
          </div>
        </>
      )}
    </DecisionDialog>
  );
}

interface FieldsProps {
  readonly entered: Entered;
  readonly findings: ReturnType<typeof spoken>;
  readonly onChange: (entered: Entered) => void;
}

const TYPES = { contactName: 'text', phone: 'tel', email: 'email' } as const;

function ContactFields({ entered, findings, onChange }: FieldsProps): ReactElement {
  const say = useSay();
  const names = ['contactName', 'phone', 'email'] as const;
  return (
    <>
      {names.map((name) => (
        <Field key={name} label={fieldName(name, say)} wrong={saidAbout(findings, name)}>
          {(control) => (
            <input
              {...control}
              className="plain"
              type={TYPES[name]}
              autoComplete="off"
              maxLength={MAX_FIELD_LENGTH}
              value={entered[name] ?? ''}
              onChange={(event) => onChange({ ...entered, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {saidAbout(findings, '').map((text) => (
        <p key={text} className="notice error">
          {text}
        </p>
      ))}
      <RadioField
        legend={say(FORM.language)}
        name="contact-locale"
        options={LOCALES.map((known) => [known, known === 'en' ? 'English' : '中文'] as const)}
        value={entered.locale}
        onChange={(locale) => onChange({ ...entered, locale })}
      />
    </>
  );
}
