/** Filters of what needs a person. They write the address and nothing else. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { readAmount } from '../../../../checks/money/money';
import { UNBIND_REASONS } from '../../../../workflows/contract/case-view';
import { OPEN_STATUSES } from '../../../../workflows/contract/lifecycle';
import { formatMinor } from '../../../../workflows/contract/money';
import { Button } from '../../parts/controls/button';
import { Choice, Day } from '../../parts/controls/filter';
import { REASON, STATUS } from '../../../../words/domain';
import { QUEUE } from '../../texts/queue';
import { OPS } from '../../texts/operations';
import { useSay } from '../../texts/say';
import { RUNS } from '../../texts/upkeep';
import { isFiltered, readFilter } from './address';
import type { AttentionFilter } from './address';
import { named } from '../../../../words/phrase';
import { Input } from '../../parts/controls/input';

/** Amounts are typed with its digits; the filter compares minor units, whatever the currency. */
const CURRENCY = 'CNY';

interface Props {
  readonly filter: AttentionFilter;
  readonly onChange: (filter: AttentionFilter) => void;
}

export function AttentionFilters({ filter, onChange }: Props): ReactElement {
  const say = useSay();
  /** Through the reader of addresses: what it does not know is no filter. */
  const set = (name: keyof AttentionFilter) => (value: string) =>
    onChange({ ...filter, [name]: readFilter(new URLSearchParams({ [name]: value }))[name] });
  const statuses = OPEN_STATUSES.map((status) => [status, say(named(STATUS, status))] as const);
  const reasons = UNBIND_REASONS.map((reason) => [reason, say(named(REASON, reason))] as const);
  return (
    <div role="group" aria-label={say(OPS.filters)} className="filters">
      <Choice
        label={say(RUNS.status)}
        value={filter.status ?? ''}
        options={[['', say(RUNS.any)], ...statuses]}
        onChange={set('status')}
      />
      <Choice
        label={say(RUNS.reason)}
        value={filter.reason ?? ''}
        options={[['', say(RUNS.any)], ...reasons]}
        onChange={set('reason')}
      />
      <Day label={RUNS.before} value={filter.sinceBefore} onChange={set('sinceBefore')} />
      <MoneyFrom
        key={filter.moneyFrom === undefined ? 'none' : 'some'}
        minor={filter.moneyFrom}
        onChange={set('moneyFrom')}
      />
      {isFiltered(filter) ? (
        <Button look="text" className="quiet-link" onClick={() => onChange({})}>
          {say(QUEUE.reset)}
        </Button>
      ) : null}
    </div>
  );
}

interface MoneyProps {
  readonly minor: string | undefined;
  readonly onChange: (minor: string) => void;
}

/** Looks for the amount once it is left or confirmed, not at each digit. */
function MoneyFrom({ minor, onChange }: MoneyProps): ReactElement {
  const say = useSay();
  const [text, setText] = useState(
    minor === undefined ? '' : formatMinor({ amountMinor: Number(minor), currency: CURRENCY }),
  );
  const amount = readAmount(text, CURRENCY).value;
  const isWrong = text.trim() !== '' && amount === undefined;
  const commit = (): void => {
    const next = amount === undefined || amount === 0 ? '' : String(amount);
    if (next !== (minor ?? '')) onChange(next);
  };
  return (
    <label className="filter">
      <span className="small quiet">{say(OPS.moneyFrom)}</span>
      <Input
        className="auto number"
        inputMode="decimal"
        size={10}
        maxLength={16}
        aria-invalid={isWrong}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
    </label>
  );
}
