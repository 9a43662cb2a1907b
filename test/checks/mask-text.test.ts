/** Personal values within a text: masked wherever they stand, and what is not personal stays. */
import { maskText } from '../../checks/mask-text';
import { BANK_ACCOUNT, MERCHANT_NAME, PHONE, caseData } from './samples';

const data = caseData({ payee: BANK_ACCOUNT }, { contactName: 'Wang & Söhne <GmbH>' });

test('masks numbers, names and addresses in a sentence', () => {
  const text = `${MERCHANT_NAME}: ${PHONE}, SN10000001, office@qinghe.example, 200.00 CNY`;
  const shown = maskText(text, [data]);
  expect(shown).toBe('杭州****公司: +86****8000, ****0001, o****@qinghe.example, 200.00 CNY');
});

test('masks what HTML writes with entities', () => {
  const html = '<p>Wang &amp; Söhne &lt;GmbH&gt;</p>';
  expect(maskText(html, [data])).toBe('<p>Wa****H&gt;</p>');
});

test('masks what an earlier revision held', () => {
  const earlier = caseData({}, { phone: '+8613900139000' });
  expect(maskText('call +8613900139000', [data])).toContain('+8613900139000');
  expect(maskText('call +8613900139000', [data, earlier])).toBe('call +86****9000');
});

test('cuts the token out of a link, and leaves the link', () => {
  const link = `https://desk.example.com/m/#${'a'.repeat(43)}`;
  expect(maskText(`Read: ${link}.`, [])).toBe('Read: https://desk.example.com/m/#….');
});
