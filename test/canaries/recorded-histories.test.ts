/**
 * Recorded histories are committed and may be read by anyone. Their cases have no canaries, so they are
 * searched for what looks like a person's data: numbers, addresses and Chinese words.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPayloadConverter } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { placesOfHistory } from './places';

const FOLDER = join(__dirname, '..', 'replay', 'histories');

const SHAPES: Readonly<Record<string, RegExp>> = {
  'a mobile number': /(?<!\w)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\w)/,
  'a number of an identity document': /(?<!\w)\d{17}[\dX](?!\w)/i,
  'a number of a bank account': /(?<!\w)\d{16,19}(?!\w)/,
  'an e-mail address': /[\w.+-]+@[\w-]+\.[a-z]{2,}/i,
  'a Chinese word': /\p{Script=Han}{2}/u,
};

/** Names of the shapes that stand in the texts of a history, with their place. */
function shapesIn(name: string, history: { [field: string]: unknown }): readonly string[] {
  const { events } = temporal.api.history.v1.History.fromObject(history);
  return placesOfHistory(name, events).flatMap((place) =>
    Object.entries(SHAPES)
      .filter(([, shape]) => shape.test(place.text))
      .map(([shape]) => `${place.name} holds ${shape}`),
  );
}

const recorded = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

test.each(recorded)('%s holds nothing that looks like data of a person', (file) => {
  const history = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Record<string, unknown>;
  expect(shapesIn(file, history)).toEqual([]);
});

test.each([
  ['a mobile number', '+8613866554433'],
  ['a number of an identity document', '11010519491231002X'],
  ['a number of a bank account', '6222020200998877665'],
  ['an e-mail address', 'owner@example.com'],
  ['a Chinese word', '王晓明'],
])('%s in a payload would be seen', (shape, value) => {
  const payloads = [defaultPayloadConverter.toPayload({ note: `x ${value}.` })];
  const event = {
    eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED',
    workflowExecutionSignaledEventAttributes: { signalName: 'told', input: { payloads } },
  };
  expect(shapesIn('it', { events: [event] })).toEqual([
    `history of it: WORKFLOW_EXECUTION_SIGNALED holds ${shape}`,
  ]);
});
