/**
 * What permissions offer, held against what the model says the case would answer: for everybody who may
 * meet it, every decision, as the case stands.
 */
import type { CaseView } from '../../workflows/contract/case-view';
import { DECISIONS } from '../../workflows/contract/lifecycle';
import type { DecisionName } from '../../workflows/contract/lifecycle';
import { askerOf, offersOf } from '../../workflows/contract/permissions';
import { PEOPLE } from './commands';
import { asking, refusal } from './life';
import type { Decided, Life, Person, Place, Step } from './life';

/** Whoever has never seen the case, in every role. */
const STRANGERS = (['agent', 'reviewer', 'operator', 'auditor', 'admin', 'merchant'] as const).map(
  (role) => ({ principalId: 's_stranger', role }),
);
const EVERYBODY: readonly Person[] = [...PEOPLE, ...STRANGERS];

const STEPS: readonly Step[] = ['unbind-terminals', 'refund-deposit', 'close-account'];
const OUTCOME = {
  'unbind-terminals': 'effective',
  'refund-deposit': 'paid',
  'close-account': 'closed',
} as const;

/** Every decision in every way in which it can be asked for, with nothing wrong about what it brings. */
function waysOf(life: Life, decision: DecisionName, by: Person): readonly Decided[] {
  switch (decision) {
    case 'verifyIdentity':
      return ['callback', 'document-seen'].map((method) => {
        return { kind: decision, by, method, thirdParty: false };
      });
    case 'recordConsent':
      return [{ kind: decision, by, outdated: false }];
    case 'extendConsent':
      return [{ kind: decision, by, outdated: false, changed: false }];
    case 'submit':
      return [{ kind: decision, by, check: 'passes' }];
    case 'claim':
    case 'approve':
    case 'reject':
    case 'requestInformation':
      return [{ kind: decision, by, stale: false }];
    case 'retry':
      return STEPS.map((step) => ({ kind: decision, by, step }));
    case 'resolve':
      return STEPS.map((step) => ({ kind: decision, by, step, outcome: OUTCOME[step] }));
    case 'correctReference':
      return placesOf(life).map((place) => ({ kind: decision, by, place }));
    default:
      return [{ kind: decision, by }];
  }
}

function placesOf({ terminals, deposits }: Life): readonly Place[] {
  return [
    'merchant-number',
    ...terminals.map((_, terminal) => ({ terminal })),
    ...deposits.map((_, deposit) => ({ deposit })),
  ];
}

/** Of a request that is on its way only the run of the case knows. */
function isForRunAlone(life: Life, decision: DecisionName): boolean {
  return asking(life) > 0 && ['withdraw', 'sendBack', 'end', 'correctReference'].includes(decision);
}

/** One line for each offer that the case would answer otherwise; empty: all agree. */
export function wrongOffers(
  view: CaseView,
  life: Life,
  offered: typeof offersOf = offersOf,
): readonly string[] {
  return EVERYBODY.flatMap((by) => {
    const offers = offered(view, askerOf(by, view.involved ?? []));
    return DECISIONS.filter((decision) => !isForRunAlone(life, decision)).flatMap((decision) => {
      const answers = waysOf(life, decision, by).map((asked) => refusal(life, asked));
      const isTaken = answers.includes(undefined);
      const offer = offers.find((one) => one.decision === decision);
      const isRight =
        offer === undefined
          ? !isTaken
          : offer.refusedBy === undefined
            ? isTaken
            : !isTaken && answers.includes(offer.refusedBy);
      const said = offer === undefined ? 'not offered' : (offer.refusedBy ?? 'offered');
      const does = isTaken ? 'is taken' : answers.join();
      return isRight ? [] : [`${by.role} ${by.principalId} ${decision}: ${said}, ${does}`];
    });
  });
}
