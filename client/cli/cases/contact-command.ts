/** How the merchant is reached: what is named changes, and everything else stays as the case has it. */
import type { Command } from 'commander';
import { LOCALES } from '../../../workflows/contract/case-data';
import { doesToCase, given, revisionOption } from '../actions';
import { FORMS } from '../../../wire/forms';
import { revisionOf } from './decision-commands';
import { usage } from '../failures';
import type { CliIo } from '../io';
import { showReceipt } from './proof-commands';
import { EMAIL, NAME, PHONE, TIME_ZONE, choice, reading } from '../input/readers';
import type { Session } from '../session';
import { pathOf } from '../../../wire/routes';

interface ContactOptions {
  contactName?: string;
  /** `false`: taken away. */
  phone?: string | false;
  email?: string | false;
  locale?: string;
  timeZone?: string;
  revision?: number;
}

async function contact(session: Session, caseId: string, options: ContactOptions): Promise<void> {
  const { contactName, locale, timeZone } = options;
  const phone = options.phone === false ? null : options.phone;
  const email = options.email === false ? null : options.email;
  const change = given({ contactName, phone, email, locale, timeZone });
  if (Object.keys(change).length === 0) {
    throw usage({
      'zh-CN': '没有填写要修改的内容（见 --help）。',
      en: 'Nothing to change was named (see --help).',
    });
  }
  const revision = await revisionOf(session, caseId, options.revision, 'latest');
  const path = pathOf('changeContact', { caseId });
  showReceipt(session, await session.client.patch(path, FORMS.receipt, { revision, ...change }));
}

export function addContactCommand(program: Command, io: CliIo): void {
  program
    .command('contact')
    .description('change how the merchant is reached; what you leave out stays as it is')
    .argument('<case>', 'id of the case')
    .addOption(reading('--contact-name <name>', 'who to ask for', NAME))
    .addOption(reading('--phone <number>', 'mobile number for texts', PHONE))
    .option('--no-phone', 'take the number away')
    .addOption(reading('--email <address>', 'address for mails', EMAIL))
    .option('--no-email', 'take the address away')
    .addOption(choice('--locale <language>', 'language of notices', LOCALES))
    .addOption(
      reading('--time-zone <name>', 'IANA name; nothing is sent by SMS at night there', TIME_ZONE),
    )
    .addOption(revisionOption())
    .action(doesToCase<ContactOptions>(io, contact));
}
