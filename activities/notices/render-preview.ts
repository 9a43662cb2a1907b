/** Every message with sample data, for people who write or check the texts. No real data here. */
import type { CaseRow, Revision } from '../../record/port/desk-record';
import type { CaseData, Locale, Phrase } from '../../workflows/contract/case-data';
import { LOCALES } from '../../workflows/contract/case-data';
import type { CaseView } from '../../workflows/contract/case-view';
import { NOTICE_KINDS } from '../../workflows/contract/notices';
import type { NoticeKind } from '../../workflows/contract/notices';
import { countSegments } from '../sms/sms-segments';
import type { Segments } from '../sms/sms-segments';
import { isStaffKind } from './gather-content';
import { noticeContent } from './notice-content';
import type { NoticeContent } from './notice-content';
import { renderEmail, renderSms } from './render-notice';
import type { RenderedEmail } from './render-notice';

export interface PreviewedNotice {
  readonly kind: NoticeKind;
  readonly locale: Locale;
  /** Absent for kinds that go by e-mail only. */
  readonly sms?: { readonly text: string; readonly segments: Segments };
  readonly email: RenderedEmail;
}

const SINCE = '2026-11-23T02:00:00Z';
const CASE_ID = 'UC-7Q4M2K9T1B';
const PHONE = '+8613800138000';

/** What the sample case holds. */
export const DATA: CaseData = {
  contact: {
    merchantNumber: '898110000000001',
    contactName: '示例商户',
    phone: PHONE,
    email: 'merchant@example.com',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
  },
  terminals: [
    { terminalId: 't_3F9K2M7Q1A', serialNumber: 'N900W0012345' },
    { terminalId: 't_3F9K2M7Q1B', serialNumber: 'N900W0012346' },
  ],
  application: {
    merchantName: '示例商户',
    document: { kind: 'uscc', number: '91350100M000100Y43' },
    phone: PHONE,
    terminals: [{ serialNumber: 'N900W0012345' }, { serialNumber: 'N900W0012346' }],
    deposits: [],
    payee: {
      kind: 'bank-account',
      accountName: '示例商户',
      accountNumber: '6222020200012349',
      bankCode: 'ICBC',
    },
    closeAccount: true,
  },
};

/** Variants of the sample case in which a kind is sent. */
const VIEW_CHANGES: Partial<Record<NoticeKind, Partial<CaseView>>> = {
  rejected: { status: 'rejected', rejection: 'data-does-not-match' },
  'page-link': { status: 'awaiting-identity' },
  unbound: { terminals: terminalViews('effective') },
  'gate-blocked': {
    terminals: terminalViews('blocked').map((terminal) => ({
      ...terminal,
      gate: ['BALANCE_NOT_ZERO', 'OFFLINE_TRANSACTIONS'] as const,
    })),
  },
  refunded: { deposits: depositViews('succeeded') },
  'refund-returned': { deposits: depositViews('returned') },
  closed: {
    status: 'completed',
    terminals: terminalViews('effective'),
    deposits: depositViews('succeeded'),
    closure: { state: 'closed', generation: 1, since: SINCE },
  },
  overdue: { status: 'awaiting-review', overdue: true },
};

function terminalViews(state: CaseView['terminals'][number]['state']): CaseView['terminals'] {
  return DATA.terminals.map(({ terminalId }) => ({
    terminalId,
    state,
    generation: 1,
    since: SINCE,
  }));
}

function depositViews(refund: CaseView['deposits'][number]['refund']): CaseView['deposits'] {
  const common = { generation: 1, currency: 'CNY', since: SINCE } as const;
  return [
    {
      ...common,
      depositId: 'd_3F9K2M7Q1A',
      terminalId: 't_3F9K2M7Q1A',
      kind: 'refundable-deposit',
      amountMinor: 20_000,
      refund,
    },
    {
      ...common,
      depositId: 'd_3F9K2M7Q1B',
      terminalId: 't_3F9K2M7Q1B',
      kind: 'service-fee',
      amountMinor: 3_000,
      refund: 'not-due',
    },
  ];
}

const VIEW: CaseView = {
  caseId: CASE_ID,
  status: 'awaiting-information',
  statusSince: SINCE,
  openedAt: SINCE,
  openedBy: 's_8H2K5N1W00',
  channel: 'hotline',
  reason: 'business-ended',
  closeAccount: true,
  revision: 1,
  waitsFor: 'merchant',
  limitAt: '2026-12-07T02:00:00Z',
  overdue: false,
  held: false,
  partial: false,
  pointOfNoReturn: false,
  refundReopened: false,
  stepUp: [],
  warnings: [],
  requestedFields: ['merchantName', 'terminals[0].serialNumber'],
  terminals: terminalViews('waiting'),
  deposits: depositViews('waiting'),
  closure: { state: 'waiting', generation: 1, since: SINCE },
  reviewClockMs: 0,
};

const SIGNATURE: Phrase = { 'zh-CN': '解绑服务台', en: 'Unbind Desk' };

/** A sample of the variables; `change` and `data` alter the sample case. */
export function sampleContent(
  kind: NoticeKind,
  locale: Locale,
  change: Partial<CaseView> = VIEW_CHANGES[kind] ?? {},
  data: CaseData = DATA,
): NoticeContent {
  const view = { ...VIEW, ...change };
  const row: CaseRow = {
    caseId: CASE_ID,
    teamId: 'team-1',
    view,
    involved: [],
    latestRevision: 1,
    openedAt: new Date(SINCE),
    changedAt: new Date(SINCE),
  };
  const revision: Revision = {
    caseId: CASE_ID,
    revision: 1,
    author: view.openedBy,
    at: new Date(SINCE),
    data,
  };
  return noticeContent(kind, row, revision, {
    locale,
    signature: SIGNATURE[locale],
    link: isStaffKind(kind)
      ? `https://desk.example.com/console/cases/${CASE_ID}`
      : 'https://desk.example.com/m/#sample-token',
    message: 'The license shows another name:\n示例商户（有限公司）',
  });
}

/** Renders every kind in every language. */
export function renderPreviews(): readonly PreviewedNotice[] {
  return LOCALES.flatMap((locale) => NOTICE_KINDS.map((kind) => renderPreview(kind, locale)));
}

function renderPreview(kind: NoticeKind, locale: Locale): PreviewedNotice {
  const content = sampleContent(kind, locale);
  const email = renderEmail(content);
  if (isStaffKind(kind)) return { kind, locale, email };
  const text = renderSms([content], PHONE);
  return { kind, locale, email, sms: { text, segments: countSegments(text) } };
}
