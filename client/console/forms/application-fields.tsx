// client/console/forms/: what people fill in: a new case and its application, checked and kept while it is typed.
/** The fields of an application. Each says at once what is wrong with it and what the acquirer has. */
import type { ReactElement, ReactNode } from 'react';
import { landlineWarning } from '../../../checks/people/landline';
import { DOCUMENT_KINDS } from '../../../workflows/contract/case-data';
import type { Finding } from '../../../wire/problem-answers';
import { Field, RadioField } from '../parts/controls/field';
import { Select } from '../parts/controls/select';
import { Input, Tick } from '../parts/controls/input';
import { MAX_FIELD_LENGTH } from '../../../wire/limits';
import { DOCUMENT } from '../../../words/domain';
import { PAYEE } from '../../../words/operations';
import { FORM } from '../texts/forms';
import { useLocale, useSay } from '../texts/say';
import type { ApplicationForm } from './application';
import { saidAbout } from './findings';
import { named } from '../../../words/phrase';

export interface FieldsProps {
  readonly form: ApplicationForm;
  readonly set: (change: Partial<ApplicationForm>) => void;
  readonly problems: readonly Finding[];
  readonly warnings: readonly Finding[];
  /** Paths that a reviewer asked to correct. */
  readonly requested: readonly string[];
}

type TextName =
  | 'merchantName'
  | 'documentNumber'
  | 'phone'
  | 'email'
  | 'accountName'
  | 'accountNumber'
  | 'bankCode';

interface TextFieldProps extends FieldsProps {
  readonly name: TextName;
  readonly path: string;
  readonly label: string;
  readonly hint?: string;
}

function isRequested(requested: readonly string[], path: string): boolean {
  return requested.some((asked) => path === asked || path.startsWith(`${asked}.`));
}

/** A frame around what a reviewer asked to correct. */
export function Requested(props: { when: boolean; children: ReactNode }): ReactNode {
  const say = useSay();
  if (!props.when) return props.children;
  return (
    <div className="requested">
      <p className="small doubt">{say(FORM.requested)}</p>
      {props.children}
    </div>
  );
}

function TextField(props: TextFieldProps): ReactElement {
  const { form, set, problems, warnings, requested, name, path, label, hint } = props;
  const locale = useLocale();
  const landline = name === 'phone' ? landlineWarning(form.phone, locale) : undefined;
  return (
    <Requested when={isRequested(requested, path)}>
      <Field
        label={label}
        hint={hint}
        wrong={saidAbout(problems, path)}
        doubts={[...saidAbout(warnings, path), ...(landline === undefined ? [] : [landline])]}
      >
        {(control) => (
          <Input
            {...control}
            data-path={path}
            type={name === 'phone' ? 'tel' : name === 'email' ? 'email' : 'text'}
            autoComplete="off"
            spellCheck={false}
            maxLength={MAX_FIELD_LENGTH}
            value={form[name]}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        )}
      </Field>
    </Requested>
  );
}

export function MerchantFields(props: FieldsProps): ReactElement {
  const say = useSay();
  const { form, set, problems, requested } = props;
  return (
    <div className="columns">
      <TextField
        {...props}
        name="merchantName"
        path="merchantName"
        label={say(FORM.merchantName)}
        hint={say(FORM.merchantNameHint)}
      />
      <Requested when={isRequested(requested, 'document.kind')}>
        <Field label={say(FORM.documentKind)} wrong={saidAbout(problems, 'document.kind')}>
          {(control) => (
            <Select
              {...control}
              data-path="document.kind"
              options={[
                ['', say(FORM.choose)],
                ...DOCUMENT_KINDS.map((kind) => [kind, say(named(DOCUMENT, kind))] as const),
              ]}
              value={form.documentKind}
              onChange={(documentKind) => set({ documentKind })}
            />
          )}
        </Field>
      </Requested>
      <TextField
        {...props}
        name="documentNumber"
        path="document.number"
        label={say(FORM.documentNumber)}
      />
      <TextField {...props} name="phone" path="phone" label={say(FORM.phone)} />
      <TextField {...props} name="email" path="email" label={say(FORM.email)} />
    </div>
  );
}

export function PayeeFields(props: FieldsProps): ReactElement {
  const say = useSay();
  const { form, set, problems } = props;
  const { payeeKind, accountName, accountNumber, bankCode } = form;
  // What was typed stays in sight where the kind does not use it, with what to do about it.
  const isEntered = `${accountName}${accountNumber}${bankCode}`.trim() !== '';
  return (
    <>
      <RadioField
        legend={say(FORM.payee)}
        name="payee"
        path="payee.kind"
        options={[
          ['original-payment', say(named(PAYEE, 'original-payment'))],
          ['bank-account', say(named(PAYEE, 'bank-account'))],
        ]}
        value={payeeKind}
        wrong={saidAbout(problems, 'payee.kind')}
        onChange={(chosen) => set({ payeeKind: chosen })}
      />
      {payeeKind === 'bank-account' || isEntered ? (
        <div className="columns">
          <TextField
            {...props}
            name="accountName"
            path="payee.accountName"
            label={say(FORM.accountName)}
            hint={say(FORM.accountNameHint)}
          />
          <TextField
            {...props}
            name="accountNumber"
            path="payee.accountNumber"
            label={say(FORM.accountNumber)}
          />
          <TextField {...props} name="bankCode" path="payee.bankCode" label={say(FORM.bankCode)} />
        </div>
      ) : null}
      <Requested when={isRequested(props.requested, 'closeAccount')}>
        <Tick checked={form.closeAccount} onChange={(closeAccount) => set({ closeAccount })}>
          {say(FORM.closeAccount)}
          <span className="small quiet block">{say(FORM.closeHint)}</span>
          {saidAbout(props.problems, 'closeAccount').map((text) => (
            <span key={text} className="wrong block">
              {text}
            </span>
          ))}
        </Tick>
      </Requested>
    </>
  );
}
