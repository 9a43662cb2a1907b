/** Texts of the page of people. */
import type { StaffRole } from '../../../workflows/contract/lifecycle';
import type { SignIn } from '../../../wire/states';
import type { Pair } from '../../../words/sentence';

export const ROLE_WHAT: Readonly<Record<StaffRole, Pair>> = {
  agent: ['受理工单、核验身份、填写申请', 'Takes cases, proves identity, fills in applications'],
  reviewer: [
    '审核他人经手的申请，查看报表',
    'Decides on applications that others worked on; sees reports',
  ],
  operator: [
    '处理挂起的步骤，查看所有团队和报表',
    'Repairs what is stuck; sees every team and the reports',
  ],
  auditor: [
    '只读：所有工单、诊断和报表',
    'Reads every case, diagnosis and report; changes nothing',
  ],
  admin: ['拥有全部权限，并管理人员', 'May do everything, and keeps the people'],
};

export const SIGN_IN_WAY: Readonly<Record<SignIn, Pair>> = {
  password: ['密码', 'Password'],
  key: ['API 密钥', 'API key'],
  oidc: ['统一身份认证', 'Identity provider'],
};

export const PEOPLE = {
  title: ['人员', 'People'],
  lead: ['谁可以登录、担任什么角色、属于哪个团队', 'Who may sign in, in which role and team'],
  find: ['按姓名、用户名或团队查找', 'Find by name, user name or team'],
  none: ['没有符合的人员。', 'Nobody fits.'],
  count: ['{count} 人', 'People: {count}'],
  person: ['姓名', 'Name'],
  role: ['角色', 'Role'],
  team: ['团队', 'Team'],
  signIn: ['登录方式', 'Signs in by'],
  noSignIn: ['无', 'None'],
  state: ['状态', 'State'],
  active: ['可登录', 'May sign in'],
  disabled: ['已停用', 'Disabled'],
  you: ['您', 'You'],
  nothingChanged: ['还没有修改。', 'Nothing is changed yet.'],
  incomplete: ['请先完整填写以上各项。', 'Fill in everything above first.'],
  add: ['添加人员', 'Add a person'],
  manage: ['管理', 'Manage'],
  manageWhom: ['管理 {name}', 'Manage {name}'],
  user: ['用户名', 'User name'],
  userHint: ['1 至 64 个字母、数字或 . _ @ -', '1 to 64 letters, digits or . _ @ -'],
  nameHint: ['其他人看到的姓名', 'As others read it'],
  teamHint: [
    '客服和审核只能看到本团队的工单',
    'Agents and reviewers see the cases of their team only',
  ],
  save: ['保存', 'Save'],
  saveWhat: [
    '保存后此人需要重新登录，新的角色和团队立即生效。',
    'The person signs in again; the new role and team count at once.',
  ],
  vouched: [
    '此人由统一身份认证登录，姓名、角色和团队每次登录时由其提供，不能在此修改。',
    'The identity provider says at each sign-in what this person is called and may do; it cannot be changed here.',
  ],
  own: [
    '不能修改自己的角色或停用自己。密码和 API 密钥在右上角自己的姓名下修改。',
    'Nobody changes their own role or disables themselves. Password and API key are changed under your name, at the top.',
  ],
  password: ['密码', 'Password'],
  passwordWhat: [
    '生成新密码并只显示一次。旧密码立即失效，此人的所有会话结束。',
    'Makes a new password and shows it once. The old one ends now, and so does every session of the person.',
  ],
  passwordDo: ['设置新密码', 'Set a new password'],
  key: ['API 密钥', 'API key'],
  keyWhat: [
    '生成本人的新密钥，供命令行和程序使用，只显示一次。已有的密钥立即失效，使用它的程序将被拒绝。',
    'Makes a new key of yours for the command line and programs, and shows it once. A key made before ends now, and programs that use it are refused.',
  ],
  keyDo: ['生成新密钥', 'Make a new key'],
  keyAway: ['撤销密钥', 'Take the key away'],
  keyAwayWhat: [
    '使用此密钥的程序立即被拒绝。已登录的会话不受影响。',
    'Programs that use the key are refused from now on. Sessions go on.',
  ],
  entry: ['登录权限', 'Entry'],
  disable: ['停用', 'Disable'],
  disableWhat: [
    '此人立即退出，密码和密钥都不再有效。经手的工单和记录保持不变，可随时恢复。',
    'The person is signed out now, and neither password nor key lets them in. Cases and records stay as they are; it can be undone.',
  ],
  enable: ['恢复', 'Enable'],
  enableWhat: [
    '此人可以用原有的密码或密钥重新登录。',
    'The person may sign in again with the password or key they had.',
  ],
  sure: ['确认{action}', 'Confirm: {action}'],
  once: [
    '只显示这一次。请现在复制，妥善保管或通过安全的方式交给本人。',
    'Shown this once. Copy it now, and keep it or hand it over by a safe way.',
  ],
  copy: ['复制', 'Copy'],
  copied: ['已复制', 'Copied'],
  added: ['已添加 {name}', '{name} was added'],
  saved: ['已保存 {name}', '{name} was saved'],
  disabledDone: ['已停用 {name}', '{name} is disabled'],
  enabledDone: ['已恢复 {name}', '{name} may sign in again'],
  keyGone: ['已撤销 {name} 的密钥', 'The key of {name} is gone'],
} as const satisfies Record<string, Pair>;
