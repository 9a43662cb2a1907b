/** What was entered beside what the acquirer holds; differences stand out by word, mark and color. */
import type { ReactElement } from 'react';
import { DEPOSIT_KINDS } from '../../../workflows/contract/case-view';
import { DOCUMENT_KINDS, PAYEE_KINDS } from '../../../workflows/contract/case-data';
import type { Comparison, ComparisonRow } from '../../../wire/cases/case-answers';
import { meaningOf } from '../../../words/timeline';
import { useRevealed } from '../case/revealed';
import { Moment } from '../parts/moment';
import { TickBox } from '../parts/controls/input';
import { CASE } from '../texts/case';
import { DEPOSIT, DOCUMENT } from '../../../words/domain';
import { fieldName } from '../../../words/fields';
import { REVIEW } from '../texts/review';
import { useLocale, useSay } from '../texts/say';
import { named } from '../../../words/phrase';
import type { Say } from '../../../words/phrase';
import { UNEQUAL, agreement } from './agreement';
import { rowsInFull } from './in-full';
import { COMPARED, PAYEE } from '../../../words/operations';

interface Props {
  readonly comparison: Comparison;
  /** Ticked paths; undefined where nothing may be asked for. */
  readonly ticked?: readonly string[] | undefined;
  readonly onTick?: ((paths: readonly string[]) => void) | undefined;
}

export function ComparisonTable({ comparison, ticked, onTick }: Props): ReactElement {
  const say = useSay();
  const { full } = useRevealed();
  const rows = full ? rowsInFull(comparison.rows, full) : comparison.rows;
  return (
    <section className="card flush" aria-labelledby="comparison">
      <h2 id="comparison" className="group-title">
        {agreement(rows, say)}{' '}
        <span className="small quiet">
          {say(REVIEW.readAt)} <Moment at={comparison.readAt} />
        </span>
      </h2>
      {comparison.acquirer === 'read' ? null : (
        <p className="notice warning">
          {say(comparison.acquirer === 'unreachable' ? REVIEW.unreachable : REVIEW.cannotTell)}
        </p>
      )}
      <div className="scroll-x" tabIndex={0} role="group" aria-labelledby="comparison">
        <table className="data cards comparison">
          <thead>
            <tr>
              <th scope="col">{say(REVIEW.field)}</th>
              <th scope="col">{say(REVIEW.entered)}</th>
              <th scope="col">{say(REVIEW.agreed)}</th>
              <th scope="col">{say(REVIEW.acquirer)}</th>
              <th scope="col">{say(CASE.state)}</th>
              {ticked ? <th scope="col">{say(REVIEW.ask)}</th> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.path} row={row} ticked={ticked} onTick={onTick} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Values that are words of ours rather than data. */
function valueText(path: string, value: string | null, say: Say): string {
  if (value === null) return say(REVIEW.notTold);
  if (value === '') return say(REVIEW.nothingThere);
  const kind = path === 'document.kind' ? DOCUMENT_KINDS.find((k) => k === value) : undefined;
  if (kind) return say(named(DOCUMENT, kind));
  if (path === 'closeAccount') return say(value === 'true' ? CASE.yes : CASE.no);
  const item = DEPOSIT_KINDS.find((known) => path.startsWith('deposits') && value.includes(known));
  if (item) return value.replace(item, say(named(DEPOSIT, item)));
  const payee = PAYEE_KINDS.find((known) => path === 'payee.kind' && known === value);
  if (payee) return say(named(PAYEE, payee));
  return value;
}

const TONE: Readonly<Record<ComparisonRow['state'], string>> = {
  same: 'good',
  different: 'bad',
  'only-entered': 'warn',
  'only-acquirer': 'warn',
  unknown: '',
};

interface RowProps extends Pick<Props, 'ticked' | 'onTick'> {
  readonly row: ComparisonRow;
}

function Row({ row, ticked, onTick }: RowProps): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { path, state } = row;
  const name = fieldName(path, say);
  const isTicked = ticked?.includes(path) === true;
  return (
    <tr className={UNEQUAL.includes(state) ? 'unequal' : undefined}>
      <th scope="row">{name}</th>
      <td data-label={say(REVIEW.entered)}>
        <bdi>{valueText(path, row.entered, say)}</bdi>
      </td>
      <td data-label={say(REVIEW.agreed)}>
        <bdi>{row.agreed === undefined ? null : valueText(path, row.agreed, say)}</bdi>
      </td>
      <td data-label={say(REVIEW.acquirer)}>
        <bdi>{valueText(path, row.acquirer, say)}</bdi>
      </td>
      <td data-label={say(CASE.state)}>
        <span className={`tag ${TONE[state]}`}>{say(named(COMPARED, state))}</span>
        {row.codes.map((code) => (
          <p key={code} className="small">
            {meaningOf(code, locale)}
          </p>
        ))}
      </td>
      {ticked ? (
        <td data-label={say(REVIEW.ask)}>
          <TickBox
            aria-label={say(REVIEW.askFor, { field: name })}
            checked={isTicked}
            onChange={() =>
              onTick?.(isTicked ? ticked.filter((other) => other !== path) : [...ticked, path])
            }
          />
        </td>
      ) : null}
    </tr>
  );
}
