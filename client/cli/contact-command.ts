/** How the merchant is reached: changed as a whole, checked by the desk as at the opening. */
import type { Command } from 'commander';
import { LOCALES } from '../../workflows/contract/case-data';
import { choice, doesToCase, given, revisionOption } from './actions';
import { FORMS } from './answers';
import { revisionOf } from './decision-commands';
import type { CliIo } from './io';
import { showReceipt } from './proof-commands';
import { type Session, casePath } from './session';

interface ContactOptions {
  contactName: string;
  phone?: string;
  email?: string;
  locale: string;
  timeZone?: string;
  revision?: number;
}

async function contact(session: Session, caseId: string, options: ContactOptions): Promise<void> {
  const revision = await revisionOf(session, caseId, options.revision, 'latest');
  const { contactName, locale, phone, email, timeZone } = options;
  const body = { revision, contactName, locale, ...given({ phone, email, timeZone }) };
  showReceipt(session, await session.client.put(casePath(caseId, '/contact'), FORMS.receipt, body));
}

export function addContactCommand(program: Command, io: CliIo): void {
  program
    .command('contact')
    .description('change how the merchant is reached; what you leave out is taken away')
    .argument('<case>', 'id of the case')
    .requiredOption('--contact-name <name>', 'who to ask for')
    .option('--phone <number>', 'mobile number for texts')
    .option('--email <address>', 'address for mails')
    .addOption(choice('--locale <language>', 'language of notices', LOCALES).default('zh-CN'))
    .option('--time-zone <name>', 'IANA name (default: Asia/Shanghai)')
    .addOption(revisionOption())
    .action(doesToCase<ContactOptions>(io, contact));
}
