/** What a reviewer looks at before deciding, what a merchant was told, and the merchant's link. */
import type { Command } from 'commander';
import { doesToCase } from '../actions';
import { FORMS } from '../../../wire/forms';
import type { CliIo } from '../io';
import { ID, argument } from '../input/readers';
import { NOTICE_CHANNEL, NOTICE_KIND } from '../../../words/domain';
import { COMPARED, NOTICE_SOURCE } from '../../../words/operations';
import type { Session } from '../session';
import { indented, tableLines } from '../text/tables';
import { harmless } from '../text/text-width';
import { pathOf } from '../../../wire/routes';

async function comparison(session: Session, caseId: string): Promise<void> {
  const { client, words } = session;
  const answer = await client.get(pathOf('readComparison', { caseId }), FORMS.comparison);
  session.show(answer, () =>
    tableLines(
      [
        { head: words.say('field') },
        { head: words.say('entered') },
        { head: words.say('agreed') },
        { head: words.say('acquirerHas') },
        { head: words.say('state') },
        { head: words.say('code') },
      ],
      answer.rows.map(({ path, entered, agreed, acquirer, state, codes }) => [
        words.field(path),
        harmless(entered),
        harmless(agreed ?? ''),
        acquirer === null ? '?' : harmless(acquirer),
        words.called(COMPARED, state),
        codes.join(' '),
      ]),
    ),
  );
}

async function preview(
  session: Session,
  caseId: string,
  _options: object,
  [noticeId = '']: readonly string[],
): Promise<void> {
  const path = pathOf('previewNotice', { caseId, noticeId });
  const { words } = session;
  const shown = await session.client.get(path, FORMS.preview);
  session.show(shown, () => [
    [
      words.called(NOTICE_KIND, shown.kind),
      words.called(NOTICE_CHANNEL, shown.channel),
      words.called(NOTICE_SOURCE, shown.source),
      shown.to ?? '',
    ]
      .join('  ')
      .trimEnd(),
    ...(shown.subject === undefined ? [] : [harmless(shown.subject)]),
    ...indented(shown.text.split('\n').map(harmless)),
  ]);
}

async function merchantLink(
  session: Session,
  caseId: string,
  { revoke = false }: { revoke?: boolean },
): Promise<void> {
  const body = { action: revoke ? 'revoke' : 'resend' };
  const path = pathOf('changeMerchantLink', { caseId });
  const done = await session.client.post(path, FORMS.linkChanged, body);
  session.show(done, () => [`${session.words.say('done')}  ${done.noticeId ?? ''}`.trimEnd()]);
}

/** Adds `comparison`, `preview` and `merchant-link` to the group that is open. */
export function addLookCommands(program: Command, io: CliIo): void {
  program
    .command('comparison')
    .description("show the application beside the acquirer's record, both masked")
    .argument('<case>', 'id of the case')
    .action(doesToCase(io, comparison));
  program
    .command('preview')
    .description('show what a notice says, masked')
    .argument('<case>', 'id of the case')
    .addArgument(argument('<notice>', 'id of the notice', ID))
    .action(doesToCase(io, preview));
  program
    .command('merchant-link')
    .description("mail the link to the merchant's page again; earlier ones go on")
    .argument('<case>', 'id of the case')
    .option('--revoke', 'take the link back instead, with every session it has opened')
    .action(doesToCase<{ revoke?: boolean }>(io, merchantLink));
}
