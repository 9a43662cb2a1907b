/** The workflows that the worker's bundle contains. */
export { reopenRefund } from './reopen-refund';
export { resendNotice } from './resend-notice';
export { unbindCase } from './unbind-case';
