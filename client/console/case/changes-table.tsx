/** Fields that differ between two readings of a case, before and now, masked. */
import type { ReactElement } from 'react';
import { DECIDE } from '../texts/decisions';
import { fieldName } from '../../../words/fields';
import { useSay } from '../texts/say';
import type { Change } from './changes';

export function ChangesTable({ changes }: { changes: readonly Change[] }): ReactElement {
  const say = useSay();
  return (
    <table className="data">
      <thead>
        <tr>
          <td />
          <th scope="col">{say(DECIDE.before)}</th>
          <th scope="col">{say(DECIDE.after)}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ path, before, after }) => (
          <tr key={path}>
            <th scope="row">{fieldName(path, say)}</th>
            <td>
              <bdi>{before || '—'}</bdi>
            </td>
            <td>
              <bdi>{after || '—'}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
