/** The fields of an application. Each says at once what is wrong with it and what the acquirer has. */
import type { ReactElement, ReactNode } from 'react';
import Button from 'antd/es/button';
import { DOCUMENT_KINDS } from '../../../workflows/contract/case-data';
import { DEPOSIT_KINDS } from '../../../workflows/contract/case-view';
import type { Finding } from '../api/answers';
import { Field, RadioField } from '../parts/field';
import type { ControlProps } from '../parts/field';
import { MAX_FIELD_LENGTH } from '../parts/limits';
import { DEPOSIT, DOCUMENT } from '../texts/domain';
import { FORM } from '../texts/forms';
import { useSay } from '../texts/say';
import type { ApplicationForm, ItemForm } from './application';
import { saidAbout } from './findings';

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
function Requested(props: { when: boolean; children: ReactNode }): ReactNode {
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
  return (
    <Requested when={isRequested(requested, path)}>
      <Field
        label={label}
        hint={hint}
        wrong={saidAbout(problems, path)}
        doubts={saidAbout(warnings, path)}
      >
        {(control) => (
          <input
            {...control}
            data-path={path}
            className="plain"
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
            <select
              {...control}
              data-path="document.kind"
              className="plain"
              value={form.documentKind}
              onChange={(event) => set({ documentKind: event.target.value })}
            >
              <option value="">{say(FORM.choose)}</option>
              {DOCUMENT_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {say(DOCUMENT[kind])}
                </option>
              ))}
            </select>
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
  const { form, set } = props;
  return (
    <>
      <RadioField
        legend={say(FORM.payee)}
        name="payee"
        options={[
          ['original-payment', say(FORM.originalPayment)],
          ['bank-account', say(FORM.bankAccount)],
        ]}
        value={form.payeeKind}
        onChange={(payeeKind) => set({ payeeKind })}
      />
      {form.payeeKind === 'bank-account' ? (
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
        <label>
          <input
            type="checkbox"
            checked={form.closeAccount}
            onChange={(event) => set({ closeAccount: event.target.checked })}
          />{' '}
          {say(FORM.closeAccount)}
          <span className="small quiet block">{say(FORM.closeHint)}</span>
          {saidAbout(props.problems, 'closeAccount').map((text) => (
            <span key={text} className="wrong block">
              {text}
            </span>
          ))}
        </label>
      </Requested>
    </>
  );
}

interface ItemProps {
  readonly item: ItemForm;
  readonly index: number;
  readonly serials: readonly string[];
  readonly problems: readonly Finding[];
  readonly onChange: (item: ItemForm) => void;
  readonly onRemove: () => void;
}

const CURRENCIES = ['CNY', 'HKD', 'MOP', 'TWD', 'USD', 'EUR'];

function ItemRow({ item, index, serials, problems, onChange, onRemove }: ItemProps): ReactElement {
  const say = useSay();
  const said = (field: string): readonly string[] =>
    saidAbout(problems, `deposits[${index}].${field}`);
  const known = [...new Set([...serials, item.serialNumber])].filter((sn) => sn.trim() !== '');
  const choice = (
    name: 'serialNumber' | 'kind' | 'currency',
    options: readonly (readonly [string, string])[],
    pick: (value: string) => void,
  ) =>
    function Control(control: ControlProps): ReactElement {
      return (
        <select
          {...control}
          className="plain"
          value={item[name]}
          onChange={(event) => pick(event.target.value)}
        >
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      );
    };
  return (
    <div className="item-row">
      <Field label={say(FORM.itemTerminal)} wrong={said('serialNumber')}>
        {choice(
          'serialNumber',
          [['', say(FORM.choose)], ...known.map((sn) => [sn, sn] as const)],
          (serialNumber) => onChange({ ...item, serialNumber }),
        )}
      </Field>
      <Field label={say(FORM.itemKind)} wrong={said('kind')}>
        {choice(
          'kind',
          DEPOSIT_KINDS.map((kind) => [kind, say(DEPOSIT[kind])] as const),
          (value) =>
            onChange({ ...item, kind: DEPOSIT_KINDS.find((k) => k === value) ?? item.kind }),
        )}
      </Field>
      <Field label={say(FORM.itemAmount)} wrong={said('amountMinor')}>
        {(control) => (
          <input
            {...control}
            data-path={`deposits[${index}].amountMinor`}
            className="plain number"
            inputMode="decimal"
            autoComplete="off"
            value={item.amount}
            onChange={(event) => onChange({ ...item, amount: event.target.value })}
          />
        )}
      </Field>
      <Field label={say(FORM.itemCurrency)} wrong={said('currency')}>
        {choice(
          'currency',
          [...new Set([...CURRENCIES, item.currency])].map((code) => [code, code] as const),
          (currency) => onChange({ ...item, currency }),
        )}
      </Field>
      <Button type="text" aria-label={say(FORM.removeItem, { n: index + 1 })} onClick={onRemove}>
        ×
      </Button>
    </div>
  );
}

export function ItemFields(props: FieldsProps & { onTakeOver: () => void }): ReactElement {
  const say = useSay();
  const { form, set, problems, requested, onTakeOver } = props;
  const { items } = form;
  const blank: ItemForm = {
    serialNumber: form.serials[0] ?? '',
    kind: 'refundable-deposit',
    amount: '',
    currency: 'CNY',
  };
  return (
    <Requested when={requested.some((path) => path.startsWith('deposits'))}>
      <fieldset className="stack">
        <legend>{say(FORM.deposits)}</legend>
        <p className="small quiet">{say(FORM.depositsHint)}</p>
        {saidAbout(problems, 'deposits').map((text) => (
          <p key={text} className="wrong" role="alert">
            {text}
          </p>
        ))}
        {items.map((item, index) => (
          <ItemRow
            key={index}
            item={item}
            index={index}
            serials={form.serials}
            problems={problems}
            onChange={(next) => set({ items: items.with(index, next) })}
            onRemove={() => set({ items: items.toSpliced(index, 1) })}
          />
        ))}
        <div className="row">
          <Button onClick={() => set({ items: [...items, blank] })}>{say(FORM.addItem)}</Button>
          <Button onClick={onTakeOver}>{say(FORM.takeOver)}</Button>
        </div>
      </fieldset>
    </Requested>
  );
}
