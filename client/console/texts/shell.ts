/** Texts of the frame around every page. */
import type { Pair } from '../../../words/sentence';

export const SHELL = {
  product: ['解绑工作台', 'Unbind Desk'],
  skip: ['跳到正文', 'Skip to the content'],
  navigation: ['主导航', 'Main navigation'],
  queue: ['工单', 'Cases'],
  newCase: ['新建工单', 'Open a case'],
  review: ['审核', 'Review'],
  reports: ['报表', 'Reports'],
  operations: ['运维', 'Operations'],
  people: ['人员', 'People'],
  signOut: ['退出登录', 'Sign out'],
  toLight: ['切换到浅色', 'Switch to light'],
  toDark: ['切换到深色', 'Switch to dark'],
  toOtherLanguage: ['English', '中文'],
  offline: [
    '网络已断开。已填写的内容保存在本机，恢复后自动继续。',
    'You are offline. What you entered is kept on this device; work goes on once you are back.',
  ],
  stale: [
    '实时更新已中断，正在重新连接。列表可能不是最新的。',
    'Live updates are interrupted; reconnecting. Lists may be behind.',
  ],
  loading: ['正在加载…', 'Loading…'],
  retry: ['重试', 'Try again'],
  reload: ['重新加载页面', 'Reload the page'],
  crashed: ['页面出错了', 'This page has failed'],
  crashedWhat: [
    '页面遇到意外情况。已保存的内容没有丢失。请重新加载；如再次出现，请告知运维人员。',
    'Something unexpected happened. What was saved is safe. Reload; if it happens again, tell an operator.',
  ],
  notFound: ['没有这个页面', 'There is no such page'],
  notFoundWhat: ['地址可能有误，或已变更。', 'The address may be wrong or may have changed.'],
  toQueue: ['回到工单列表', 'Go to the cases'],
  notForRole: ['您的角色没有此页面', 'This page is not for your role'],
  notForRoleWhat: [
    '如工作需要，请联系管理员调整角色。',
    'Ask an admin to change your role if your work needs it.',
  ],
  missing: ['还需填写：{names}', 'Still to fill in: {names}'],
  and: ['、', ', '],
  close: ['关闭', 'Close'],
  cancel: ['取消', 'Cancel'],
  code: ['代码', 'Code'],
  reference: ['编号', 'Reference'],
  offlineTitle: ['网络已断开，没有发出', 'You are offline; nothing was sent'],
  offlineWhat: [
    '您填写的内容仍在。网络恢复后请再试一次。',
    'What you entered is still here. Try again once you are back.',
  ],
  noConnection: ['无法连接服务器', 'The server is out of reach'],
  noConnectionWhat: [
    '没有收到答复，操作可能已执行，也可能没有。再次发送同一请求不会重复执行。',
    'No answer came, so it is not known whether it was done. Sending the same request again does nothing twice.',
  ],
  noConnectionRead: [
    '读取失败。请检查网络后重试。',
    'It could not be read. Check the connection and try again.',
  ],
  foreignAnswer: [
    '服务器的答复不符合约定，页面版本可能已过期。请重新加载。',
    'The answer is not of the documented form; this page may be out of date. Reload it.',
  ],
} as const satisfies Record<string, Pair>;

export const ACCOUNT = {
  open: ['我的账户：{name} · {role}', 'My account: {name} · {role}'],
  user: ['用户名', 'User name'],
  role: ['角色', 'Role'],
  team: ['团队', 'Team'],
  until: ['会话最晚至', 'Session ends at the latest'],
  vouched: [
    '您由统一身份认证登录，密码在那里修改。',
    'You sign in at the identity provider; the password is changed there.',
  ],
  passwordTitle: ['修改密码', 'Change the password'],
  password: ['现在的密码', 'Present password'],
  newPassword: ['新密码', 'New password'],
  newPasswordHint: [
    '至少 {count} 个字符。您在其他设备上的会话会结束。',
    'At least {count} characters. Your sessions on other devices end.',
  ],
  tooShort: ['新密码至少 {count} 个字符。', 'The new password needs {count} characters.'],
  passwordDo: ['修改密码', 'Change the password'],
  passwordWrong: ['现在的密码不正确。', 'The present password is wrong.'],
  passwordDone: ['密码已修改', 'The password is changed'],
} as const satisfies Record<string, Pair>;

export const SIGN_IN = {
  title: ['登录', 'Sign in'],
  lead: ['收单机构客服解绑工单', "Taking terminals off a merchant's account"],
  user: ['用户名', 'User name'],
  password: ['密码', 'Password'],
  submit: ['登录', 'Sign in'],
  oidc: ['使用 {provider} 登录', 'Sign in with {provider}'],
  or: ['或', 'or'],
  ended: [
    '登录已失效，请重新登录。未提交的内容仍在。',
    'Your session has ended. Sign in again; what you had not sent is still here.',
  ],
  insecureTitle: ['此地址不安全，无法登录', 'Nobody can sign in under this address'],
  insecureWhat: [
    '页面是以普通 http 打开的，浏览器在这里不保存登录会话。没有发出任何内容。请以 https 打开，或在本系统所在的机器上使用 http://localhost。',
    'This page was opened by plain http, and a browser keeps no session here. Nothing was sent. Open it by https, or on the machine of the desk by http://localhost.',
  ],
  failed: [
    '用户名或密码不正确，或账户已停用。多次失败后需要等待。',
    'User name or password is wrong, or the account is disabled. Repeated failures cost waiting time.',
  ],
  providerFailed: [
    '身份提供方没有证明您的身份，或账户已在此停用。',
    'The identity provider did not vouch for you, or your account is disabled here.',
  ],
  wait: ['尝试次数过多，请 {seconds} 秒后再试。', 'Too many tries. Try again in {seconds} s.'],
  noRole: [
    '该身份没有本系统的角色。请联系管理员。',
    'This identity has no role here. Ask an admin.',
  ],
  providerAway: [
    '身份提供方暂时无法访问，请稍后再试或使用密码登录。',
    'The identity provider is out of reach. Try later or use a password.',
  ],
} as const satisfies Record<string, Pair>;
