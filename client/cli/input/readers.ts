/**
 * How the words of a command line are read before anything is sent: by the readers and shapes of checks/, so that
 * command line and API never differ. What is typed is sent as typed; here it is only known to be readable.
 */
import { Argument, Option } from 'commander';
import type { z } from 'zod';
import { readCaseId } from '../../../checks/references/case-id';
import { isTimeZone } from '../../../checks/days/moments';
import { readSpan } from '../../../checks/days/day';
import { readEmail } from '../../../checks/people/email';
import { readDocumentNumber } from '../../../checks/people/identity-document';
import { readMerchantNumber } from '../../../checks/references/merchant-number';
import { readName } from '../../../checks/people/names';
import { readPhone } from '../../../checks/people/phone';
import type { Read } from '../../../checks/reading';
import {
  IDEMPOTENCY_KEY_FORM,
  IDEMPOTENCY_KEY_PATTERN,
  MAX_FIELD_LENGTH,
  MAX_TEXT_LENGTH,
} from '../../../wire/limits';
import { correctReferenceBody, resolveBody } from '../../../wire/operations/repair-requests';
import {
  consentShown,
  field,
  noteBody,
  requestInformationBody,
  requiredText,
} from '../../../wire/cases/case-requests';
import { caseListQuery } from '../../../wire/cases/list-queries';
import {
  attentionQuery,
  bulkParams,
  causeText,
} from '../../../wire/operations/operations-requests';
import { buildName, runId } from '../../../wire/operations/upkeep-requests';
import { readSearch } from '../../../checks/references/search';
import { readSerialNumber } from '../../../checks/references/serial-number';
import { FIRST_DAY, LAST_DAY } from '../../../workflows/contract/desk-days';
import { CASE_STATUSES } from '../../../workflows/contract/lifecycle';
import { type CliFailure, usage } from '../failures';
import type { Phrase } from '../../../words/phrase';

/** One kind of value. */
export interface Reader<T = string> {
  /** Undefined where it is none. */
  read(typed: string): T | undefined;
  /** What it looks like. */
  readonly form: Phrase;
}

/** Taken as typed where it is one. */
function typedIf(isOne: (typed: string) => boolean, form: Phrase): Reader {
  return { read: (typed) => (isOne(typed) ? typed : undefined), form };
}

function readBy(reader: (typed: string) => Read<unknown>, form: Phrase): Reader {
  return typedIf((typed) => reader(typed).code === undefined, form);
}

function ofSchema(schema: z.ZodType, form: Phrase): Reader {
  return typedIf((typed) => schema.safeParse(typed).success, form);
}

/** A whole number from 1; `most` as the API takes it. */
export function whole(most = 999_999_999): Reader<number> {
  return {
    read(typed) {
      const number = /^[1-9]\d{0,8}$/.test(typed) ? Number(typed) : undefined;
      return number !== undefined && number <= most ? number : undefined;
    },
    form:
      most === 999_999_999
        ? { 'zh-CN': '1 以上的整数', en: 'a whole number from 1' }
        : { 'zh-CN': `1 至 ${most} 的整数`, en: `a whole number from 1 to ${most}` },
  };
}

/** One of a list. */
function oneOf(values: readonly string[]): Reader {
  return typedIf((typed) => values.includes(typed), {
    'zh-CN': `其中之一：${values.join('、')}`,
    en: `one of ${values.join(', ')}`,
  });
}

/** Several of a list, separated by commas. */
function someOf(values: readonly string[]): Reader {
  return typedIf((typed) => typed.split(',').every((one) => values.includes(one)), {
    'zh-CN': `以逗号分隔的：${values.join('、')}`,
    en: `a list, separated by commas, of ${values.join(', ')}`,
  });
}

export const PHONE = readBy(readPhone, {
  'zh-CN': '电话号码，如 13800138000 或 +852 5123 4567',
  en: 'a phone number such as 13800138000 or +852 5123 4567',
});
export const EMAIL = readBy(readEmail, {
  'zh-CN': '电子邮件地址，如 zhang@example.cn',
  en: 'one e-mail address such as zhang@example.cn',
});
export const NAME = readBy(readName, {
  'zh-CN': '姓名或名称，不超过 100 字',
  en: 'a name in at most 100 characters',
});
export const DOCUMENT_NUMBER = readBy(readDocumentNumber, {
  'zh-CN': '证件号码',
  en: 'the number of a document',
});
export const MERCHANT_NUMBER = readBy(readMerchantNumber, {
  'zh-CN': '商户号：字母、数字与其间的 . _ -',
  en: 'a merchant number: letters, digits and . _ - between them',
});
export const SERIAL_NUMBER = readBy(readSerialNumber, {
  'zh-CN': '终端序列号：字母、数字与其间的 . _ / -',
  en: 'a serial number: letters, digits and . _ / - between them',
});
export const TIME_ZONE = typedIf(isTimeZone, {
  'zh-CN': 'IANA 时区名，如 Asia/Shanghai',
  en: 'an IANA name such as Asia/Shanghai',
});
export const TIME = typedIf((typed) => !('refusal' in readSpan(typed)), {
  'zh-CN': `${FIRST_DAY} 至 ${LAST_DAY} 的日期（如 2026-11-01），或带时区的时刻（如 2026-11-26T08:00:00+08:00）`,
  en: `a day from ${FIRST_DAY} to ${LAST_DAY} such as 2026-11-01, or a moment with its zone such as 2026-11-26T08:00:00+08:00`,
});
export const CASE_ID: Reader = {
  read: (typed) => readCaseId(typed).value,
  form: { 'zh-CN': '工单号，如 UC-7Q4M2K9T1B', en: 'the id of a case such as UC-7Q4M2K9T1B' },
};
export const TEXT = ofSchema(requiredText, {
  'zh-CN': `非空且不超过 ${MAX_TEXT_LENGTH} 字的文字`,
  en: `text that says something, in at most ${MAX_TEXT_LENGTH} characters`,
});
export const FIELD = ofSchema(field, {
  'zh-CN': `不超过 ${MAX_FIELD_LENGTH} 字的文字`,
  en: `text of at most ${MAX_FIELD_LENGTH} characters`,
});
export const CURSOR = ofSchema(attentionQuery.shape.cursor.unwrap().min(1), {
  'zh-CN': '上一页所给的值',
  en: 'what the page before named',
});
export const IDEMPOTENCY_KEY = typedIf(
  (typed) => IDEMPOTENCY_KEY_PATTERN.test(typed),
  IDEMPOTENCY_KEY_FORM,
);
export const ASSIGNEE = ofSchema(caseListQuery.shape.assignee, {
  'zh-CN': '员工编号（如 s_8H2K5N1W）或 none',
  en: 'the id of a member of staff such as s_8H2K5N1W, or `none`',
});
export const QUERY = readBy(readSearch, {
  'zh-CN': '工单号、商户号或序列号（电话、电子邮箱与证件用 `search` 查询）',
  en: 'a case id, merchant number or serial number (`search` takes phones, e-mail addresses and documents)',
});
export const CAUSE = ofSchema(causeText, {
  'zh-CN': '`ops attention` 列出的原因，如 parked 或 parked:UNBIND_REFUND_BLOCKED',
  en: 'a cause as `ops attention` names it, such as parked or parked:UNBIND_REFUND_BLOCKED',
});
export const MINOR_UNITS = ofSchema(attentionQuery.shape.moneyFrom, {
  'zh-CN': '最小货币单位的整数，如 20000',
  en: 'a whole number of minor units such as 20000',
});
export const SUBJECT = ofSchema(resolveBody.shape.subject, {
  'zh-CN': '终端或押金项的编号，如 t_0000000001、d_0000000001',
  en: 'the id of a terminal or deposit item such as t_0000000001 or d_0000000001',
});
export const ID = ofSchema(noteBody.shape.attachmentIds.unwrap().element, {
  'zh-CN': '编号：字母、数字、_ 与 -',
  en: 'an id: letters, digits, _ and -',
});
export const FIELD_PATH = ofSchema(requestInformationBody.shape.fields.element, {
  'zh-CN': '申请的字段，如 merchantName、document.number、terminals[0]',
  en: 'a field of the application such as merchantName, document.number or terminals[0]',
});
export const HASH = ofSchema(consentShown.termsHash, {
  'zh-CN': '64 位小写十六进制哈希',
  en: 'a hash of 64 small hexadecimal digits',
});
export const TERMS_VERSION = ofSchema(consentShown.termsVersion, {
  'zh-CN': '条款版本，如 2026-01',
  en: 'a version of the terms such as 2026-01',
});
export const REFERENCE = ofSchema(correctReferenceBody.shape.old, {
  'zh-CN': '1 至 64 字的编号',
  en: 'a reference of at most 64 characters',
});
export const BUILD_NAME = ofSchema(buildName, {
  'zh-CN': '1 至 200 字的名称',
  en: 'a name of 1 to 200 characters',
});
export const RUN_ID = ofSchema(runId.min(1), {
  'zh-CN': '启动时所给的编号',
  en: 'the id of a run, as its start named it',
});
export const BULK_RUN_ID: Reader = {
  read(typed) {
    const runId = typed.trim().toUpperCase();
    return bulkParams.shape.runId.safeParse(runId).success ? runId : undefined;
  },
  form: { 'zh-CN': '批量任务编号，如 B-0000000001', en: 'the id of a run such as B-0000000001' },
};

function notOfForm(name: string, { form }: Reader<unknown>): CliFailure {
  return usage({
    'zh-CN': `${name}：应为${form['zh-CN']}。`,
    en: `${name}: ${form.en} is wanted.`,
  });
}

/** What was typed for `name`, or the failure that says what is wanted. */
export function readAs<T>(reader: Reader<T>, name: string, typed: string): T {
  const value = reader.read(typed);
  if (value === undefined) throw notOfForm(name, reader);
  return value;
}

/** A case id as people type and paste it. */
export function caseIdOf(typed: string): string {
  return readAs(CASE_ID, '<case>', typed);
}

/** An option whose value is read. */
export function reading(flags: string, description: string, reader: Reader<unknown>): Option {
  const option = new Option(flags, description);
  const name = option.long ?? flags;
  return option.argParser((typed) => readAs(reader, name, typed));
}

/** An option that may be given several times; each value is read. */
export function readingEach(flags: string, description: string, reader: Reader<unknown>): Option {
  const option = new Option(flags, description);
  const name = option.long ?? flags;
  return option.argParser((typed, before: readonly unknown[] | undefined) => [
    ...(before ?? []),
    readAs(reader, name, typed),
  ]);
}

/** An option that takes what stands in a list, once or, where `flags` say so, several times. */
export function choice(flags: string, description: string, values: readonly string[]): Option {
  const isVariadic = new Option(flags).variadic;
  const read = isVariadic ? readingEach : reading;
  return listed(read(flags, description, oneOf(values)), values);
}

/** The same, once for each value. */
export function choiceEach(flags: string, description: string, values: readonly string[]): Option {
  return listed(readingEach(flags, description, oneOf(values)), values);
}

/** Statuses of cases, several separated by commas. */
export function statusesOption(): Option {
  const known = ['open', ...CASE_STATUSES];
  return listed(
    reading(
      '--status <list>',
      'statuses separated by commas; `open` for all that are not ended',
      someOf(known),
    ),
    known,
  );
}

/** Names the values for help and completion. Not by `choices`, whose reader speaks English alone. */
function listed(option: Option, values: readonly string[]): Option {
  option.argChoices = [...values];
  return option;
}

/** An argument that is one of a list. */
export function choiceArgument(
  name: string,
  description: string,
  values: readonly string[],
): Argument {
  const made = argument(name, description, oneOf(values));
  made.argChoices = [...values];
  return made;
}

/** An argument that is read. */
export function argument(name: string, description: string, reader: Reader<unknown>): Argument {
  return new Argument(name, description).argParser((typed) => readAs(reader, name, typed));
}
