/** What a form says of a number that no text reaches. */
import { landlineWarning } from '../../checks/people/landline';

test.each(['010-88880000', '0571 8888 0000', '400-810-0000', '+49 30 901820'])(
  'warns of %s, which gets no texts, and says that mail is left, in both languages',
  (number) => {
    expect(landlineWarning(number, 'en')).toMatch(/no texts.*e-mail/);
    expect(landlineWarning(number, 'zh-CN')).toMatch(/收不到短信.*电子邮箱/);
  },
);

test.each(['', '138', '13800138000', '+1 415 867 5310', '+56 9 6123 4567'])(
  'says nothing of %p, which gets texts or is no number yet',
  (number) => {
    expect(landlineWarning(number, 'en')).toBeUndefined();
  },
);
