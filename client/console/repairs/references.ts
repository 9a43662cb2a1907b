/** The references by which the acquirer knows a case, for people to choose one that is wrong. Pure. */
import type { Reference } from '../../../workflows/contract/operations';
import type { ViewAnswer } from '../../../wire/cases/case-answers';
import type { CaseDataAnswer } from '../../../wire/cases/case-data-answers';
import { DEPOSIT } from '../../../words/domain';
import { named } from '../../../words/phrase';
import type { Say } from '../../../words/phrase';
import { REFERENCE } from '../../../words/operations';

export interface ReferencePlace {
  readonly key: string;
  readonly place: { readonly reference: Reference; readonly subject?: string };
  /** What the case holds now, in full. */
  readonly held: string;
  readonly text: string;
}

function placeOf(
  reference: Reference,
  subject: string | undefined,
  held: string,
  name: string,
): ReferencePlace {
  return {
    key: `${reference} ${subject ?? ''}`.trim(),
    place: { reference, ...(subject === undefined ? {} : { subject }) },
    held,
    text: `${name} ${held}`,
  };
}

/** Merchant number, terminals, and the deposit items that are paid back, as shown in full. */
export function placesOf(
  view: Pick<ViewAnswer, 'deposits'>,
  { contact, terminals = [], application }: Partial<CaseDataAnswer>,
  say: Say,
): readonly ReferencePlace[] {
  const refundable = view.deposits.filter(({ kind }) => kind === 'refundable-deposit');
  return [
    ...(contact
      ? [
          placeOf(
            'merchant-number',
            undefined,
            contact.merchantNumber,
            say(named(REFERENCE, 'merchant-number')),
          ),
        ]
      : []),
    ...terminals.map(({ terminalId, serialNumber }) =>
      placeOf('terminal', terminalId, serialNumber, say(REFERENCE.terminal)),
    ),
    ...refundable.flatMap(({ depositId, kind }) => {
      const line = application?.deposits.find((one) => one.depositId === depositId);
      const name = `${say(REFERENCE.deposit)} · ${say(named(DEPOSIT, kind))}`;
      return line ? [placeOf('deposit', depositId, line.serialNumber, name)] : [];
    }),
  ];
}
