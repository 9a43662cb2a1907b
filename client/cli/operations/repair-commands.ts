/** Operators' repairs of one case. */
import type { Command } from 'commander';
import type { RepairKind } from '../../../wire/operations/repair-requests';
import { RESOLUTION_OUTCOMES, STEPS } from '../../../workflows/contract/case-view';
import { isIrreversible } from '../../../workflows/contract/lifecycle';
import { REFERENCES } from '../../../workflows/contract/operations';
import { doesToCase, given, required } from '../actions';
import { confirmVerb } from '../cases/decision-commands';
import type { CliIo } from '../io';
import { ID, REFERENCE, SUBJECT, TEXT, choice, reading, readingEach } from '../input/readers';
import { dryRunOption, sendRepair, showDryRun } from '../text/repair-lines';
import type { Session } from '../session';

interface RetryOptions {
  step: string;
  reason: string;
  dryRun?: boolean;
}

async function retry(
  session: Session,
  caseId: string,
  { step, reason, dryRun }: RetryOptions,
): Promise<void> {
  if (dryRun === true) return showDryRun(session, caseId, { repair: 'retry', step });
  await sendRepair(session, caseId, 'retry', { step, reason });
}

interface ResolveOptions {
  step: string;
  outcome: string;
  subject?: string;
  evidence: string;
  attachment?: readonly string[];
  yes?: boolean;
  dryRun?: boolean;
}

async function resolve(session: Session, caseId: string, options: ResolveOptions): Promise<void> {
  const { step, outcome, subject, evidence, attachment, dryRun } = options;
  if (dryRun === true) {
    const repair = { repair: 'resolve', step, outcome, ...given({ subject }) };
    return showDryRun(session, caseId, repair);
  }
  await confirmVerb(session, caseId, `resolve ${step} ${outcome}`, options.yes);
  const body = { step, outcome, evidence, ...given({ subject, attachmentIds: attachment }) };
  await sendRepair(session, caseId, 'resolve', body);
}

interface CorrectionOptions {
  reference: string;
  subject?: string;
  old: string;
  new: string;
  reason: string;
  yes?: boolean;
  dryRun?: boolean;
}

async function correctReference(
  session: Session,
  caseId: string,
  { reference, subject, old, new: value, reason, yes, dryRun }: CorrectionOptions,
): Promise<void> {
  const correction = { reference, ...given({ subject }), old, new: value };
  if (dryRun === true) {
    return showDryRun(session, caseId, { repair: 'correct-reference', ...correction });
  }
  await confirmVerb(session, caseId, `correct-reference ${reference}`, yes);
  await sendRepair(session, caseId, 'correct-reference', { ...correction, reason });
}

interface ReasonedOptions {
  reason: string;
  yes?: boolean;
  dryRun?: boolean;
}

/** A repair that needs nothing but the reason for it. */
function reasoned(
  verb: RepairKind,
): (session: Session, caseId: string, options: ReasonedOptions) => Promise<void> {
  return async (session, caseId, { reason, yes, dryRun }) => {
    if (dryRun === true) return showDryRun(session, caseId, { repair: verb });
    if (isIrreversible(verb)) await confirmVerb(session, caseId, verb, yes);
    await sendRepair(session, caseId, verb, { reason });
  };
}

type AddCommand = (ops: Command, io: CliIo) => void;

function addRetry(ops: Command, io: CliIo): void {
  ops
    .command('retry')
    .description('try a parked step again; reads back first, and names a payment that is made anew')
    .argument('<case>', 'id of the case')
    .addOption(required(choice('--step <step>', 'parked step', STEPS)))
    .addOption(required(reading('--reason <text>', 'why it may work now', TEXT)))
    .addOption(dryRunOption())
    .action(doesToCase<RetryOptions>(io, retry));
}

function addResolve(ops: Command, io: CliIo): void {
  const outcomes = Object.values(RESOLUTION_OUTCOMES).flat();
  ops
    .command('resolve')
    .description('settle a step by hand, with evidence')
    .argument('<case>', 'id of the case')
    .addOption(required(choice('--step <step>', 'the step', STEPS)))
    .addOption(required(choice('--outcome <outcome>', 'what you have proof of', outcomes)))
    .addOption(required(reading('--evidence <text>', 'the proof, in words', TEXT)))
    .addOption(
      reading(
        '--subject <id>',
        'one terminal or deposit item (default: all that are stuck)',
        SUBJECT,
      ),
    )
    .addOption(readingEach('--attachment <id>', 'proof that was attached; give one for each', ID))
    .addOption(dryRunOption())
    .action(doesToCase<ResolveOptions>(io, resolve));
}

function addCorrection(ops: Command, io: CliIo): void {
  ops
    .command('correct-reference')
    .description('correct what the acquirer knows the case by; the new value is asked for live')
    .argument('<case>', 'id of the case')
    .addOption(required(choice('--reference <reference>', 'which one is wrong', REFERENCES)))
    .addOption(
      reading(
        '--subject <id>',
        'the terminal or deposit item, unless it is the merchant number',
        SUBJECT,
      ),
    )
    .addOption(required(reading('--old <value>', 'what the case holds now', REFERENCE)))
    .addOption(required(reading('--new <value>', 'what it should hold', REFERENCE)))
    .addOption(required(reading('--reason <text>', 'how it came to be wrong', TEXT)))
    .addOption(dryRunOption())
    .action(doesToCase<CorrectionOptions>(io, correctReference));
}

function withReason(verb: RepairKind, what: string, reason: string): AddCommand {
  return (ops, io) => {
    ops
      .command(verb)
      .description(what)
      .argument('<case>', 'id of the case')
      .addOption(required(reading('--reason <text>', reason, TEXT)))
      .addOption(dryRunOption())
      .action(doesToCase<ReasonedOptions>(io, reasoned(verb)));
  };
}

/** The command of each repair, in the order of the help; a reset stands beside the list of its points. */
const COMMANDS: Readonly<Record<Exclude<RepairKind, 'reset'>, AddCommand>> = {
  retry: addRetry,
  resolve: addResolve,
  'correct-reference': addCorrection,
  'send-back': withReason(
    'send-back',
    'send the case back for a correction, before the first unbind request',
    'what has to be corrected',
  ),
  hold: withReason(
    'hold',
    'hold the case: no new request leaves, its clocks stand still',
    'why it is held',
  ),
  'release-hold': withReason(
    'release-hold',
    'let a held case go on; its clocks go on where they stood',
    'why it may go on',
  ),
  end: withReason(
    'end',
    'end the case as rejected, before the first unbind request',
    'why it ends',
  ),
};

export function addRepairCommands(ops: Command, io: CliIo): void {
  for (const add of Object.values(COMMANDS)) add(ops, io);
}
