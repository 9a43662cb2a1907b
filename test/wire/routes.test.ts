/** Operations have names that a program can call them by, and addresses that are filled in safely. */
import { PROBES, REPAIR_OPERATIONS, ROUTES, lineOf, pathOf } from '../../wire/routes';

const VERBS = [
  ...['read', 'list', 'count', 'search', 'watch', 'preview', 'plan', 'diagnose', 'replay', 'prove'],
  ...['begin', 'finish', 'end', 'open', 'request', 'send', 'resend', 'give', 'refuse', 'withdraw'],
  ...['add', 'save', 'change', 'replace', 'remove', 'delete', 'make', 'set', 'reset', 'enable'],
  ...['disable', 'announce', 'reveal', 'verify', 'record', 'submit', 'claim', 'release', 'approve'],
  ...[
    'reject',
    'decline',
    'retry',
    'resolve',
    'correct',
    'hold',
    'extend',
    'start',
    'stop',
    'rebuild',
    'hand',
  ],
  'report',
];

const NAMES = [...Object.keys(ROUTES), ...Object.keys(PROBES)];

function isVerbNoun(name: string): boolean {
  const [, verb = ''] = /^([a-z]+)(?:[A-Z][a-z]+)+$/.exec(name) ?? [];
  return VERBS.includes(verb);
}

test('the name of every operation is a verb and what it is done to', () => {
  expect(NAMES.filter((name) => !isVerbNoun(name))).toEqual([]);
  expect(['cases', 'getCasesByCaseId2', 'CaseRead', 'caseRead'].filter(isVerbNoun)).toEqual([]);
});

test('no two operations share a name or an address', () => {
  expect(new Set(NAMES).size).toBe(NAMES.length);
  const lines = [...Object.values(ROUTES), ...Object.values(PROBES)].map((line) =>
    line.replace(/\{\w+\}/g, '{}'),
  );
  expect(new Set(lines).size).toBe(lines.length);
});

test('a value in an address stays one part of it, whatever signs it has', () => {
  expect(pathOf('readView', { name: 'late / 迟到?' })).toBe(
    '/views/late%20%2F%20%E8%BF%9F%E5%88%B0%3F',
  );
  expect(lineOf('readProposal', { caseId: 'UC-1', number: '2' })).toEqual({
    method: 'GET',
    path: '/ops/cases/UC-1/proposals/2',
  });
});

test('every kind of repair stands at the address of its own name', () => {
  for (const [kind, operation] of Object.entries(REPAIR_OPERATIONS)) {
    expect(lineOf(operation, { caseId: 'UC-1' })).toEqual({
      method: 'POST',
      path: `/ops/cases/UC-1/${kind}`,
    });
  }
});
