/** The workflows that the worker's bundle contains. */
export { bulkRepair } from './bulk-repair';
export { rebuildCase } from './rebuild-case';
export { reconcileDesk } from './reconcile-desk';
export { reopenRefund } from './reopen-refund';
export { replayCase } from './replay-case';
export { resendNotice } from './resend-notice';
export { sendCode } from './send-code';
export { unbindCase } from './unbind-case';
