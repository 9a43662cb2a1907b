/** What a consent covers, and what of an application goes beyond it. */
import { beyondInForce } from '../../checks/application/consent-in-force';
import type { ConsentReads } from '../../checks/application/consent-in-force';
import { beyondConsent, scopeHash, scopeToShow } from '../../checks/application/consent-scope';
import { itemisationHash } from '../../checks/money/itemisation';
import type { CaseData, ConsentScope } from '../../workflows/contract/case-data';
import {
  TERMINALS,
  acquirerSide,
  application,
  caseData,
  caseWithoutApplication,
  ledger,
} from './samples';

const HELD = { kind: 'found', value: ledger() } as const;
const everything = (): ConsentScope => scopeToShow(caseWithoutApplication(), HELD, true);

function beyond(data: CaseData, scope: Partial<ConsentScope> = {}): readonly string[] {
  return beyondConsent([{ ...everything(), ...scope }], data).problems.map(({ path }) => path);
}

describe('an application', () => {
  test('that names what was agreed to, or less of it, is covered', () => {
    expect(beyond(caseData())).toEqual([]);
    const less = {
      terminals: [{ serialNumber: ' ｓｎ10000001 ' }],
      deposits: [],
      closeAccount: false,
    };
    expect(beyond(caseData(less))).toEqual([]);
    expect(beyond(caseWithoutApplication())).toEqual([]);
  });

  test('with another terminal names that terminal and what is held for it', () => {
    const scope = scopeToShow(
      { ...caseWithoutApplication(), terminals: TERMINALS.slice(1) },
      HELD,
      true,
    );
    expect(beyond(caseData(), scope)).toEqual([
      'terminals[0].serialNumber',
      'deposits[0].kind',
      'deposits[1].kind',
    ]);
  });

  test('that closes an account which was to stay open names the closure', () => {
    expect(beyond(caseData(), { closeAccount: false })).toEqual(['closeAccount']);
  });

  test('whose refund goes to a bank account was agreed to only where that was shown', () => {
    const account = { accountName: 'n', accountNumber: '62220200123', bankCode: 'ICBC' };
    const data = caseData({ payee: { kind: 'bank-account', ...account } });
    const { payeeKind, ...older } = everything();
    expect(payeeKind).toBe('original-payment');
    expect(beyond(data)).toEqual(['payee.kind']);
    expect(beyondConsent([older], data).problems).toMatchObject([{ path: 'payee.kind' }]);
    expect(beyondConsent([older], caseData()).problems).toEqual([]);
    expect(beyond(data, { payeeKind: 'bank-account' })).toEqual([]);
  });

  test.each([
    ['higher', 20_001],
    ['lower', 19_999],
  ])('with a %s amount names the amount', (_which, amountMinor) => {
    const [deposit, fee] = application().deposits;
    if (!deposit || !fee) throw new Error('no deposits');
    const data = caseData({ deposits: [{ ...deposit, amountMinor }, fee] });
    expect(beyond(data)).toEqual(['deposits[0].amountMinor']);
  });

  test('whose terminal got its right number from an operator is covered as before', () => {
    const terminals = [{ ...TERMINALS[0], serialNumber: 'SN10000009' }, TERMINALS[1]];
    const renamed = (serialNumber: string) =>
      serialNumber === 'SN10000001' ? 'SN10000009' : serialNumber;
    const { deposits } = application();
    const data = caseData({
      terminals,
      deposits: deposits.map((line) => ({ ...line, serialNumber: renamed(line.serialNumber) })),
    });
    expect(beyond({ ...data, terminals })).toEqual([]);
    expect(beyond(data)).toContain('terminals[0].serialNumber');
  });
});

describe('the difference', () => {
  const less = scopeToShow(
    { ...caseWithoutApplication(), terminals: TERMINALS.slice(1) },
    HELD,
    false,
  );

  test('is what was not agreed to and nothing else, and covers the rest once it is agreed to', () => {
    const { scope } = beyondConsent([less], caseData());
    expect(scope).toEqual({
      terminals: TERMINALS.slice(0, 1),
      items: [
        expect.objectContaining({ kind: 'refundable-deposit', amountMinor: 20_000 }),
        expect.objectContaining({ kind: 'service-fee', amountMinor: 6_000 }),
      ],
      closeAccount: true,
    });
    expect(beyondConsent([less, scope], caseData()).problems).toEqual([]);
  });

  test('of an amount is the item with the amount now, which stands instead of the one before', () => {
    const [deposit, fee] = application().deposits;
    if (!deposit || !fee) throw new Error('no deposits');
    const higher = caseData({ deposits: [{ ...deposit, amountMinor: 20_001 }, fee] });
    const { scope } = beyondConsent([everything()], higher);
    expect(scope).toMatchObject({ terminals: [], items: [{ amountMinor: 20_001 }] });
    expect(beyondConsent([everything(), scope], higher).problems).toEqual([]);
    expect(beyondConsent([everything(), scope], caseData()).problems).toMatchObject([
      { path: 'deposits[0].amountMinor' },
    ]);
  });

  test('from no consent at all is the whole application', () => {
    const { scope } = beyondConsent([], caseData());
    expect(scope).toEqual(
      expect.objectContaining({
        terminals: TERMINALS,
        payeeKind: 'original-payment',
        closeAccount: true,
      }),
    );
    expect(beyondConsent([scope], caseData()).problems).toEqual([]);
  });
});

describe('what is shown before consent', () => {
  test('says what the draft says of the account, and what the opening says before there is one', () => {
    const drafted = caseData({ closeAccount: false });
    expect(scopeToShow(drafted, HELD, true).closeAccount).toBe(false);
    expect(scopeToShow(caseWithoutApplication(), HELD, true).closeAccount).toBe(true);
  });

  test('lists the items of the draft where the acquirer cannot tell them', () => {
    const { items } = scopeToShow(caseData(), { kind: 'cannot' }, true);
    expect(items.map(({ amountMinor }) => amountMinor)).toEqual([20_000, 6_000]);
  });

  test('has another hash once a terminal without items, an amount, the payee or the closure changes', async () => {
    const shown = everything();
    const others: readonly ConsentScope[] = [
      { ...shown, terminals: shown.terminals.slice(0, 1) },
      { ...shown, items: shown.items.map((item) => ({ ...item, amountMinor: 1 })) },
      { ...shown, closeAccount: false },
      { ...shown, payeeKind: 'bank-account' },
    ];
    const hashes = await Promise.all([shown, ...others].map(scopeHash));
    expect(new Set(hashes).size).toBe(5);
    expect(await scopeHash({ ...shown, items: shown.items.toReversed() })).toBe(hashes[0]);
  });
});

describe('a consent from before its scope was kept', () => {
  const AT = new Date('2026-11-20T03:00:00Z');
  const first: CaseData = { ...caseWithoutApplication(), terminals: TERMINALS.slice(0, 1) };

  async function found(
    data: CaseData,
    { items = HELD.value, openedToClose = true }: { items?: object; openedToClose?: boolean } = {},
  ): Promise<readonly string[]> {
    const reads: ConsentReads = {
      consents: {
        read: async () => ({
          caseId: 'UC-1',
          at: AT,
          itemisationHash: await itemisationHash(items as typeof HELD.value),
        }),
        inForce: () => Promise.resolve(['k_1']),
      },
      revisions: {
        inForce: (_caseId, at) => {
          expect(at).toBe(AT);
          return Promise.resolve({ data: first });
        },
      },
    };
    const of = { caseId: 'UC-1', consentIds: ['k_1'], openedToClose };
    const { problems } = await beyondInForce(reads, of, data, acquirerSide());
    return problems.map(({ path }) => path);
  }

  test('covers the terminals and the closure of the revision in force at the time', async () => {
    expect(await found(caseData())).toEqual(['terminals[1].serialNumber']);
    const one = caseData({ terminals: [{ serialNumber: 'SN10000001' }] });
    expect(await found(one)).toEqual([]);
    expect(await found(one, { openedToClose: false })).toEqual(['closeAccount']);
  });

  test('covers the items whose hash it names, and no others', async () => {
    const one = caseData({ terminals: [{ serialNumber: 'SN10000001' }] });
    const lower = ledger({ amountMinor: 1 });
    expect(await found(one, { items: lower })).toEqual(['deposits[0].kind', 'deposits[1].kind']);
  });
});
