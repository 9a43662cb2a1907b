/** Every command of the program, by its own tree, and words with which each can be played. */
import type { Command } from 'commander';
import { NOWHERE } from '../../client/cli/io';
import { createProgram } from '../../client/cli/program';
import { CASE } from './samples';

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
export const PLAYS: Readonly<Record<string, readonly string[]>> = {
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
  consents: [CASE],
  consent: [CASE, '--method', 'recorded-call', '--evidence', '录音'],
  'consent-extension': [CASE],
  'extend-consent': [CASE, '--method', 'recorded-call', '--evidence', '录音'],
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
  'audit pack': [CASE],
  'audit proof': [CASE],
  'audit verify': ['--wait'],
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

export const COMMANDS = leaves(createProgram(NOWHERE)).filter(
  (name) => !FOR_PROGRAMS.includes(name),
);
