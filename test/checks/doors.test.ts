/** One odd way of typing at every door that checks without asking anybody: each kind is read alike. */
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import { checkForm } from '../../checks/application/application-form';
import { withApplication } from '../../checks/application/case-content';
import { checkContact } from '../../checks/people/contact';
import { withCorrections } from '../../checks/application/corrections';
import { readReference } from '../../checks/references/references';
import { checkTerminals } from '../../checks/application/terminals';
import type { ApplicationForm } from '../../client/console/forms/application';
import { findingsOf } from '../../client/console/forms/application';
import type { CaseData } from '../../workflows/contract/case-data';
import type { SearchKind } from '../../workflows/contract/search-forms';
import { RESIDENT_IDS, TODAY, application, caseData } from './samples';

type Kind = 'phone' | 'email' | 'serial' | 'merchantNumber' | 'documentNumber' | 'name';
/** What a door says of a value: the codes that it names. */
type Door = (typed: string) => readonly string[];

const [RESIDENT] = RESIDENT_IDS;
const CONTACT = { merchantNumber: 'M1', contactName: '陈青禾', locale: 'zh-CN' } as const;
const newIds = { terminalId: () => 't_0000000000', depositId: () => 'd_0000000000' };

const atOpening =
  (field: 'phone' | 'email' | 'merchantNumber' | 'contactName'): Door =>
  (typed) =>
    checkContact({ ...CONTACT, email: 'a@b.example', [field]: typed })
      .problems.filter(({ path }) => path === `merchant.${field}`)
      .map(({ code }) => code);

function codesAt(data: CaseData, path: string): readonly string[] {
  const { problems } = checkForm(data, TODAY);
  return problems.filter((one) => one.path === path).map(({ code }) => code);
}

/** Of a draft, and of a merchant's correction of the same field. */
const inApplication =
  (path: string, change: (typed: string) => Parameters<typeof application>[0]): Door =>
  (typed) =>
    codesAt(caseData({ ...application(), ...change(typed) }), path);
const inCorrections =
  (path: string): Door =>
  (typed) => {
    const data = caseData({ document: { kind: 'resident-id', number: RESIDENT } });
    const entered = data.application ?? application();
    const { body } = withCorrections(entered, [{ path, value: typed }], [path]);
    return codesAt(withApplication(data, body, newIds), path);
  };

const FORM: ApplicationForm = {
  revision: 1,
  merchantName: '青禾贸易',
  documentKind: 'resident-id',
  documentNumber: RESIDENT_IDS[0],
  phone: '13800138000',
  email: '',
  serials: ['SN1'],
  items: [],
  payeeKind: 'original-payment',
  accountName: '',
  accountNumber: '',
  bankCode: '',
  closeAccount: false,
};
const inConsole =
  (path: string, change: (typed: string) => Partial<ApplicationForm>): Door =>
  (typed) =>
    findingsOf({ ...FORM, ...change(typed) }, new Date(`${TODAY}T00:00:00Z`))
      .problems.filter((one) => one.path === path)
      .map(({ code }) => code);
const inSearch =
  (kind: SearchKind): Door =>
  (typed) =>
    SEARCH_FORMS.write(kind, typed) === undefined ? ['not looked for'] : [];
const asReference =
  (reference: 'merchant-number' | 'terminal'): Door =>
  (typed) =>
    readReference(reference, typed) === undefined ? ['no reference'] : [];

const SERIAL_PATH = 'terminals[0].serialNumber';
const DOORS: Readonly<Record<Kind, Readonly<Record<string, Door>>>> = {
  phone: {
    opening: atOpening('phone'),
    application: inApplication('phone', (phone) => ({ phone })),
    corrections: inCorrections('phone'),
    console: inConsole('phone', (phone) => ({ phone })),
    search: inSearch('phone'),
  },
  email: {
    opening: atOpening('email'),
    application: inApplication('email', (email) => ({ email })),
    corrections: inCorrections('email'),
    console: inConsole('email', (email) => ({ email })),
    search: inSearch('email'),
  },
  serial: {
    opening: (serialNumber) => checkTerminals([{ serialNumber }]).map(({ code }) => code),
    application: inApplication(SERIAL_PATH, (serialNumber) => ({ terminals: [{ serialNumber }] })),
    corrections: inCorrections(SERIAL_PATH),
    console: inConsole(SERIAL_PATH, (serial) => ({ serials: [serial] })),
    repairs: asReference('terminal'),
    search: inSearch('serial'),
  },
  merchantNumber: {
    opening: atOpening('merchantNumber'),
    repairs: asReference('merchant-number'),
    search: inSearch('merchant-number'),
  },
  documentNumber: {
    application: inApplication('document.number', (number) => ({
      document: { kind: 'resident-id', number },
    })),
    corrections: inCorrections('document.number'),
    console: inConsole('document.number', (documentNumber) => ({ documentNumber })),
    search: inSearch('document-number'),
  },
  name: {
    opening: atOpening('contactName'),
    application: inApplication('merchantName', (merchantName) => ({ merchantName })),
    corrections: inCorrections('merchantName'),
    console: inConsole('merchantName', (merchantName) => ({ merchantName })),
  },
};

const GROUPED = `${RESIDENT.slice(0, 6)}-${RESIDENT.slice(6, 14)}–${RESIDENT.slice(14)}`;
const READABLE: Readonly<Record<Kind, readonly string[]>> = {
  phone: [
    '00852 5123 4567',
    '+86 (0)138 0013 8001',
    '\u202d+86 138 0013 8000\u202c',
    '１３８–００１３–８０００',
  ],
  email: ['zhang@xn--fsqu00a.xn--fiqs8s', 'zhang@例子.中国', '\u200ezhang＠qinghe.example\u3000'],
  serial: ['sn 00–42', '\u202dＳＮ－０042\u202c', 'SN\u200b0042'],
  merchantNumber: ['Ｍ10 0200', 'M\u2011100\ufeff'],
  documentNumber: [GROUPED, `\u202d${RESIDENT.toLowerCase()}\u202c`, ` ${RESIDENT}\u00a0`],
  name: ['\u202d阿里木\u2022买买提\u202c', 'Cafe\u0301', '青\u200b禾'],
};
const UNREADABLE: Readonly<Record<Kind, readonly string[]>> = {
  phone: ['138 0013 800', '0571-88886666-801', 'hello'],
  email: ['a@b', 'a@xn--a.example', 'a@b.example,c@d.example'],
  serial: ['SN②', '终端一'],
  merchantNumber: ['M②', '商户'],
  documentNumber: ['*', '?'],
  name: ['青\u0000禾', 'x'.repeat(101)],
};

function played(values: Readonly<Record<Kind, readonly string[]>>) {
  return (Object.keys(DOORS) as Kind[]).flatMap((kind) =>
    Object.entries(DOORS[kind]).flatMap(([name, door]) =>
      values[kind].map((typed) => [kind, typed, name, door] as const),
    ),
  );
}

test.each(played(READABLE))('%s %j is taken at the door %s', (_kind, typed, _name, door) => {
  expect(door(typed)).toEqual([]);
});

test.each(played(UNREADABLE))('%s %j is refused at the door %s', (_kind, typed, _name, door) => {
  expect(door(typed)).not.toEqual([]);
});
