/** The command line in Chinese: where the locale says so, no English sentence is left in it. */
import { playedCommandLine } from './command-line';
import type { Command } from 'commander';
import { NOWHERE } from '../../client/cli/io';
import { createProgram } from '../../client/cli/program';
import {
  CASE_CHANNEL,
  DEPOSIT,
  DOCUMENT,
  PARTY,
  REASON,
  REFUND_STATE,
  REJECTION,
  STATUS,
  STEP,
  TERMINAL_STATE,
} from '../../words/domain';
import { CASE, caseAnswer, receipt, summary, timeline } from './samples';
import { problem } from './stand-in';

const { api, line } = playedCommandLine();

const AT = '2026-11-24T03:00:00.000Z';
const ZH = { LANG: 'zh_CN.UTF-8' };
/** Two words of English side by side, which no code, name, flag or address is. */
const ENGLISH = /(?:^|[\s(（：])[A-Za-z]{2,} [a-z]{2,}(?=[\s.,:;)）。，；]|$)/m;

/** What may stand in Chinese text: commands, code between ticks, what the examples type. */
function withoutCode(text: string): string {
  const [help = ''] = text.split(/^示例：$/m);
  return help
    .replace(/`[^`]*`/g, '')
    .replace(/^(?:用法：).*$/gm, '')
    .replace(/^ {2}[a-z|-]+ .*?(?= {2}|$)/gm, '');
}

function everyCommand(command: Command, words: readonly string[] = []): string[][] {
  return [
    [...words, '--help'],
    ...command.commands.flatMap((child) => everyCommand(child, [...words, child.name()])),
  ];
}

test('the help of every command has no English sentence', async () => {
  const all = everyCommand(createProgram(NOWHERE));
  expect(all.length).toBeGreaterThan(50);
  for (const words of all) {
    const { out, code } = await line.run(words, { env: ZH });
    expect(code).toBe(0);
    expect({ words, english: ENGLISH.exec(withoutCode(out))?.[0] }).toEqual({ words });
    expect(out).toContain('显示命令帮助');
  }
});

test.each([
  [['lst'], '没有命令'],
  [['show'], '缺少参数 case'],
  [['list', '--limt', '5'], '没有选项 --limt'],
  [['list', '--limit'], '选项 --limit <number> 缺少取值'],
  [['reject', CASE, '--yes'], '缺少必填选项 --reason <code>'],
  [['terms', 'x'], '参数过多'],
  [['list', '--limit', '9999'], '--limit：应为1 至 200 的整数。'],
  [['list', '--from', 'yesterday'], '--from：应为2000-01-01 至 2099-12-31 的日期'],
  [['reject', CASE, '--yes', '--reason', 'mood'], '其中之一：'],
  [['approve', CASE], '此操作不可撤销，而这里无法询问任何人'],
  [['open', '--reason', 'other'], '缺少：'],
  [['application', CASE], '没有填写任何内容'],
  [['attach', CASE, 'none.pdf'], '无法读取 none.pdf'],
  [['note', CASE], '备注不能为空'],
  [['search'], '没有输入查询内容'],
  [['ops', 'reset', CASE, '--to', '3', '--yes'], '必须填写 --reason'],
  [['ops', 'replay'], '请指明历史'],
])('a mistake is told in Chinese: %j', async (words, said) => {
  const { code, err } = await line.run(words, { env: ZH });
  expect(code).toBe(2);
  expect(err).toContain(said);
  expect(ENGLISH.exec(withoutCode(err))?.[0]).toBeUndefined();
  expect(api.asked).toEqual([]);
});

test.each([
  [{ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, true],
  [{ LC_MESSAGES: 'zh_TW.UTF-8', LANG: 'en_US.UTF-8' }, true],
  [{ LC_ALL: 'C.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'zh_CN.UTF-8' }, false],
  [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN' }, true],
  [{ LANG: 'C' }, false],
])('the locale is taken as systems take it: %j', async (env, isChinese) => {
  const { err } = await line.run(['show', 'nothing'], { env });
  expect(err.includes('工单号')).toBe(isChinese);
});

test('the flag says it before the locale, wherever it stands', async () => {
  const chinese = await line.run(['list', '--limit', '0', '--lang', 'zh-CN']);
  expect(chinese.err).toContain('整数');
  const english = await line.run(['--lang=en', 'list', '--limit', '0'], { env: ZH });
  expect(english.err).toContain('whole number');
});

test('an answer, a question and a refusal are told in Chinese', async () => {
  const view = { held: true, partial: true, stepUp: ['UNBIND_THIRD_PARTY_CALLER' as const] };
  api.answers(`GET /cases/${CASE}`, { body: caseAnswer({}, view) });
  const shown = await line.run(['show', CASE], { env: ZH });
  expect(shown.out).toContain('暂缓, 部分完成, 须加强核验');
  const asked = await line.run(['approve', CASE], { env: ZH, isInteractive: true, stdin: 'n\n' });
  expect(asked.err).toContain('此操作不可撤销，确定吗？');
  expect(asked.err).toContain('没有执行。');
  api.answers(`POST /cases/${CASE}/approve`, problem(409, 'FOUR_EYES'));
  const refused = await line.run(['approve', CASE, '--yes'], { env: ZH });
  expect(refused.err).toContain('有权办理的角色: 审核, 管理员');
  expect(ENGLISH.exec(refused.err)?.[0]).toBeUndefined();
});

test('states, kinds and parties are called as the people of the desk call them', async () => {
  const parked = {
    step: 'refund-deposit' as const,
    code: 'UNBIND_REFUND_BLOCKED' as const,
    since: AT,
    subjects: [],
    actions: [],
  };
  const view = { waitsFor: 'operator' as const, rejection: 'suspected-fraud' as const };
  api.answers(`GET /cases/${CASE}`, { body: caseAnswer({}, { ...view, parked }) });
  const { out: shown } = await line.run(['show', CASE], { env: ZH });
  const words = [PARTY.operator, REASON['business-ended'], REJECTION['suspected-fraud']];
  const states = [TERMINAL_STATE.waiting, REFUND_STATE.waiting, DEPOSIT['refundable-deposit']];
  for (const { 'zh-CN': zh } of [
    ...words,
    ...states,
    STEP['refund-deposit'],
    CASE_CHANNEL.hotline,
    DOCUMENT.uscc,
  ]) {
    expect(shown).toContain(zh);
  }
  expect(shown).toContain(`${STATUS['awaiting-review']['zh-CN']} awaiting-review`);
  expect(ENGLISH.exec(shown)?.[0]).toBeUndefined();
  api.answers('GET /cases', { body: { items: [summary()] } });
  expect((await line.run(['list'], { env: ZH })).out).toContain(PARTY.reviewer['zh-CN']);
  const notice = { noticeId: 'n_1', kind: 'approved', channel: 'sms', state: 'delivered' };
  const times = { occurrence: 1, generation: 1, changedAt: AT, createdAt: AT };
  api.answers(`GET /cases/${CASE}/notices`, { body: { items: [{ ...notice, ...times }] } });
  const { out: notices } = await line.run(['notices', CASE], { env: ZH });
  expect(notices).toMatch(/审核通过 +短信 +已送达/);
  api.answers(`GET /cases/${CASE}/timeline`, { body: timeline('case-opened') });
  expect((await line.run(['timeline', CASE], { env: ZH })).out).toContain('林晓 Lin Xiao (客服)');
});

test('an answer that is not of the desk is told in Chinese', async () => {
  api.answers(`GET /cases/${CASE}`, { status: 502, body: '<html>Bad Gateway</html>' });
  const { err, code } = await line.run(['show', CASE], { env: ZH });
  expect(code).toBe(5);
  expect(err).toContain('应答 502 不是来自解绑服务台。');
  expect(ENGLISH.exec(err)?.[0]).toBeUndefined();
});

test('an outage is told in Chinese while it is waited for, and at its end', async () => {
  api.answers(`POST /cases/${CASE}/claim`, { cut: true });
  const ran = await line.run(['claim', CASE, '--revision', '2'], { env: ZH });
  expect(ran.code).toBe(5);
  expect(ran.err).toContain('秒后重试');
  expect(ran.err).toContain('没有应答');
  api.answers(`POST /cases/${CASE}/claim`, { body: receipt() });
});
