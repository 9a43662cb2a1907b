/** Bodies of the wrong form: every problem with its path, and nothing that a client sent. */
import { applicationBody, openCaseBody, resolveBody } from '../../wire/requests';
import { fieldPath, problemsOfStructure } from '../../checks/structure-problems';

function problemsOf(schema: typeof openCaseBody | typeof applicationBody, body: unknown) {
  const parsed = schema.safeParse(body);
  return parsed.success ? [] : problemsOfStructure(parsed.error.issues, body);
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

test('a key that is not known is refused and not repeated', () => {
  const problems = problemsOf(openCaseBody, { ...OPENING, 陈青禾: true });
  expect(problems).toEqual([{ path: '', code: 'FIELD_INVALID' }]);
});

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
