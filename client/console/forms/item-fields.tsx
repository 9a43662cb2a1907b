/** The deposit items of an application, each with what is wrong with it. */
import type { ReactElement } from 'react';
import { DEPOSIT_KINDS } from '../../../workflows/contract/case-view';
import type { Finding } from '../../../wire/problem-answers';
import { Button } from '../parts/controls/button';
import { Select } from '../parts/controls/select';
import { Field } from '../parts/controls/field';
import { Input } from '../parts/controls/input';
import { DEPOSIT } from '../../../words/domain';
import { FORM } from '../texts/forms';
import { useSay } from '../texts/say';
import type { ItemForm } from './application';
import { Requested } from './application-fields';
import type { FieldsProps } from './application-fields';
import { saidAbout } from './findings';
import { TakeOver } from './take-over';
import { named } from '../../../words/phrase';

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
  const pathTo = (field: string): string => `deposits[${index}].${field}`;
  const said = (field: string): readonly string[] => saidAbout(problems, pathTo(field));
  const known = [...new Set([...serials, item.serialNumber])].filter((sn) => sn.trim() !== '');
  const currencies = [...new Set([...CURRENCIES, item.currency])];
  return (
    <div className="item-row">
      <Field label={say(FORM.itemTerminal)} wrong={said('serialNumber')}>
        {(control) => (
          <Select
            {...control}
            data-path={pathTo('serialNumber')}
            options={[['', say(FORM.choose)], ...known.map((sn) => [sn, sn] as const)]}
            value={item.serialNumber}
            onChange={(serialNumber) => onChange({ ...item, serialNumber })}
          />
        )}
      </Field>
      <Field label={say(FORM.itemKind)} wrong={said('kind')}>
        {(control) => (
          <Select
            {...control}
            data-path={pathTo('kind')}
            options={DEPOSIT_KINDS.map((kind) => [kind, say(named(DEPOSIT, kind))] as const)}
            value={item.kind}
            onChange={(kind) => onChange({ ...item, kind })}
          />
        )}
      </Field>
      <Field label={say(FORM.itemAmount)} wrong={said('amountMinor')}>
        {(control) => (
          <Input
            {...control}
            data-path={pathTo('amountMinor')}
            className="number"
            inputMode="decimal"
            autoComplete="off"
            value={item.amount}
            onChange={(event) => onChange({ ...item, amount: event.target.value })}
          />
        )}
      </Field>
      <Field label={say(FORM.itemCurrency)} wrong={said('currency')}>
        {(control) => (
          <Select
            {...control}
            data-path={pathTo('currency')}
            options={currencies.map((code) => [code, code] as const)}
            value={item.currency}
            onChange={(currency) => onChange({ ...item, currency })}
          />
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
