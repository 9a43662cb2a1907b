/** Whom the desk talks to: merchant number, contact, and the language of what is sent. */
import { LOCALES } from '../../../workflows/contract/case-data';
import { LANGUAGE_NAME } from '../../../words/languages';
import type { ReactElement, ReactNode } from 'react';
import type { Finding } from '../../../wire/problem-answers';
import { landlineWarning } from '../../../checks/people/landline';
import { Field, RadioField } from '../parts/controls/field';
import { Input } from '../parts/controls/input';
import { MAX_FIELD_LENGTH } from '../../../wire/limits';
import { FORM } from '../texts/forms';
import { useLocale, useSay } from '../texts/say';
import { saidAbout } from './findings';
import type { ContactForm } from './opening';
import { ZoneField } from './zone-field';

type TextName = 'merchantNumber' | 'contactName' | 'phone' | 'email';

interface Props {
  readonly value: ContactForm;
  readonly set: (change: Partial<ContactForm>) => void;
  readonly findings: readonly Finding[];
}

export function ContactFields(props: Props): ReactElement {
  const { value, set, findings } = props;
  const say = useSay();
  const landline = landlineWarning(value.phone, useLocale());
  const textField = (name: TextName, label: string, hint?: string): ReactNode => {
    const path = `merchant.${name}`;
    const doubts = name === 'phone' && landline !== undefined ? [landline] : [];
    return (
      <Field label={label} hint={hint} wrong={saidAbout(findings, path)} doubts={doubts}>
        {(control) => (
          <Input
            {...control}
            data-path={path}
            type={name === 'phone' ? 'tel' : name === 'email' ? 'email' : 'text'}
            maxLength={MAX_FIELD_LENGTH}
            value={value[name]}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        )}
      </Field>
    );
  };
  return (
    <>
      <div className="columns">
        {textField('merchantNumber', say(FORM.merchantNumber))}
        {textField('contactName', say(FORM.contactName))}
        {textField('phone', say(FORM.phone), say(FORM.phoneHint))}
        {textField('email', say(FORM.email), say(FORM.channelHint))}
      </div>
      {saidAbout(findings, 'merchant').map((text) => (
        <p key={text} className="notice error">
          {text}
        </p>
      ))}
      <RadioField
        legend={say(FORM.language)}
        name="locale"
        options={LOCALES.map((locale) => [locale, LANGUAGE_NAME[locale]])}
        value={value.locale}
        onChange={(locale) => set({ locale })}
      />
      <ZoneField
        value={value.timeZone}
        path="merchant.timeZone"
        wrong={saidAbout(findings, 'merchant.timeZone')}
        onChange={(timeZone) => set({ timeZone })}
      />
    </>
  );
}
