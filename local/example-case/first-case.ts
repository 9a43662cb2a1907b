/** The example case of `npm start`: played on an empty store, and gone on with where it was cut off. */
import { randomBytes } from 'node:crypto';
import type { Desk } from '../desk/desk';
import type { Credentials } from './example-staff';
import { type PlayedDesk, isPlayed } from '../desk/running-file';
import { type ExampleCase, readExampleCase, writeExampleCase } from './case-file';
import { createDeskApi } from './desk-api';
import { createNarrator } from './narrator';
import { type Stage, openExampleCase, playToEnd } from './play-case';
import { createProviders } from './providers';
import { type ExampleLocale, SCENARIO, type ScenarioName } from './scenarios';
import { showSummary } from './summary';

const print = (line: string): void => console.log(line);

/** The stage of a running desk: its API, its providers, somebody who tells. */
function stageFor(running: PlayedDesk, credentials: Credentials, signal: AbortSignal): Stage {
  return {
    api: createDeskApi(running, signal),
    providers: createProviders(running, signal),
    credentials,
    narrator: createNarrator(print),
    signal,
  };
}

function showWhereToWatch({ temporalUiUrl, simulatorUrl, mailUrl }: PlayedDesk): void {
  if (temporalUiUrl !== undefined) print(`Watch it in Temporal's Web UI: ${temporalUiUrl}`);
  print(`Texts arrive at ${simulatorUrl}, mails at ${mailUrl}.\n`);
}

async function newExample(
  { providers }: Stage,
  scenario: ScenarioName,
  locale: ExampleLocale,
): Promise<ExampleCase> {
  const { merchant: wish, faults } = SCENARIO[scenario];
  const merchant = await providers.freshMerchant(wish);
  for (const fault of faults?.(merchant) ?? []) await providers.addFault(fault);
  const keyPrefix = `example-${randomBytes(8).toString('hex')}`;
  return { scenario, locale, merchant, keyPrefix, over: false };
}

async function play(
  stage: Stage,
  running: PlayedDesk,
  example: ExampleCase,
  keep: (example: ExampleCase) => void,
): Promise<void> {
  keep(example);
  const caseId = example.caseId ?? (await openExampleCase(stage, example));
  const opened = { ...example, caseId };
  keep(opened);
  await playToEnd(stage, opened, caseId);
  keep({ ...opened, over: true });
  await showSummary(print, stage.providers, running, example.merchant, caseId);
}

/** Plays one more case against a running desk. */
export async function playAnotherCase(
  running: PlayedDesk,
  credentials: Credentials,
  scenario: ScenarioName,
  locale: ExampleLocale,
  signal: AbortSignal,
): Promise<void> {
  const stage = stageFor(running, credentials, signal);
  print(`\nOne case: ${SCENARIO[scenario].title}.`);
  showWhereToWatch(running);
  await play(stage, running, await newExample(stage, scenario, locale), () => undefined);
}

/**
 * Plays the example case where the record was empty, or goes on with the one that was cut off. A failure is
 * told and leaves the desk up.
 */
export async function playExampleCase(
  dataDir: string,
  desk: Desk,
  signal: AbortSignal,
): Promise<void> {
  const { credentials, running } = desk;
  if (credentials === undefined || !isPlayed(running)) return;
  const known = readExampleCase(dataDir);
  if (known?.over ?? !desk.wasEmpty) return;
  const stage = stageFor(running, credentials, signal);
  try {
    print(
      known === undefined
        ? '\nThe record is empty: one example case, from the first call to the closed account.'
        : `\nThe example case ${known.caseId ?? ''} was cut off; it goes on.`,
    );
    showWhereToWatch(running);
    const example = known ?? (await newExample(stage, 'happy', 'zh-CN'));
    await play(stage, running, example, (state) => writeExampleCase(dataDir, state));
  } catch (error) {
    if (signal.aborted) return;
    print(`\nThe example case stopped here: ${error instanceof Error ? error.message : ''}`);
    print(`The desk stays up; logs are in ${running.logsDir}.\n`);
  }
}
