/** Finding cases by what is a person's: sent in a body, never in an address. */
import type { Command } from 'commander';
import type { CasePage } from '../../../wire/cases/case-answers';
import { FORMS } from '../../../wire/forms';
import { pathOf } from '../../../wire/routes';
import { does } from '../actions';
import { listLines } from '../text/case-lines';
import { usage } from '../failures';
import type { CliIo } from '../io';
import { DOCUMENT_NUMBER, EMAIL, PHONE, readAs, reading } from '../input/readers';
import { type Session, ask } from '../session';

interface SearchOptions {
  phone?: string;
  /** `true` where the address is asked for. */
  email?: string | true;
  document?: boolean;
}

/** A page of cases, and how to get the next. */
export function showPage(session: Session, page: CasePage): void {
  const { words } = session;
  session.show(page, () => [
    ...(page.items.length === 0 ? [words.say('noCases')] : listLines(session, page.items)),
    ...(page.nextCursor === undefined
      ? []
      : ['', `${words.say('more')} --cursor ${page.nextCursor}`]),
  ]);
}

/** What was given as an option, or typed when asked; something in any case. */
async function typedFor(
  session: Session,
  given: string | boolean | undefined,
  question: 'askPhone' | 'askEmail' | 'askDocument',
): Promise<string> {
  const typed = typeof given === 'string' ? given : await ask(session, question);
  if (typed === '')
    throw usage({ 'zh-CN': '没有输入查询内容。', en: 'Nothing to search for was entered.' });
  return typed;
}

async function bodyOf(session: Session, { phone, email, document }: SearchOptions) {
  if (document !== undefined) {
    const typed = await typedFor(session, document, 'askDocument');
    return { documentNumber: readAs(DOCUMENT_NUMBER, '--document', typed) };
  }
  if (email !== undefined) {
    return { email: readAs(EMAIL, '--email', await typedFor(session, email, 'askEmail')) };
  }
  return { phone: readAs(PHONE, '--phone', await typedFor(session, phone, 'askPhone')) };
}

async function search(session: Session, options: SearchOptions): Promise<void> {
  if (Object.keys(options).length > 1) {
    throw usage({
      'zh-CN': '只能按一项查询：--phone、--email 或 --document。',
      en: 'Search by one of the three: --phone, --email or --document.',
    });
  }
  const body = await bodyOf(session, options);
  showPage(session, await session.client.post(pathOf('searchCases'), FORMS.casePage, body));
}

/** Adds `search` to the group that is open. */
export function addSearchCommand(program: Command, io: CliIo): void {
  program
    .command('search')
    .description('find cases by phone, e-mail or document number; asked for or read from stdin')
    .addOption(
      reading('--phone <number>', 'phone number (it stays in the history of your shell)', PHONE),
    )
    .addOption(reading('--email [address]', 'e-mail address, asked for where none is given', EMAIL))
    .option('--document', 'ask for a document number')
    .action(does<SearchOptions>(io, search));
}
