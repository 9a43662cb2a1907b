/** The deposit items of an application, each with what is wrong with it. */
import type { ReactElement } from 'react';
import { DEPOSIT_KINDS } from '../../../workflows/contract/case-view';
import type { Finding } from '../../../wire/problem-answers';
import { Button } from '../parts/button';
import { Field } from '../parts/field';
import type { ControlProps } from '../parts/field';
import { DEPOSIT } from '../../../words/domain';
import { FORM } from '../texts/forms';
import { useSay } from '../texts/say';
import type { ItemForm } from './application';
import { Requested } from './application-fields';
import type { FieldsProps } from './application-fields';
import { saidAbout } from './findings';
import { TakeOver } from './take-over';
import { named } from '../../../words/sentence';

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
          DEPOSIT_KINDS.map((kind) => [kind, say(named(DEPOSIT, kind))] as const),
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
      <Button look="text" aria-label={say(FORM.removeItem, { n: index + 1 })} onClick={onRemove}>
        ×
      </Button>
    </div>
  );
}

export function ItemFields(props: FieldsProps & { caseId: string }): ReactElement {
  const say = useSay();
  const { form, set, problems, requested, caseId } = props;
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
          <TakeOver caseId={caseId} items={items} onTake={(taken) => set({ items: taken })} />
        </div>
      </fieldset>
    </Requested>
  );
}
