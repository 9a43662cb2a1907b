/** Takes over the acquirer's deposit items; what somebody has entered makes way only by their own word. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { itemisationQuery } from '../api/queries';
import { Button } from '../parts/controls/button';
import { ProblemNotice } from '../parts/problem-notice';
import { FORM } from '../texts/forms';
import { useSay } from '../texts/say';
import { itemsBeyond, itemsOf } from './application';
import type { ItemForm } from './application';

interface Props {
  readonly caseId: string;
  readonly items: readonly ItemForm[];
  readonly onTake: (items: ItemForm[]) => void;
}

export function TakeOver({ caseId, items, onTake }: Props): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const [offered, setOffered] = useState<ItemForm[]>();
  const read = useMutation({
    mutationFn: () => client.query({ ...itemisationQuery(caseId), staleTime: 0 }),
    onSuccess: ({ lines }) => {
      const next = itemsOf(lines);
      if (itemsBeyond(items, next).length === 0) onTake(next);
      else setOffered(next);
    },
  });
  const lost = offered ? itemsBeyond(items, offered) : [];
  const answer = (taken: ItemForm[] | undefined): void => {
    if (taken) onTake(taken);
    setOffered(undefined);
  };
  return (
    <>
      <Button loading={read.isPending} onClick={() => read.mutate()}>
        {say(FORM.takeOver)}
      </Button>
      {read.error ? <ProblemNotice error={read.error} /> : null}
      {offered ? (
        <div className="notice warning" role="alert">
          <p>{say(FORM.takeOverLoses, { count: lost.length })}</p>
          <div className="row">
            <Button onClick={() => answer(offered)}>{say(FORM.takeOverReplace)}</Button>
            <Button onClick={() => answer(undefined)}>{say(FORM.takeOverKeep)}</Button>
          </div>
        </div>
      ) : null}
    </>
  );
}
