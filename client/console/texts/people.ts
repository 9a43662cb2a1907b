/** Texts of the page of people. */
import type { StaffRole } from '../../../workflows/contract/lifecycle';
import type { SignIn } from '../../../wire/states';
import type { Phrase, Sentence } from '../../../words/phrase';

export const ROLE_WHAT: Readonly<Record<StaffRole, Phrase>> = {
  agent: {
    'zh-CN': '受理工单、核验身份、填写申请',
    en: 'Takes cases, proves identity, fills in applications',
  },
  reviewer: {
    'zh-CN': '审核他人经手的申请，查看报表',
    en: 'Decides on applications that others worked on; sees reports',
  },
  operator: {
    'zh-CN': '处理挂起的步骤，查看所有团队和报表',
    en: 'Repairs what is stuck; sees every team and the reports',
  },
  auditor: {
    'zh-CN': '只读：所有工单、诊断和报表',
    en: 'Reads every case, diagnosis and report; changes nothing',
  },
  admin: { 'zh-CN': '拥有全部权限，并管理人员', en: 'May do everything, and keeps the people' },
};

export const SIGN_IN_WAY: Readonly<Record<SignIn, Phrase>> = {
  password: { 'zh-CN': '密码', en: 'Password' },
  key: { 'zh-CN': 'API 密钥', en: 'API key' },
  oidc: { 'zh-CN': '统一身份认证', en: 'Identity provider' },
};

export const PEOPLE = {
  title: { 'zh-CN': '人员', en: 'People' },
  lead: {
    'zh-CN': '谁可以登录、担任什么角色、属于哪个团队',
    en: 'Who may sign in, in which role and team',
  },
  find: { 'zh-CN': '按姓名、用户名或团队查找', en: 'Find by name, user name or team' },
  none: { 'zh-CN': '没有符合的人员。', en: 'Nobody fits.' },
  count: { 'zh-CN': '{count} 人', en: { one: '{count} person', other: '{count} people' } },
  person: { 'zh-CN': '姓名', en: 'Name' },
  role: { 'zh-CN': '角色', en: 'Role' },
  team: { 'zh-CN': '团队', en: 'Team' },
  signIn: { 'zh-CN': '登录方式', en: 'Signs in by' },
  noSignIn: { 'zh-CN': '无', en: 'None' },
  state: { 'zh-CN': '状态', en: 'State' },
  active: { 'zh-CN': '可登录', en: 'May sign in' },
  disabled: { 'zh-CN': '已停用', en: 'Disabled' },
  you: { 'zh-CN': '您', en: 'You' },
  nothingChanged: { 'zh-CN': '还没有修改。', en: 'Nothing is changed yet.' },
  incomplete: { 'zh-CN': '请先完整填写以上各项。', en: 'Fill in everything above first.' },
  add: { 'zh-CN': '添加人员', en: 'Add a person' },
  manage: { 'zh-CN': '管理', en: 'Manage' },
  manageWhom: { 'zh-CN': '管理 {name}', en: 'Manage {name}' },
  user: { 'zh-CN': '用户名', en: 'User name' },
  userHint: { 'zh-CN': '1 至 64 个字母、数字或 . _ @ -', en: '1 to 64 letters, digits or . _ @ -' },
  nameHint: { 'zh-CN': '其他人看到的姓名', en: 'As others read it' },
  teamHint: {
    'zh-CN': '客服和审核只能看到本团队的工单',
    en: 'Agents and reviewers see the cases of their team only',
  },
  save: { 'zh-CN': '保存', en: 'Save' },
  saveWhat: {
    'zh-CN': '保存后此人需要重新登录，新的角色和团队立即生效。',
    en: 'The person signs in again; the new role and team count at once.',
  },
  vouched: {
    'zh-CN': '此人由统一身份认证登录，姓名、角色和团队每次登录时由其提供，不能在此修改。',
    en: 'The identity provider says at each sign-in what this person is called and may do; it cannot be changed here.',
  },
  own: {
    'zh-CN': '不能修改自己的角色或停用自己。密码和 API 密钥在右上角自己的姓名下修改。',
    en: 'Nobody changes their own role or disables themselves. Password and API key are changed under your name, at the top.',
  },
  password: { 'zh-CN': '密码', en: 'Password' },
  passwordWhat: {
    'zh-CN': '生成新密码并只显示一次。旧密码立即失效，此人的所有会话结束。',
    en: 'Makes a new password and shows it once. The old one ends now, and so does every session of the person.',
  },
  passwordDo: { 'zh-CN': '设置新密码', en: 'Set a new password' },
  key: { 'zh-CN': 'API 密钥', en: 'API key' },
  keyWhat: {
    'zh-CN':
      '生成本人的新密钥，供命令行和程序使用，只显示一次。已有的密钥立即失效，使用它的程序将被拒绝。',
    en: 'Makes a new key of yours for the command line and programs, and shows it once. A key made before ends now, and programs that use it are refused.',
  },
  keyDo: { 'zh-CN': '生成新密钥', en: 'Make a new key' },
  keyAway: { 'zh-CN': '撤销密钥', en: 'Take the key away' },
  keyAwayWhat: {
    'zh-CN': '使用此密钥的程序立即被拒绝。已登录的会话不受影响。',
    en: 'Programs that use the key are refused from now on. Sessions go on.',
  },
  entry: { 'zh-CN': '登录权限', en: 'Entry' },
  disable: { 'zh-CN': '停用', en: 'Disable' },
  disableWhat: {
    'zh-CN': '此人立即退出，密码和密钥都不再有效。经手的工单和记录保持不变，可随时恢复。',
    en: 'The person is signed out now, and neither password nor key lets them in. Cases and records stay as they are; it can be undone.',
  },
  enable: { 'zh-CN': '恢复', en: 'Enable' },
  enableWhat: {
    'zh-CN': '此人可以用原有的密码或密钥重新登录。',
    en: 'The person may sign in again with the password or key they had.',
  },
  sure: { 'zh-CN': '确认{action}', en: 'Confirm: {action}' },
  once: {
    'zh-CN': '只显示这一次。请现在复制，妥善保管或通过安全的方式交给本人。',
    en: 'Shown this once. Copy it now, and keep it or hand it over by a safe way.',
  },
  copy: { 'zh-CN': '复制', en: 'Copy' },
  copied: { 'zh-CN': '已复制', en: 'Copied' },
  added: { 'zh-CN': '已添加 {name}', en: '{name} was added' },
  saved: { 'zh-CN': '已保存 {name}', en: '{name} was saved' },
  disabledDone: { 'zh-CN': '已停用 {name}', en: '{name} is disabled' },
  enabledDone: { 'zh-CN': '已恢复 {name}', en: '{name} may sign in again' },
  keyGone: { 'zh-CN': '已撤销 {name} 的密钥', en: 'The key of {name} is gone' },
} as const satisfies Record<string, Sentence>;
