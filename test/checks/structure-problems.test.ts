/** Bodies of the wrong form: every problem with its path, and nothing that a client sent. */
import { z } from 'zod';
import { CASE_ID_PATTERN } from '../../workflows/contract/identifiers';
import { applicationBody, openCaseBody } from '../../wire/cases/case-requests';
import { resolveBody } from '../../wire/operations/repair-requests';
import { fieldPath, problemsOfStructure } from '../../checks/problems/structure-problems';

function problemsOf(schema: typeof openCaseBody | typeof applicationBody, body: unknown) {
  const parsed = schema.safeParse(body);
  if (parsed.success) return [];
  return problemsOfStructure(parsed.error.issues, body, schema).map(({ path, code }) => ({
    path,
    code,
  }));
}

const OPENING = {
  channel: 'hotline',
  reason: 'business-ended',
  merchant: { merchantNumber: 'M1', contactName: '陈青禾', locale: 'zh-CN' },
  terminals: [{ serialNumber: 'SN1' }],
  closeAccount: true,
};

test('a body of the documented form has no problem', () => {
  expect(problemsOf(openCaseBody, OPENING)).toEqual([]);
});

test('what is missing and what is of the wrong type are told apart, all at once', () => {
  const rest = { ...OPENING, reason: undefined };
  const body = { ...rest, channel: 'fax', terminals: [{}, { serialNumber: 1 }] };
  expect(problemsOf(openCaseBody, body)).toEqual([
    { path: 'channel', code: 'FIELD_INVALID' },
    { path: 'reason', code: 'FIELD_REQUIRED' },
    { path: 'terminals[0].serialNumber', code: 'FIELD_REQUIRED' },
    { path: 'terminals[1].serialNumber', code: 'FIELD_INVALID' },
  ]);
});

test('a field that is not known is named, unless its name may be somebody', () => {
  const merchant = { ...OPENING.merchant, colour: 'red' };
  const body = { ...OPENING, merchant, foo: 1, 陈青禾: true, p13800138000: 1 };
  expect(problemsOf(openCaseBody, body)).toEqual([
    { path: 'merchant.colour', code: 'FIELD_UNKNOWN' },
    { path: 'foo', code: 'FIELD_UNKNOWN' },
    { path: '', code: 'FIELD_UNKNOWN' },
  ]);
});

test.each<[z.ZodType, unknown, string, string]>([
  [z.strictObject({ a: z.enum(['x', 'y']) }), { a: 'z' }, 'x, y', 'x, y'],
  [
    z.strictObject({ a: z.int().min(1).max(9) }),
    { a: 10 },
    'a whole number, 1 to 9',
    '整数，1 至 9',
  ],
  [
    z.strictObject({ a: z.string().min(2).max(9) }),
    { a: 'x' },
    'text, 2 to 9 characters',
    '文本，2 至 9 个字符',
  ],
  [z.strictObject({ a: z.boolean() }), { a: 'yes' }, 'true, false', 'true, false'],
  [
    z.strictObject({ a: z.array(z.string()).max(2) }),
    { a: 'x' },
    'a list of at most 2',
    '列表，最多 2 项',
  ],
  [
    z.strictObject({ a: z.iso.date() }),
    { a: 'yesterday' },
    'a day such as 2026-11-30',
    '日期，如 2026-11-30',
  ],
  [
    z.strictObject({ a: z.array(z.strictObject({ b: z.literal('k') })) }),
    { a: [{ b: 'l' }] },
    'k',
    'k',
  ],
  [
    z.strictObject({ phone: z.string(), name: z.string() }),
    { phone: '1', name: 'n', mail: 'm' },
    'an object with the fields phone, name',
    '对象，字段为 phone, name',
  ],
  [
    z.union([z.strictObject({ phone: z.string() }), z.strictObject({ number: z.string() })]),
    {},
    'an object with the field phone, or an object with the field number',
    '对象，字段为 phone，或对象，字段为 number',
  ],
  [
    z.strictObject({ a: z.string().regex(CASE_ID_PATTERN) }),
    { a: 'x' },
    'a case id such as UC-7Q4M2K9T1B',
    '工单号，如 UC-7Q4M2K9T1B',
  ],
])(
  'what would be right is said with its values in both languages, case %#',
  (schema, body, en, zh) => {
    const { error } = schema.safeParse(body);
    const [problem] = problemsOfStructure(error?.issues ?? [], body, schema);
    expect(problem?.allowed).toEqual({ en, 'zh-CN': zh });
  },
);

test('a body that is no object is one problem', () => {
  expect(problemsOf(openCaseBody, 'x')).toEqual([{ path: '', code: 'FIELD_INVALID' }]);
});

test('a draft of the application may lack everything but not be oversized', () => {
  expect(problemsOf(applicationBody, {})).toEqual([]);
  expect(problemsOf(applicationBody, { merchantName: '青'.repeat(501) })).toEqual([
    { path: 'merchantName', code: 'FIELD_INVALID' },
  ]);
});

test('a draft of the application names at most 50 terminals', () => {
  const terminals = (count: number) => ({ terminals: Array.from({ length: count }, () => ({})) });
  expect(problemsOf(applicationBody, terminals(50))).toEqual([]);
  expect(problemsOf(applicationBody, terminals(51))).toEqual([
    { path: 'terminals', code: 'FIELD_INVALID' },
  ]);
});

test('a resolution by hand needs evidence in words', () => {
  const body = { step: 'unbind-terminals', outcome: 'effective', evidence: 'seen in the console' };
  expect(resolveBody.safeParse(body).success).toBe(true);
  expect(resolveBody.safeParse({ ...body, evidence: ' \n' }).success).toBe(false);
});

test.each([
  [['terminals', 0, 'serialNumber'], 'terminals[0].serialNumber'],
  [['document', 'kind'], 'document.kind'],
  [[], ''],
])('the path %j is written as %s', (path, text) => {
  expect(fieldPath(path)).toBe(text);
});
