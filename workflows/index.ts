/** The workflows that the worker's bundle contains. */
export { bulkRepair } from './errands/bulk-repair';
export { makePack } from './errands/make-pack';
export { rebuildCase } from './errands/rebuild-case';
export { reconcileDesk } from './errands/reconcile-desk';
export { reopenRefund } from './errands/reopen-refund';
export { replayCase } from './errands/replay-case';
export { resendNotice } from './errands/resend-notice';
export { sendCode } from './errands/send-code';
export { unbindCase } from './unbind-case';
export { verifyLedgers } from './errands/verify-ledgers';
