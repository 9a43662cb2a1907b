/** Repairs in words: what a dry run says, what a proposal is about, which references may be corrected. */
import type { RepairPlan } from '../../wire/operations/repair-answers';
import { selectionOf } from '../../client/console/operations/bulk/bulk-verbs';
import { placesOf } from '../../client/console/repairs/references';
import {
  planSentences,
  repairFacts,
  repeatedText,
  spoken,
} from '../../client/console/repairs/repair-words';
import { sentence } from '../../words/phrase';
import type { Say } from '../../words/phrase';

const say: Say = (pair, ...values) => sentence('en', pair, values[0]);
const parts = new Map([
  ['t_0HP0EB1KYG', '****3801'],
  ['d_NKJQHXW1SB', 'Refundable deposit ****3801'],
]);

function plan(of: Partial<RepairPlan>): RepairPlan {
  return {
    repair: { repair: 'hold' },
    sentences: [],
    blockers: [],
    needsApproval: false,
    effects: [],
    payments: [],
    later: [],
    ...of,
  };
}

describe('a dry run', () => {
  it('names terminals, deposits and the status of a point in words', () => {
    const text =
      'Back to awaiting-review, right after the request was answered (t_0HP0EB1KYG); d_X';
    expect(spoken(text, parts, say)).toBe(
      'Back to Awaiting review, right after the request was answered (****3801); d_X',
    );
    expect(spoken('回到 unbinding，即“审核已批准”之后', parts, say)).toContain('回到 Unbinding，');
  });

  it('leaves what forbids it and who approves it to those who say that apart', () => {
    const blockers = [
      { path: 'repair', code: 'UNBIND_CASE_ENDED', message: 'It has ended.' } as const,
    ];
    const sentences = ['Holds the case.', 'UNBIND_CASE_ENDED: It has ended.', 'A second operator.'];
    const told = planSentences(plan({ sentences, blockers, needsApproval: true }), parts, say);
    expect(told).toEqual(['Holds the case.']);
    expect(planSentences(plan({ sentences: ['One.', 'Two.'] }), parts, say)).toHaveLength(2);
  });

  it('says what became of a decision that was to be taken again', () => {
    expect(repeatedText('applied', say, 'en')).toBe('taken');
    expect(repeatedText('left-out', say, 'en')).toContain('left out');
    expect(repeatedText('UNBIND_CASE_ENDED', say, 'en')).not.toContain('CASE_ENDED');
  });
});

describe('a proposal', () => {
  const factsOf = (repair: Parameters<typeof repairFacts>[0]) =>
    repairFacts(repair, parts, say).map(([label, text]) => `${say(label)}: ${text}`);

  it('says step, part and outcome of what is settled by hand', () => {
    const step = { repair: 'resolve', step: 'refund-deposit', outcome: 'paid' } as const;
    expect(factsOf({ ...step, subject: 'd_NKJQHXW1SB' })).toEqual([
      'Step: Refund the deposit',
      'Concerns: Refundable deposit ****3801',
      'Outcome: Paid, with proof',
    ]);
    expect(factsOf(step)[1]).toBe('Concerns: everything of this step that waits');
  });

  it('says the point of a reset and the decisions that are taken again, where there are any', () => {
    expect(factsOf({ repair: 'reset', point: 63, repeat: [70, 75] })).toEqual([
      'Back to: event 63 of the history',
      'Decisions taken again: event 70 · event 75',
    ]);
    expect(factsOf({ repair: 'reset', point: 63 })).toHaveLength(1);
  });

  it('says which reference is corrected and never its value', () => {
    const values = { old: '898100', new: '898200' };
    const merchant = { repair: 'correct-reference', reference: 'merchant-number' } as const;
    expect(factsOf({ ...merchant, ...values })).toEqual(['Concerns: Merchant number']);
    const terminal = { repair: 'correct-reference', reference: 'terminal' } as const;
    expect(factsOf({ ...terminal, ...values, subject: 't_0HP0EB1KYG' })).toEqual([
      'Concerns: Serial number of the terminal ****3801',
    ]);
  });

  it('says nothing more of a repair that is about the whole case', () => {
    expect(factsOf({ repair: 'end' })).toEqual([]);
  });
});

describe('the references of a case', () => {
  const deposit = (depositId: string, kind: 'refundable-deposit' | 'service-fee') => ({
    depositId,
    terminalId: 't_1',
    kind,
    amountMinor: 100,
    currency: 'CNY',
    refund: 'not-due' as const,
    generation: 1,
    since: '2026-11-02T05:00:00Z',
  });
  const line = { serialNumber: 'NL2', kind: 'refundable-deposit', amountMinor: 1, currency: 'CNY' };

  it('are the merchant number, the terminals, and the deposits that are paid back', () => {
    const view = {
      deposits: [deposit('d_1', 'refundable-deposit'), deposit('d_2', 'service-fee')],
    };
    const contact = {
      merchantNumber: '898100',
      contactName: '',
      locale: 'en',
      timeZone: 'UTC',
    } as const;
    const application = {
      merchantName: '',
      document: { kind: 'other', number: '' },
      phone: '',
      terminals: [],
      deposits: [
        { ...line, kind: 'refundable-deposit' as const, depositId: 'd_1' },
        { ...line, kind: 'service-fee' as const, depositId: 'd_2' },
      ],
      payee: { kind: 'original-payment' },
      closeAccount: true,
    };
    const terminals = [{ terminalId: 't_1', serialNumber: 'NL1' }];
    const places = placesOf(view, { contact, terminals, application }, say);
    expect(places.map(({ place, held }) => ({ ...place, held }))).toEqual([
      { reference: 'merchant-number', held: '898100' },
      { reference: 'terminal', subject: 't_1', held: 'NL1' },
      { reference: 'deposit', subject: 'd_1', held: 'NL2' },
    ]);
    expect(new Set(places.map(({ key }) => key)).size).toBe(3);
  });

  it('are those that the answer has shown', () => {
    expect(placesOf({ deposits: [deposit('d_1', 'refundable-deposit')] }, {}, say)).toEqual([]);
  });
});

describe('cases of a filter', () => {
  it('are none in particular while no condition is given', () => {
    const nothing = { status: undefined, reason: undefined, before: '' };
    expect(selectionOf(nothing)).toBeUndefined();
    expect(selectionOf({ ...nothing, status: 'unbinding', before: '2026-11-01' })).toEqual({
      status: ['unbinding'],
      sinceBefore: '2026-11-01',
    });
    expect(selectionOf({ ...nothing, reason: 'other' })).toEqual({ reason: 'other' });
  });
});
