/** Every command of the program, played in Chinese: what people read has no Latin word without a reason. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { environmentOfProcess } from '../../client/cli/config';
import { CliFailure } from '../../client/cli/failures';
import { NOWHERE } from '../../client/cli/io';
import { createProgram } from '../../client/cli/program';
import { withEnvFile } from '../../base/env-file/config';
import { STATUS } from '../../words/domain';
import { fieldName } from '../../words/fields';
import { type Say, sentence } from '../../words/sentence';
import { ANSWERS_ZH } from './answers-zh';
import { playedCommandLine } from './command-line';
import { CASE } from './samples';

const { api, line } = playedCommandLine();
beforeEach(() => {
  for (const [route, answer] of ANSWERS_ZH) api.answers(route, answer);
  writeFileSync(join(line.folder, 'paper.pdf'), '%PDF-1.4');
});

function leaves(command: Command, words: readonly string[] = []): string[] {
  return command.commands.flatMap((child) => {
    const path = [...words, child.name()];
    return child.commands.length > 0 ? leaves(child, path) : [path.join(' ')];
  });
}

const because = ['--reason', '核实'];
const decided = [CASE, '--revision', '2', '--yes'];
const bulk = ['--cause', 'parked', ...because, '--yes'];
const step = ['--step', 'refund-deposit'];

/** What follows the name of each command. */
const PLAYS: Readonly<Record<string, readonly string[]>> = {
  open: [
    ...['--merchant-number', 'M1', '--contact-name', '林晓', '--phone', '13800138000'],
    ...['--reason', 'other', '--serial', 'SN1'],
  ],
  list: [],
  search: ['--phone', '13800138000'],
  show: [CASE],
  timeline: [CASE],
  reveal: [CASE, ...because],
  watch: [CASE, '--for', '1'],
  'verify-identity': [CASE, '--method', 'callback', '--document', 'passport'],
  terms: [],
  itemisation: [CASE],
  consent: [CASE, '--method', 'recorded-call', '--evidence', '录音'],
  application: [CASE, '--merchant-name', '别家'],
  contact: [CASE, '--contact-name', '林晓', '--revision', '2'],
  submit: [CASE, '--revision', '2'],
  withdraw: [CASE, '--yes'],
  claim: [CASE, '--revision', '2'],
  release: [CASE],
  approve: decided,
  reject: [...decided, '--reason', 'other'],
  'request-information': [...decided.slice(0, 3), '--field', 'merchantName', '--message', '请更正'],
  note: [CASE, '--text', '已联系'],
  notes: [CASE],
  attach: [CASE, 'paper.pdf'],
  attachments: [CASE],
  download: [CASE, 'att_1', '--output', 'saved.pdf'],
  notices: [CASE],
  resend: [CASE, 'n_1'],
  comparison: [CASE],
  preview: [CASE, 'n_1'],
  'merchant-link': [CASE],
  'ops attention': [],
  'ops diagnosis': [CASE],
  'ops reconcile': ['--wait'],
  'ops rebuild': [CASE, ...because],
  'ops history': ['--open', '--out', 'histories'],
  // Where nothing is built there is nothing to replay on: the mistake is told, the engine stays out.
  'ops replay': ['--open', '--bundle', 'nowhere'],
  'ops deployments': [],
  'ops make-current': ['desk', 'v1'],
  'ops retry': [CASE, ...step, ...because],
  'ops resolve': [CASE, ...step, '--outcome', 'paid', '--evidence', '回单', '--yes'],
  'ops correct-reference': [
    ...[CASE, '--reference', 'merchant-number', '--old', 'M1', '--new', 'M2', ...because, '--yes'],
  ],
  'ops send-back': [CASE, ...because],
  'ops hold': [CASE, ...because],
  'ops release-hold': [CASE, ...because],
  'ops end': [CASE, ...because, '--yes'],
  'ops bulk retry': bulk,
  'ops bulk hold': bulk,
  'ops bulk release-hold': bulk,
  'ops bulk send-back': bulk,
  'ops bulk resend-notice': bulk,
  'ops bulk show': ['B-0000000001'],
  'ops bulk stop': ['B-0000000001'],
  'ops reset-points': [CASE],
  'ops reset': [CASE, '--to', '31', '--dry-run'],
  'ops proposals': [],
  'ops proposal': [CASE, '17'],
  'ops approve': [CASE, '17', '--yes'],
  'ops decline': [CASE, '17', ...because],
};

/** Commands whose output is for programs. */
const FOR_PROGRAMS: readonly string[] = ['api', 'completion', 'complete'];

const COMMANDS = leaves(createProgram(NOWHERE)).filter((name) => !FOR_PROGRAMS.includes(name));

/** What may stand in Latin letters. */
const LATIN: readonly RegExp[] = [
  /\bUC-\w+|\bB-\d+|\breconcile-\w+|\b(?:t|d|n|s|att|note)_\w+/g, // ids
  /\b(?:refund|unbind):\S+/g, // numbers of requests
  /\bUNBIND_[A-Z_]+/g, // codes and settings
  /\bunbind (?:ops )?[a-z-]+/g, // commands to copy
  /(?<![\w-])--[a-z-]+/g, // options to copy
  /^ *\* ops retry/gm, // the command of a repair that the diagnosis advises
  /\b(?:CNY) [\d,.]+/g, // amounts
  /\bparked:/g, // a cause, as `--cause` takes it
  /\bapplication\/pdf\b|\S+\.pdf\b/g, // media types and names of files
  /https?:\S+|\S*\/nowhere/g, // addresses and the path that was typed
  /\bzh-CN\b|\bAsia\/Shanghai\b/g, // a locale and a zone have no other name
  /\b(?:SN|M)[\d*]+/g, // serial and merchant numbers
  /\ba1b2c3\b|\bdesk\b|\bv\d\b|\bc2\b/g, // hash, deployment, build, cursor
  /\bTemporal\b|\bCtrl-C\b/g, // names of their own
];

const tell: Say = (pair, ...values) => sentence('zh-CN', pair, values[0]);

function latinIn(text: string): readonly string[] {
  const bare = LATIN.reduce((rest, allowed) => rest.replace(allowed, ''), withoutNames(text));
  return bare.match(/[A-Za-z][\w-]*/g) ?? [];
}

/** A status and a field stand with their Chinese name; commands that may be taken now stand as they are typed. */
function withoutNames(text: string): string {
  const statuses = Object.entries(STATUS).map(([code, [zh]]) => `${zh} ${code}`);
  const fields = ['merchantName', 'document.number', 'document.kind', 'terminals[0].serialNumber'];
  const named = fields.map((path) => `${fieldName(path, tell)} ${path}`);
  const known = [...statuses, ...named].reduce((rest, name) => rest.replaceAll(name, ''), text);
  return known
    .replace(/^ *(?:可以决定|暂不可以|操作) +[a-z-].*$/gm, '')
    .replace(/request-information/g, '');
}

test('every command is played', () => {
  expect(Object.keys(PLAYS).sort()).toEqual([...COMMANDS].sort());
});

test.each(COMMANDS)('%s says nothing in English', async (name) => {
  const words = [...name.split(' '), ...(PLAYS[name] ?? [])];
  const { code, out, err } = await line.run(words, { env: { LANG: 'zh_CN.UTF-8' } });
  const endings = name === 'ops replay' ? [2] : [0, 1, 5];
  expect({ isPlayed: endings.includes(code), err }).toEqual({ isPlayed: true, err });
  expect(err).not.toContain('UNBIND_NOT_FOUND');
  expect(`${out}${err}`).not.toBe('');
  expect({ latin: latinIn(`${out}${err}`), out }).toEqual({ latin: [], out });
});

test.each([
  ['names a file that is not there', { UNBIND_ENV_FILE: 'gone.env' }, '', '不存在'],
  ['has a line that is no setting', {}, 'A=1\nB\n', '第 2 行不是设置'],
])('a file of settings that %s is told in Chinese', (_what, env, text, said) => {
  writeFileSync(join(line.folder, '.env'), text);
  expect.assertions(2);
  try {
    environmentOfProcess(() => withEnvFile(env, line.folder));
  } catch (error) {
    expect(error).toBeInstanceOf(CliFailure);
    expect(error instanceof CliFailure && error.said[0]).toContain(said);
  }
});
