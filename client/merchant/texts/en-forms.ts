/** English of the forms by which somebody comes in. */
import type { formsZh } from './zh-forms';

export const formsEn: typeof formsZh = {
  title: 'Ask to unbind a terminal',
  intro:
    'Everything is needed unless it says optional. A code is sent to your phone before we take the request.',
  about: 'Merchant',
  merchantNumber: 'Merchant number',
  merchantNumberHint: 'On the receipts of the terminal or in your contract.',
  contactName: 'Name of the contact person',
  phone: 'Mobile number',
  phoneHint:
    'For the code and for our notices. Outside mainland China begin with + and the country code.',
  email: 'E-mail address',
  emailHint: 'We then also send a link to this page by e-mail.',
  terminals: 'Terminals to unbind',
  serial: (index) => `Serial number of terminal ${String(index)}`,
  serialHint: 'On the label at the back: the letters and digits after “SN”.',
  add: 'Add another terminal',
  remove: (index) => `Remove terminal ${String(index)}`,
  reason: 'Reason',
  choose: 'Please choose',
  account: 'Merchant account',
  closeAccount: 'Close the merchant account once the terminals are unbound',
  closeAccountHint:
    'A closed account cannot be opened again. It stays open while it has other terminals.',
  privacy:
    'We process this only to carry out your request, keep it encrypted, and delete it when the law allows.',
  submit: 'Next: verify the phone',

  byNumber: {
    title: 'Continue with a case number',
    intro: 'We send a code to the phone of the case.',
    number: 'Case number',
    hint: 'Begins with UC-; see our text message or e-mail.',
    send: 'Send the code',
    invalid: 'A case number is UC- and ten letters and digits.',
  },

  code: {
    title: 'Enter the code',
    sentToPhone: (phone) => `A code is on its way to ${phone}. It is good for 10 minutes.`,
    sentToCase:
      'If there is such a case, a code is on its way to its phone. It is good for 10 minutes.',
    label: 'Code of six digits',
    hint: 'Nothing arrived? Check the number and the signal; after a minute you can send it again.',
    send: 'Send another code',
    sentAgain: 'Sent again. Please use the newest code.',
    change: 'Change the number',
    invalid: 'The code has six digits.',
    open: 'Continue',
    submit: 'Send the request',
  },
};
