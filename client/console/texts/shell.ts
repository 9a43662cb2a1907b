/** Texts of the frame around every page. */
import type { Sentence } from '../../../words/phrase';

export const SHELL = {
  product: { 'zh-CN': '解绑工作台', en: 'Unbind Desk' },
  skip: { 'zh-CN': '跳到正文', en: 'Skip to the content' },
  navigation: { 'zh-CN': '主导航', en: 'Main navigation' },
  queue: { 'zh-CN': '工单', en: 'Cases' },
  newCase: { 'zh-CN': '新建工单', en: 'Open a case' },
  review: { 'zh-CN': '审核', en: 'Review' },
  reports: { 'zh-CN': '报表', en: 'Reports' },
  operations: { 'zh-CN': '运维', en: 'Operations' },
  people: { 'zh-CN': '人员', en: 'People' },
  signOut: { 'zh-CN': '退出登录', en: 'Sign out' },
  toLight: { 'zh-CN': '切换到浅色', en: 'Switch to light' },
  toDark: { 'zh-CN': '切换到深色', en: 'Switch to dark' },
  offline: {
    'zh-CN': '网络已断开。已填写的内容保存在本机，恢复后自动继续。',
    en: 'You are offline. What you entered is kept on this device; work goes on once you are back.',
  },
  stale: {
    'zh-CN': '实时更新已中断，正在重新连接。列表可能不是最新的。',
    en: 'Live updates are interrupted; reconnecting. Lists may be behind.',
  },
  loading: { 'zh-CN': '正在加载…', en: 'Loading…' },
  retry: { 'zh-CN': '重试', en: 'Try again' },
  reload: { 'zh-CN': '重新加载页面', en: 'Reload the page' },
  crashed: { 'zh-CN': '页面出错了', en: 'This page has failed' },
  crashedWhat: {
    'zh-CN': '页面遇到意外情况。已保存的内容没有丢失。请重新加载；如再次出现，请告知运维人员。',
    en: 'Something unexpected happened. What was saved is safe. Reload; if it happens again, tell an operator.',
  },
  notFound: { 'zh-CN': '没有这个页面', en: 'There is no such page' },
  notFoundWhat: {
    'zh-CN': '地址可能有误，或已变更。',
    en: 'The address may be wrong or may have changed.',
  },
  toQueue: { 'zh-CN': '回到工单列表', en: 'Go to the cases' },
  notForRole: { 'zh-CN': '您的角色没有此页面', en: 'This page is not for your role' },
  notForRoleWhat: {
    'zh-CN': '如工作需要，请联系管理员调整角色。',
    en: 'Ask an admin to change your role if your work needs it.',
  },
  missing: { 'zh-CN': '还需填写：{names}', en: 'Still to fill in: {names}' },
  and: { 'zh-CN': '、', en: ', ' },
  close: { 'zh-CN': '关闭', en: 'Close' },
  cancel: { 'zh-CN': '取消', en: 'Cancel' },
  code: { 'zh-CN': '代码', en: 'Code' },
  reference: { 'zh-CN': '编号', en: 'Reference' },
  offlineTitle: { 'zh-CN': '网络已断开，没有发出', en: 'You are offline; nothing was sent' },
  offlineWhat: {
    'zh-CN': '您填写的内容仍在。网络恢复后请再试一次。',
    en: 'What you entered is still here. Try again once you are back.',
  },
  noConnection: { 'zh-CN': '无法连接服务器', en: 'The server is out of reach' },
  noConnectionWhat: {
    'zh-CN': '没有收到答复，操作可能已执行，也可能没有。再次发送同一请求不会重复执行。',
    en: 'No answer came, so it is not known whether it was done. Sending the same request again does nothing twice.',
  },
  noConnectionRead: {
    'zh-CN': '读取失败。请检查网络后重试。',
    en: 'It could not be read. Check the connection and try again.',
  },
  foreignAnswer: {
    'zh-CN': '服务器的答复不符合约定，页面版本可能已过期。请重新加载。',
    en: 'The answer is not of the documented form; this page may be out of date. Reload it.',
  },
} as const satisfies Record<string, Sentence>;

export const ACCOUNT = {
  open: { 'zh-CN': '我的账户：{name} · {role}', en: 'My account: {name} · {role}' },
  user: { 'zh-CN': '用户名', en: 'User name' },
  role: { 'zh-CN': '角色', en: 'Role' },
  team: { 'zh-CN': '团队', en: 'Team' },
  until: { 'zh-CN': '会话最晚至', en: 'Session ends at the latest' },
  vouched: {
    'zh-CN': '您由统一身份认证登录，密码在那里修改。',
    en: 'You sign in at the identity provider; the password is changed there.',
  },
  passwordTitle: { 'zh-CN': '修改密码', en: 'Change the password' },
  password: { 'zh-CN': '现在的密码', en: 'Present password' },
  newPassword: { 'zh-CN': '新密码', en: 'New password' },
  newPasswordHint: {
    'zh-CN': '至少 {count} 个字符。您在其他设备上的会话会结束。',
    en: {
      one: 'At least {count} character. Your sessions on other devices end.',
      other: 'At least {count} characters. Your sessions on other devices end.',
    },
  },
  tooShort: {
    'zh-CN': '新密码至少 {count} 个字符。',
    en: {
      one: 'The new password needs {count} character.',
      other: 'The new password needs {count} characters.',
    },
  },
  passwordDo: { 'zh-CN': '修改密码', en: 'Change the password' },
  passwordWrong: { 'zh-CN': '现在的密码不正确。', en: 'The present password is wrong.' },
  passwordDone: { 'zh-CN': '密码已修改', en: 'The password is changed' },
} as const satisfies Record<string, Sentence>;

export const SIGN_IN = {
  title: { 'zh-CN': '登录', en: 'Sign in' },
  lead: { 'zh-CN': '收单机构客服解绑工单', en: "Taking terminals off a merchant's account" },
  user: { 'zh-CN': '用户名', en: 'User name' },
  password: { 'zh-CN': '密码', en: 'Password' },
  submit: { 'zh-CN': '登录', en: 'Sign in' },
  oidc: { 'zh-CN': '使用 {provider} 登录', en: 'Sign in with {provider}' },
  or: { 'zh-CN': '或', en: 'or' },
  ended: {
    'zh-CN': '登录已失效，请重新登录。未提交的内容仍在。',
    en: 'Your session has ended. Sign in again; what you had not sent is still here.',
  },
  insecureTitle: { 'zh-CN': '此地址不安全，无法登录', en: 'Nobody can sign in under this address' },
  insecureWhat: {
    'zh-CN':
      '页面是以普通 http 打开的，浏览器在这里不保存登录会话。没有发出任何内容。请以 https 打开，或在本系统所在的机器上使用 http://localhost。',
    en: 'This page was opened by plain http, and a browser keeps no session here. Nothing was sent. Open it by https, or on the machine of the desk by http://localhost.',
  },
  failed: {
    'zh-CN': '用户名或密码不正确，或账户已停用。多次失败后需要等待。',
    en: 'User name or password is wrong, or the account is disabled. Repeated failures cost waiting time.',
  },
  providerFailed: {
    'zh-CN': '身份提供方没有证明您的身份，或账户已在此停用。',
    en: 'The identity provider did not vouch for you, or your account is disabled here.',
  },
  wait: {
    'zh-CN': '尝试次数过多，请 {count} 秒后再试。',
    en: {
      one: 'Too many tries. Try again in {count} second.',
      other: 'Too many tries. Try again in {count} seconds.',
    },
  },
  noRole: {
    'zh-CN': '该身份没有本系统的角色。请联系管理员。',
    en: 'This identity has no role here. Ask an admin.',
  },
  providerAway: {
    'zh-CN': '身份提供方暂时无法访问，请稍后再试或使用密码登录。',
    en: 'The identity provider is out of reach. Try later or use a password.',
  },
} as const satisfies Record<string, Sentence>;
