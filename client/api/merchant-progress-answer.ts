/** The documented form of what a merchant sees of a case, and the names of its stages. */
import { z } from 'zod';
import { DEPOSIT_KINDS, REJECTION_REASONS } from '../../workflows/contract/case-view';
import type { Locale } from '../../workflows/contract/case-data';
import { CASE_STATUSES, type CaseStatus } from '../../workflows/contract/lifecycle';
import { itemisationAnswer } from './answer-schemas';
import { errorCode } from './error-codes';
import { termsAnswer } from './terms';

const status = z.enum(CASE_STATUSES);
const value = z.union([z.string(), z.number(), z.boolean()]);

/** A file that the merchant has handed in. */
export const merchantAttachment = z.object({
  fileName: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  at: z.iso.datetime(),
});

/** Reasons of a rejection as merchants hear them; a finding of fraud is not explained to who asked. */
export const TOLD_REJECTIONS = [
  ...REJECTION_REASONS.filter((reason) => reason !== 'suspected-fraud'),
  'not-verified',
] as const;

const deposit = z.object({
  serialNumber: z.string(),
  kind: z.enum(DEPOSIT_KINDS),
  amountMinor: z.int(),
  currency: z.string(),
  refundable: z.boolean(),
  state: z.string(),
  since: z.string(),
});

export const progressAnswer = z
  .object({
    caseId: z.string(),
    status,
    stage: z.string(),
    statusSince: z.string(),
    openedAt: z.string(),
    /** Latest revision; a correction names it. */
    revision: z.int(),
    waitsFor: z.string(),
    expectedBy: z.string().optional(),
    overdue: z.boolean(),
    /** Held or being looked at by operators: nothing is lost, it takes longer. */
    paused: z.boolean(),
    history: z.array(z.object({ status, stage: z.string(), at: z.string() })),
    merchant: z.object({
      merchantNumber: z.string(),
      contactName: z.string(),
      phone: z.string().optional(),
      email: z.string().optional(),
    }),
    closeAccount: z.boolean(),
    terminals: z.array(
      z.object({ serialNumber: z.string(), state: z.string(), since: z.string() }),
    ),
    /** Known once the application is submitted. */
    deposits: z.array(deposit),
    /** What holds the unbinding up and what the merchant can do about it. */
    hindrances: z.array(z.object({ code: errorCode, meaning: z.string(), remedy: z.string() })),
    requestedFields: z.array(z.string()),
    /** The fields to correct with what stands in them, masked, and what the reviewer wrote. */
    requested: z
      .object({
        fields: z.array(z.object({ path: z.string(), now: value })),
        mayAddTerminals: z.boolean(),
        message: z.string().optional(),
      })
      .optional(),
    itemisation: itemisationAnswer.optional(),
    terms: termsAnswer.optional(),
    attachments: z.array(merchantAttachment),
    can: z.object({
      consent: z.boolean(),
      correct: z.boolean(),
      attach: z.boolean(),
      withdraw: z.boolean(),
    }),
    rejection: z.enum(TOLD_REJECTIONS).optional(),
    statement: z
      .object({
        endedAt: z.string().optional(),
        terminals: z.array(
          z.object({ serialNumber: z.string(), state: z.string(), at: z.string() }),
        ),
        refunds: z.array(
          z.object({
            serialNumber: z.string(),
            kind: z.string(),
            amountMinor: z.int(),
            currency: z.string(),
            state: z.string(),
            at: z.string(),
          }),
        ),
        /** Where refunds went: `original-payment`, or the end of an account number. */
        payee: z.string().optional(),
        account: z.string(),
        accountAt: z.string().optional(),
        partial: z.boolean(),
      })
      .optional(),
  })
  .meta({ id: 'MerchantProgress', description: 'Progress of one case; personal data is masked.' });
export type MerchantProgress = z.output<typeof progressAnswer>;

/** Names of the stages. */
export const STAGES: Readonly<Record<CaseStatus, Readonly<Record<Locale, string>>>> = {
  'awaiting-identity': { 'zh-CN': '等待身份核实', en: 'Your identity is being verified' },
  'awaiting-consent': { 'zh-CN': '等待您同意条款', en: 'Your consent is awaited' },
  'awaiting-application': { 'zh-CN': '正在填写解绑申请', en: 'The application is being prepared' },
  'awaiting-review': { 'zh-CN': '等待审核', en: 'The application is being reviewed' },
  'awaiting-information': { 'zh-CN': '需要补充资料', en: 'A correction is needed from you' },
  unbinding: { 'zh-CN': '正在解绑终端', en: 'The terminal is being unbound' },
  'refunding-deposit': { 'zh-CN': '正在退还押金', en: 'The deposit is being refunded' },
  'closing-account': { 'zh-CN': '正在注销账户', en: 'The account is being closed' },
  completed: { 'zh-CN': '已完成', en: 'Completed' },
  rejected: { 'zh-CN': '未通过', en: 'Rejected' },
  withdrawn: { 'zh-CN': '已撤回', en: 'Withdrawn' },
  expired: { 'zh-CN': '已过期', en: 'Expired' },
};
