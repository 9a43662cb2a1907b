// client/console/case/decisions/: what a person decides on a case, a dialog each.
/** How the merchant is reached, corrected as a whole and checked while it is typed. */
import { LOCALES } from '../../../../workflows/contract/case-data';
import { LANGUAGE_NAME } from '../../../../words/languages';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { checkContact } from '../../../../checks/people/contact';
import { landlineWarning } from '../../../../checks/people/landline';
import { FORMS } from '../../../../wire/forms';
import type { CaseDataAnswer, ContactAnswer } from '../../../../wire/cases/case-data-answers';
import { put } from '../../api/http';
import { saidAbout, spoken } from '../../forms/findings';
import { ZoneField } from '../../forms/zone-field';
import { Field, RadioField } from '../../parts/controls/field';
import { Input } from '../../parts/controls/input';
import { MAX_FIELD_LENGTH } from '../../../../wire/limits';
import { DECIDE, DECISION } from '../../texts/decisions';
import { FORM } from '../../texts/forms';
import { useLocale, useSay } from '../../texts/say';
import { DecisionDialog } from './decision-dialog';
import type { DialogProps } from './decision-dialogs';
import { RevealButton } from './reveal-button';
import { pathOf } from '../../../../wire/routes';

interface Contact {
  readonly contactName: string;
  readonly phone: string;
  readonly email: string;
  readonly locale: ContactAnswer['locale'];
  readonly timeZone: string;
}

function bodyOf({ contactName, phone, email, locale, timeZone }: Contact): object {
  return {
    contactName: contactName.trim(),
    ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
    ...(email.trim() === '' ? {} : { email: email.trim() }),
    locale,
    ...(timeZone.trim() === '' ? {} : { timeZone: timeZone.trim() }),
  };
}

function contactOf({ contact }: Partial<CaseDataAnswer>): Contact {
  if (!contact) throw new Error('the answer has no contact');
  const { contactName, phone = '', email = '', locale, timeZone } = contact;
  return { contactName, phone, email, locale, timeZone };
}

export function ContactDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const { caseId, data } = reading.answer;
  const { merchantNumber } = data.contact;
  const [contact, setContact] = useState<Contact>();
  const problems = contact ? checkContact({ ...contact, merchantNumber }, '').problems : [];
  return (
    <DecisionDialog
      words={DECISION.amendContact}
      reading={reading}
      onClose={onClose}
      wish={JSON.stringify(contact)}
      send={
        contact && problems.length === 0
          ? ({ latestRevision }) =>
              put(pathOf('replaceContact', { caseId }), FORMS.receipt, {
                revision: latestRevision,
                ...bodyOf(contact),
              })
          : undefined
      }
    >
      {contact ? (
        <ContactFields contact={contact} problems={problems} onChange={setContact} />
      ) : (
        <RevealButton
          caseId={caseId}
          fields={['contact']}
          what={say(DECIDE.contactShowWhat)}
          reason={say(DECIDE.contactReason)}
          name={say(DECIDE.contactShow)}
          onShown={(shown) => setContact(contactOf(shown))}
        />
      )}
    </DecisionDialog>
  );
}

interface FieldsProps {
  readonly contact: Contact;
  readonly problems: ReturnType<typeof checkContact>['problems'];
  readonly onChange: (contact: Contact) => void;
}

function ContactFields({ contact, problems, onChange }: FieldsProps): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const findings = spoken(problems, locale);
  const landline = landlineWarning(contact.phone, locale);
  const fields = [
    ['contactName', 'text', say(FORM.contactName), undefined],
    ['phone', 'tel', say(FORM.phone), say(FORM.phoneHint)],
    ['email', 'email', say(FORM.email), say(FORM.channelHint)],
  ] as const;
  return (
    <>
      {fields.map(([name, type, label, hint]) => (
        <Field
          key={name}
          label={label}
          hint={hint}
          wrong={saidAbout(findings, name)}
          doubts={name === 'phone' && landline !== undefined ? [landline] : []}
        >
          {(control) => (
            <Input
              {...control}
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
        options={LOCALES.map((locale) => [locale, LANGUAGE_NAME[locale]])}
        value={contact.locale}
        onChange={(chosen) => onChange({ ...contact, locale: chosen })}
      />
      <ZoneField
        value={contact.timeZone}
        wrong={saidAbout(findings, 'timeZone')}
        onChange={(timeZone) => onChange({ ...contact, timeZone })}
      />
    </>
  );
}
