/** The parts of the printed page of an evidence pack that say who did what, and how that is proven. */
import { NOTICE_CHANNEL, NOTICE_KIND, NOTICE_STATE, ROLE } from '../../words/domain';
import { DISCLOSURE } from '../../words/evidence';
import { brokenVerdict, verdictOn } from '../../words/ledger';
import { EFFECT, EFFECT_STATE } from '../../words/operations';
import { named } from '../../words/phrase';
import { detailsOf, sentenceOf } from '../../words/timeline';
import { isErrorCode, publicCode } from '../../workflows/contract/errors';
import type { LedgerRow } from '../../record/port/desk-record';
import { type Html, facts, markup, table } from './html';
import { serialsOf } from './page-parts';
import type { Reader } from './page-reader';
import { PAGE } from './page-words';
import { papersIn } from './paper-forms';
import { isAtProvider } from './papers-for';
import type { Printed } from './print-page';
import type { ToldCase } from './told-case';

/** Who did it: the name where one is told, else the role. */
function doerOf({ people }: ToldCase, { say, person }: Reader) {
  return ({ principalId, role }: LedgerRow['by']): string =>
    people[principalId] === undefined ? say(named(ROLE, role)) : person(principalId);
}

/** What happened, in a sentence and the facts that people are told. */
function storyOf(told: ToldCase, reader: Reader) {
  const { say, locale } = reader;
  const serials = serialsOf(told.data);
  const doer = doerOf(told, reader);
  return (row: LedgerRow): Html => {
    const item = { ...row, facts: spelledFacts(row.facts) };
    const details = detailsOf(item, say, locale, serials).join(' · ');
    return markup`${sentenceOf(item, doer(row.by), say)}${details && markup`<br><small>${details}</small>`}`;
  };
}

function spelled<Word extends string>(word: Word) {
  return isErrorCode(word) ? publicCode(word) : word;
}

function spelledFacts(said: LedgerRow['facts']) {
  return Object.fromEntries(
    Object.entries(said).map(([name, fact]) => [
      name,
      typeof fact === 'string'
        ? spelled(fact)
        : typeof fact === 'object'
          ? fact.map(spelled)
          : fact,
    ]),
  );
}

/** What people decided, with their reasons. */
export function decisionPart(told: ToldCase, reader: Reader): Html {
  const { say, moment } = reader;
  const notes = new Map(papersIn(told.papers, 'notes').map(({ noteId, text }) => [noteId, text]));
  const doer = doerOf(told, reader);
  const sentence = storyOf(told, reader);
  return markup`<h2>${say(PAGE.decisions)}</h2>${table(
    [
      [say(PAGE.at), 20],
      [say(PAGE.by), 18],
      [say(PAGE.event), 34],
      [say(PAGE.why), 28],
    ],
    told.story
      .filter(({ by }) => by.role !== 'system')
      .map((row) => [
        moment(row.at),
        markup`${doer(row.by)}<br><small>${say(named(ROLE, row.by.role))}</small>`,
        sentence(row),
        markup`<pre>${notes.get(String(row.facts['noteId'])) ?? ''}</pre>`,
      ]),
  )}`;
}

export function effectPart({ papers }: ToldCase, { say, moment }: Reader): Html {
  return markup`<h2>${say(PAGE.effects)}</h2>${table(
    [
      [say(PAGE.effect), 16],
      [say(PAGE.request), 26],
      [say(PAGE.state), 10],
      [say(PAGE.reference), 28],
      [say(PAGE.settled), 20],
    ],
    papersIn(papers, 'intents')
      .filter(isAtProvider)
      .map(({ key, state, providerRef, providerCode, settledAt }) => [
        say(named(EFFECT, key.split(':', 1).join())),
        markup`<span class="hash">${key}</span>`,
        say(EFFECT_STATE[state]),
        markup`<span class="hash">${[providerRef, providerCode].filter(Boolean).join(' · ')}</span>`,
        settledAt && moment(settledAt),
      ]),
  )}`;
}

export function noticePart({ papers }: ToldCase, { say, moment }: Reader): Html {
  const notices = papersIn(papers, 'notices').toSorted((a, b) =>
    a.plannedAt.localeCompare(b.plannedAt),
  );
  return markup`<h2>${say(PAGE.notices)}</h2>${notices.map((notice) => {
    const { kind, channel, state, plannedAt, changedAt, providerRef, sent } = notice;
    const about = [moment(changedAt ?? plannedAt), say(NOTICE_STATE[state]), sent?.to];
    return markup`<section><h3>${say(NOTICE_KIND[kind])} · ${say(NOTICE_CHANNEL[channel])}</h3><p>${about.filter(Boolean).join(' · ')} <span class="hash">${providerRef}</span></p>${
      sent && markup`<pre class="quote">${messageText(sent)}</pre>`
    }</section>`;
  })}`;
}

function messageText({ subject, text }: { readonly subject?: string | undefined; text: string }) {
  return subject === undefined ? text : `${subject}\n\n${text}`;
}

/** Of files the hashes: whoever has one can show that it is the one that was handed in. */
export function filePart({ papers }: ToldCase, { say, moment, person }: Reader): Html {
  return markup`<h2>${say(PAGE.files)}</h2>${table(
    [
      [say(PAGE.at), 20],
      [say(PAGE.kind), 30],
      [say(PAGE.by), 18],
      [say(PAGE.hash), 32],
    ],
    papersIn(papers, 'attachments').map(({ at, mediaType, fileName, by, sha256 }) => [
      moment(at),
      fileName === undefined ? mediaType : `${fileName} (${mediaType})`,
      person(by),
      markup`<span class="hash">${sha256}</span>`,
    ]),
  )}`;
}

/** What stands with a decision stands there; one that did not come about was not said. */
export function notePart({ papers }: ToldCase, { say, moment, person }: Reader): Html {
  const notes = papersIn(papers, 'notes').filter(({ kind }) => kind === 'note');
  return markup`<h2>${say(PAGE.notes)}</h2>${table(
    [
      [say(PAGE.at), 20],
      [say(PAGE.by), 22],
      [say(PAGE.text), 58],
    ],
    notes.map(({ at, by, text }) => [
      moment(at),
      person(by),
      text === undefined ? say(PAGE.leftOut) : markup`<pre>${text}</pre>`,
    ]),
  )}`;
}

export function chainPart({ told }: Printed, reader: Reader): Html {
  const { say, moment } = reader;
  const { rows } = told.evidence;
  const sentence = storyOf(told, reader);
  return markup`<h2>${say(PAGE.chain)}</h2><p>${say(PAGE.chainMeans, {
    rows: rows.length,
    told: told.story.length,
    commitments: rows.length - told.story.length,
  })}</p>${table(
    [
      [say(PAGE.row), 7],
      [say(PAGE.at), 20],
      [say(PAGE.event), 43],
      [say(PAGE.hash), 30],
    ],
    told.story.map((row) => [
      row.position,
      moment(row.at),
      sentence(row),
      markup`<span class="hash">${row.hash}</span>`,
    ]),
  )}`;
}

/** By what the rest of the page is proven, and how whoever holds it finds out. */
export function proofPart(printed: Printed, { say, moment }: Reader): Html {
  const { packId, madeAt, keyId, head, position, told } = printed;
  const { broken, evidence, papers, disclosure } = told;
  const rows = evidence.rows.length;
  const opened = papers.filter(({ salt }) => salt !== undefined).length;
  const verdict = broken ? brokenVerdict(broken, say) : verdictOn({ rows }, say);
  return markup`<h2>${say(PAGE.proof)}</h2><p class="${broken ? 'broken' : 'whole'}">${verdict}</p>${facts(
    [
      [say(PAGE.scope), say(DISCLOSURE[disclosure])],
      [say(PAGE.pack), packId],
      [say(PAGE.made), moment(madeAt)],
      [say(PAGE.key), markup`<span class="hash">${keyId}</span>`],
      [say(PAGE.head), say(PAGE.headSays, { head: head.number, at: moment(head.at), position })],
      [say(PAGE.root), markup`<span class="hash">${head.root}</span>`],
      [say(PAGE.papers), say(PAGE.papersSay, { opened, masked: papers.length - opened })],
    ],
  )}<p>${say(PAGE.verify)}</p>`;
}
