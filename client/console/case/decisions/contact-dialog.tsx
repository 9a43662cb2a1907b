/** How the merchant is reached, corrected as a whole and checked while it is typed. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { checkContact } from '../../../../checks/contact';
import { FORMS } from '../../api/answer-forms';
import type { ContactAnswer } from '../../api/answers';
import { newKey, post, put } from '../../api/http';
import { saidAbout, spoken } from '../../forms/findings';
import { Field, RadioField } from '../../parts/field';
import { MAX_FIELD_LENGTH } from '../../parts/limits';
import { ProblemNotice } from '../../parts/problem-notice';
import { DECIDE, DECISION } from '../../texts/decisions';
import { FORM } from '../../texts/forms';
import { useLocale, useSay } from '../../texts/say';
import { DecisionDialog } from './decision-dialog';
import type { DialogProps } from './decision-dialogs';

interface Contact {
  readonly contactName: string;
  readonly phone: string;
  readonly email: string;
  readonly locale: ContactAnswer['locale'];
}

function bodyOf({ contactName, phone, email, locale }: Contact, timeZone: string): object {
  return {
    contactName: contactName.trim(),
    ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
    ...(email.trim() === '' ? {} : { email: email.trim() }),
    locale,
    timeZone,
  };
}

export function ContactDialog({ reading, onClose }: DialogProps): ReactElement {
  const { caseId, data } = reading.answer;
  const { merchantNumber, timeZone } = data.contact;
  const [contact, setContact] = useState<Contact>();
  const problems = contact
    ? checkContact({ ...contact, merchantNumber, timeZone }, '').problems
    : [];
  return (
    <DecisionDialog
      words={DECISION.amendContact}
      reading={reading}
      onClose={onClose}
      wish={JSON.stringify(contact)}
      send={
        contact && problems.length === 0
          ? ({ latestRevision }) =>
              put(`/cases/${caseId}/contact`, FORMS.receipt, {
                revision: latestRevision,
                ...bodyOf(contact, timeZone),
              })
          : undefined
      }
    >
      {contact ? (
        <ContactFields contact={contact} problems={problems} onChange={setContact} />
      ) : (
        <ShowContact caseId={caseId} onShown={setContact} />
      )}
    </DecisionDialog>
  );
}

interface ShowProps {
  readonly caseId: string;
  readonly onShown: (contact: Contact) => void;
}

function ShowContact({ caseId, onShown }: ShowProps): ReactElement {
  const say = useSay();
  const reveal = useMutation({
    mutationFn: () =>
      post(
        `/cases/${caseId}/reveal`,
        FORMS.revealed,
        { fields: ['contact'], reason: say(DECIDE.contactReason) },
        newKey(),
      ),
    onSuccess: ({ contact }) => {
      if (!contact) throw new Error('the answer has no contact');
      const { contactName, phone = '', email = '', locale } = contact;
      onShown({ contactName, phone, email, locale });
    },
  });
  return (
    <>
      <p>{say(DECIDE.contactShowWhat)}</p>
      {reveal.error ? <ProblemNotice error={reveal.error} /> : null}
      <div>
        <Button loading={reveal.isPending} onClick={() => reveal.mutate()}>
          {say(DECIDE.contactShow)}
        </Button>
      </div>
    </>
  );
}

interface FieldsProps {
  readonly contact: Contact;
  readonly problems: ReturnType<typeof checkContact>['problems'];
  readonly onChange: (contact: Contact) => void;
}

function ContactFields({ contact, problems, onChange }: FieldsProps): ReactElement {
  const say = useSay();
  const findings = spoken(problems, useLocale());
  const fields = [
    ['contactName', 'text', say(FORM.contactName), undefined],
    ['phone', 'tel', say(FORM.phone), say(FORM.phoneHint)],
    ['email', 'email', say(FORM.email), say(FORM.channelHint)],
  ] as const;
  return (
    <>
      {fields.map(([name, type, label, hint]) => (
        <Field key={name} label={label} hint={hint} wrong={saidAbout(findings, name)}>
          {(control) => (
            <input
              {...control}
              className="plain"
              type={type}
              autoComplete="off"
              maxLength={MAX_FIELD_LENGTH}
              value={contact[name]}
              onChange={(event) => onChange({ ...contact, [name]: event.target.value })}
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
        options={[
          ['zh-CN', '中文'],
          ['en', 'English'],
        ]}
        value={contact.locale}
        onChange={(locale) => onChange({ ...contact, locale })}
      />
    </>
  );
}
