/** Signing in to the console at a real identity provider of another site, in a real browser. */
import { join } from 'node:path';
import { type Stage, startStage } from '../api/stage';
import { findFreePorts } from '../../base/free-ports';
import { type OidcProvider, settingsFor, startOidcProvider } from '../support/oidc-stand-in';
import {
  axeFindings,
  describeInBrowser,
  openAs,
  picture,
  sidewaysScroll,
  startBrowser,
  type Browser,
  type Page,
  type Reader,
  type Watched,
} from './browser';

const dist = join(__dirname, '..', '..', 'dist');
const pages = {
  console: join(dist, 'console'),
  merchant: join(dist, 'merchant'),
  docs: join(dist, 'docs'),
};

describeInBrowser('the sign-in of the console by the company', () => {
  let provider: OidcProvider;
  let stage: Stage;
  let browser: Browser;
  const opened: Watched[] = [];
  beforeAll(async () => {
    const [port = 0] = await findFreePorts(1);
    const redirectUri = `http://127.0.0.1:${port}/api/v1/session/oidc/callback`;
    // Another name than the desk's: its page is of another site, as it will be in a company.
    provider = await startOidcProvider({ redirectUri, host: 'localhost' });
    const settings = { oidc: settingsFor(provider.issuer), pages };
    [stage, browser] = await Promise.all([
      startStage({ cases: false, port, settings }),
      startBrowser(),
    ]);
  }, 120_000);
  afterEach(async () => {
    for (const { context, foreign, faults } of opened.splice(0)) {
      await context.close();
      expect(foreign.filter((address) => !address.startsWith(provider.issuer))).toEqual([]);
      expect(faults).toEqual([]);
    }
  });
  afterAll(async () => {
    await browser.close();
    await stage.stop();
    await provider.stop();
  });

  async function person(address: string, reader: Reader = {}): Promise<Page> {
    const watched = await openAs(browser, stage.url, reader);
    opened.push(watched);
    await watched.page.goto(`/console${address}`);
    return watched.page;
  }

  /** To the provider, and there as somebody. */
  async function signInAs(page: Page, name: string): Promise<void> {
    await page.getByRole('link', { name: /Company sign-in/ }).click();
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    expect(new URL(page.url()).origin).toBe(provider.issuer);
    await page.getByRole('link', { name }).click();
  }

  test('lets somebody in with the role of the claims, where they wanted to go', async () => {
    const page = await person('/reports?report=stage-times&from=2026-01-01&to=2026-01-31');
    await signInAs(page, 'Rita Reviewer');
    await page.getByRole('heading', { level: 1, name: '报表' }).waitFor();
    const { pathname, searchParams } = new URL(page.url());
    expect(pathname).toBe('/console/reports');
    expect(searchParams.get('report')).toBe('stage-times');
    expect(await page.locator('.who').innerText()).toMatch(/Rita Reviewer\s*· 审核/);
    const navigation = page.getByRole('navigation', { name: '主导航' });
    expect(await navigation.getByRole('link').allInnerTexts()).toEqual(['工单', '审核', '报表']);
    await page.reload();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('heading', { level: 1, name: '登录' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '登录' }).waitFor();
  });

  test.each([
    ['Carl Cook', 'This identity has no role here.'],
    ['Nobody', 'The identity provider did not vouch for you'],
  ])('says why %s is not let in, and lets the next one try', async (name, sentence) => {
    const page = await person('/cases', { locale: 'en-GB', colorScheme: 'dark', width: 360 });
    await signInAs(page, name);
    const said = page.getByRole('alert');
    await said.waitFor();
    expect(await said.innerText()).toContain(sentence);
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
    const picked = `console-sign-in-refused-${name === 'Nobody' ? 'cancelled' : 'role'}`;
    await picture(page, picked);
    expect(await axeFindings(page, picked)).toEqual([]);
    await page.context().clearCookies({ domain: 'localhost' });
    await signInAs(page, 'Anna Agent');
    await page.getByRole('heading', { level: 1, name: 'Cases' }).waitFor();
  });
});
