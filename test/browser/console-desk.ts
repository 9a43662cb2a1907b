/**
 * The console as its people use it: staff who sign in by password, each at a browser of their own, before
 * one desk and one Chromium for a whole test file.
 */
import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { canariesOfSecrets } from '../canaries/of-people';
import type { System } from '../e2e/system';
import {
  axeFindings,
  openAs,
  picture,
  sidewaysScroll,
  startBrowser,
  type Browser,
  type Page,
  type Reader,
  type Watched,
} from './browser';
import { startDesk } from './merchant-desk';

/** Who can sign in. Keys of `system.staff` belong to the people of the same name. */
const PEOPLE = [
  ['agent', '林晓', 'agent'],
  ['agent2', '陈曦', 'agent'],
  ['reviewer', '周敏', 'reviewer'],
  ['reviewer2', '吴越', 'reviewer'],
  ['operator', '赵磊', 'operator'],
  ['operator2', '孙悦', 'operator'],
  ['auditor', '钱宁', 'auditor'],
  ['admin', '郑安', 'admin'],
] as const;
export type ConsoleUser = (typeof PEOPLE)[number][0];

export interface Account {
  readonly user: string;
  readonly password: string;
  /** As colleagues see it. */
  readonly name: string;
}
export type Accounts = Readonly<Record<ConsoleUser, Account>>;

/** Lets everybody sign in by a password of their own. API keys that they have stay as they are. */
export async function givePasswords(system: System): Promise<Accounts> {
  const entries = await Promise.all(
    PEOPLE.map(async ([user, name, role]) => {
      const password = randomBytes(12).toString('base64url');
      await system.record.staff.upsert({
        principalId: `s_${user}`,
        user,
        displayName: name,
        role,
        teamId: 'team-1',
        passwordHash: await hash(password),
      });
      return [user, { user, password, name }] as const;
    }),
  );
  const secrets = entries.map(([user, { password }]) => [`password of ${user}`, password] as const);
  system.watchFor(...canariesOfSecrets(Object.fromEntries(secrets)));
  return Object.fromEntries(entries) as Accounts;
}

/** Whole stories with several people take their time on a busy machine. */
const TEST_LIMIT_MS = 180_000;

const SIGN_IN = /^(登录|Sign in)$/;

/** Fills in the sign-in that the page shows, and waits until the console lets the person in. */
export async function signIn(page: Page, { user, password }: Account): Promise<void> {
  await page.getByLabel(/^(用户名|User name)$/).fill(user);
  await page.getByLabel(/^(密码|Password)$/).fill(password);
  await page.getByRole('button', { name: SIGN_IN }).click();
  await page.getByRole('button', { name: /^(退出登录|Sign out)$/ }).waitFor();
}

export interface ConsoleRoom {
  readonly system: System;
  readonly accounts: Accounts;
  /** A new person at a new browser, before any page; closed and checked after the test. */
  sitDown(reader?: Reader): Promise<Page>;
  /** The same, signed in, at an address below `/console`, e.g. `/cases`. */
  enter(user: ConsoleUser, address?: string, reader?: Reader): Promise<Page>;
}

/**
 * Hooks of a test file: one desk and one Chromium before it, everybody's browser closed after each test,
 * in which nothing foreign was asked for and no script failed.
 */
export function useConsoleRoom(): ConsoleRoom {
  jest.setTimeout(TEST_LIMIT_MS);
  let parts: { system: System; accounts: Accounts; browser: Browser } | undefined;
  const opened: Watched[] = [];
  const here = () => {
    if (!parts) throw new Error('the desk is not open yet');
    return parts;
  };
  beforeAll(async () => {
    const [system, browser] = await Promise.all([startDesk(), startBrowser()]);
    parts = { system, browser, accounts: await givePasswords(system) };
  }, 120_000);
  afterEach(async () => {
    for (const { context, foreign, faults } of opened.splice(0)) {
      await context.close();
      expect(foreign).toEqual([]);
      expect(faults).toEqual([]);
    }
  });
  afterAll(async () => {
    await parts?.browser.close();
    await parts?.system.stop();
  });
  const sitDown = async (reader?: Reader): Promise<Page> => {
    const { browser, system } = here();
    const watched = await openAs(browser, system.apiUrl, reader);
    opened.push(watched);
    return watched.page;
  };
  return {
    get system() {
      return here().system;
    },
    get accounts() {
      return here().accounts;
    },
    sitDown,
    async enter(user, address = '/cases', reader) {
      const page = await sitDown(reader);
      await page.goto(`/console${address}`);
      await signIn(page, here().accounts[user]);
      return page;
    },
  };
}

/** Nobody scrolls sideways, and axe finds nothing on the page as it is now, of which a picture is taken. */
export async function expectFine(page: Page, name: string): Promise<void> {
  // What belongs to a page is loaded when it is opened; each has its heading then.
  await page.locator('h1').first().waitFor();
  await picture(page, name);
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
  expect(await axeFindings(page, name)).toEqual([]);
}
