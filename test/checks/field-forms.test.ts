/** Errors teach: whatever field a check refuses for its form, the sentence says what may stand there. */
import { checkForm } from '../../checks/application/application-form';
import { checkContact } from '../../checks/people/contact';
import { withCorrections } from '../../checks/application/corrections';
import { formOfField } from '../../checks/problems/field-forms';
import { messageFor } from '../../words/errors';
import { taughtMessage } from '../../checks/problems/taught-message';
import { spoken as spokenInConsole } from '../../client/console/forms/findings';
import { untaughtIn } from '../support/helpful-words';
import type { ApplicationData } from '../../workflows/contract/case-data';
import type { Problem } from '../../workflows/contract/messages';
import { TODAY, application, caseData } from './samples';

const UNREADABLE = '\u0001';
const [DEPOSIT] = application().deposits;
const wrongDeposit = (change: object): Partial<ApplicationData> => ({
  deposits: [{ ...DEPOSIT!, ...change }],
});
const account = (change: object): Partial<ApplicationData> => ({
  payee: {
    ...{ kind: 'bank-account', accountName: '青禾', accountNumber: '62220202', bankCode: 'ICBC' },
    ...change,
  },
});

const contactDoor = (change: object): readonly Problem[] =>
  checkContact({
    merchantNumber: 'M1',
    contactName: '陈',
    phone: '13800138000',
    locale: 'en',
    ...change,
  }).problems;
const draftDoor = (change: Partial<ApplicationData>): readonly Problem[] =>
  checkForm(caseData(change), TODAY).problems;
const correctionDoor = (
  path: string,
  ...values: readonly (string | number)[]
): readonly Problem[] =>
  withCorrections(
    application(),
    values.map((value) => ({ path, value })),
    [path],
  ).problems;

/** Every field by every door that checks it. */
const ROWS: readonly (readonly [path: string, found: readonly Problem[], allowed: string])[] = [
  ['merchant.merchantNumber', contactDoor({ merchantNumber: '商户' }), '1 to 64 letters, digits'],
  ['merchant.merchantNumber', contactDoor({ merchantNumber: '' }), '1 to 64 letters, digits'],
  ['merchant.contactName', contactDoor({ contactName: `a${UNREADABLE}b` }), '1 to 100 characters'],
  ['merchant.phone', contactDoor({ phone: '12' }), 'such as 13800138000'],
  ['merchant.email', contactDoor({ email: 'nobody' }), 'such as name@example.com'],
  ['merchant.timeZone', contactDoor({ timeZone: 'Mars/Olympus' }), 'such as Asia/Shanghai'],
  ['merchantName', draftDoor({ merchantName: 'x' }), '2 to 100 characters'],
  ['document.kind', draftDoor({ document: { kind: 'x', number: '1' } }), 'resident-id'],
  ['document.kind', draftDoor({ document: { kind: '', number: '1' } }), 'resident-id'],
  [
    'document.number',
    draftDoor({ document: { kind: 'uscc', number: '1' } }),
    '18 digits or letters',
  ],
  ['phone', draftDoor({ phone: '12' }), 'such as 13800138000'],
  ['email', draftDoor({ email: 'nobody' }), 'such as name@example.com'],
  ['terminals', draftDoor({ terminals: [] }), '1 to 50 terminals'],
  [
    'terminals',
    draftDoor({ terminals: Array.from({ length: 51 }, (_, i) => ({ serialNumber: `N${i}` })) }),
    '1 to 50 terminals',
  ],
  [
    'terminals[0].serialNumber',
    draftDoor({ terminals: [{ serialNumber: '终端' }] }),
    'NL01-000123',
  ],
  [
    'deposits',
    draftDoor({ deposits: Array.from({ length: 201 }, () => DEPOSIT!) }),
    'at most 200 items',
  ],
  [
    'deposits[0].serialNumber',
    draftDoor(wrongDeposit({ serialNumber: 'NOBODYS' })),
    'a terminal of the',
  ],
  ['deposits[0].kind', draftDoor(wrongDeposit({ kind: 'x' })), 'refundable-deposit'],
  ['deposits[1].kind', draftDoor({ deposits: [DEPOSIT!, DEPOSIT!] }), 'each once a terminal'],
  ['deposits[0].amountMinor', draftDoor(wrongDeposit({ amountMinor: 1.5 })), '0 to 1000000000000'],
  ['deposits[0].currency', draftDoor(wrongDeposit({ currency: 'X' })), 'such as CNY'],
  ['payee.kind', draftDoor({ payee: { kind: '' } }), 'original-payment, bank-account'],
  [
    'payee.accountName',
    draftDoor(account({ accountName: `a${UNREADABLE}b` })),
    '1 to 100 characters',
  ],
  ['payee.accountNumber', draftDoor(account({ accountNumber: '1' })), '8 to 34 digits or letters'],
  ['payee.bankCode', draftDoor(account({ bankCode: '1' })), 'such as ICBC'],
  ['payee.kind', correctionDoor('payee.kind', 'cash'), 'original-payment, bank-account'],
  ['deposits[0].kind', correctionDoor('deposits[0].kind', 'x'), 'refundable-deposit'],
  ['closeAccount', correctionDoor('closeAccount', 'yes'), 'true, false'],
  ['merchantName', correctionDoor('merchantName', 1), '2 to 100 characters'],
  ['phone', correctionDoor('phone', '13800138000', '13800138001'), 'one value for each field'],
];

test.each(ROWS)('%s says what may stand there (row %#)', (path, found, allowed) => {
  const problem = found.find((one) => one.path === path);
  expect(problem).toBeDefined();
  expect(taughtMessage(problem!, 'en')).toContain(allowed);
  expect(taughtMessage(problem!, 'en')).toMatch(/ Allowed: .+\.$/);
  expect(taughtMessage(problem!, 'zh-CN')).toMatch(/允许：.+。$/u);
});

test('whatever an empty application lacks is taught', () => {
  const { contact, terminals } = caseData();
  const { problems } = checkForm({ contact, terminals }, TODAY);
  expect(problems.length).toBeGreaterThan(3);
  const untaught = problems.filter((problem) => formOfField(problem) === undefined);
  expect(untaught).toEqual([]);
});

test('the forms of the console say what may stand in a field, as the API does', () => {
  const problem = { path: 'payee.bankCode', code: 'FIELD_INVALID' } as const;
  expect(spokenInConsole([problem], 'en')[0]?.message).toBe(taughtMessage(problem, 'en'));
});

test('a problem that lies elsewhere than in the form of its field is left to its own words', () => {
  expect(formOfField({ path: 'merchantName', code: 'MERCHANT_NAME_MISMATCH' })).toBeUndefined();
});

test('an answer whose finding leaves out what may stand in its field is found by its path', () => {
  const problem = { path: 'payee.bankCode', code: 'FIELD_INVALID' } as const;
  const told = (message: string) => ({
    problems: [{ path: problem.path, code: 'UNBIND_FIELD_INVALID', message }],
  });
  expect(untaughtIn(told(taughtMessage(problem, 'zh-CN')))).toEqual([]);
  const bare = messageFor(problem.code, 'en');
  expect(untaughtIn(told(bare))).toEqual([`payee.bankCode: ${bare}`]);
});
