/** References in callback addresses. */
import { noticeRefKey, readNoticeRef, signNoticeRef } from '../../activities/sms/notice-ref';

const key = noticeRefKey(Buffer.alloc(32, 1));

test('a reference names its notice', () => {
  expect(readNoticeRef(signNoticeRef('n_3F9K2M7Q1A', key), key)).toBe('n_3F9K2M7Q1A');
});

test.each([
  ['another notice under the same tag', (ref: string) => ref.replace('n_3', 'n_4')],
  ['a tag that was cut', (ref: string) => ref.slice(0, -2)],
  ['no tag', (ref: string) => ref.split('.')[0] ?? ''],
  ['nothing', () => ''],
])('a reference with %s names none', (_name, change) => {
  expect(readNoticeRef(change(signNoticeRef('n_3F9K2M7Q1A', key)), key)).toBeUndefined();
});

test('a reference under another key names none', () => {
  const other = noticeRefKey(Buffer.alloc(32, 2));
  expect(readNoticeRef(signNoticeRef('n_3F9K2M7Q1A', other), key)).toBeUndefined();
});
