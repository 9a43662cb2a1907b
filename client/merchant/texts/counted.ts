// client/merchant/texts/: what the merchant's page says, a set of files for each language.
/** What the page says with a number in it. */
import type { Counted } from '../../../words/plural';

export const PROBLEMS: Counted = {
  'zh-CN': '有 {count} 处需要更正',
  en: { one: 'One thing needs to be corrected', other: '{count} things need to be corrected' },
};

/** Minutes until it may be tried again. */
export const WAIT: Counted = {
  'zh-CN': '请在约 {count} 分钟后再试。',
  en: {
    one: 'Please try again in about {count} minute.',
    other: 'Please try again in about {count} minutes.',
  },
};

/** Seconds until a code can be sent again. */
export const SEND_IN: Counted = {
  'zh-CN': '{count} 秒后可以重新发送',
  en: {
    one: 'Another code can be sent in {count} second',
    other: 'Another code can be sent in {count} seconds',
  },
};
