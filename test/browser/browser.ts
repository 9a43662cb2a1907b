/**
 * Real Chromium for the tests of the pages: launch, contexts as different people have them, axe on a page,
 * and pictures. What axe finds and how many pages it saw is counted for reports/browser.json.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

export type { Browser, BrowserContext, Page } from 'playwright-core';

const root = join(__dirname, '..', '..');
/** Lines of `{page, violations}`; scripts/test-browser.mjs sums them up. */
export const TALLY = join(root, 'reports', 'browser', 'pages.jsonl');
const PICTURES = join(root, 'reports', 'browser', 'pictures');
/** With `KEEP_PICTURES=1` the pictures of the documentation are taken anew. */
const KEPT = join(root, 'docs', 'pictures');

// The first is the same browser without its windows, and takes a third of the time.
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Where Chromium is; `CHROMIUM` names another place. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  return [...(named === undefined ? [] : [named]), ...PLACES].find((path) => existsSync(path));
}

/** Tests of the pages; where there is no browser each of them counts as skipped. */
export const describeInBrowser = findChromium() === undefined ? describe.skip : describe;

/** Starts Chromium with nothing of an earlier run, and `flags` of its own; close it to end. */
export async function startBrowser(...flags: readonly string[]): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('Chromium is missing: apt-get install chromium-headless-shell');
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...flags,
    ],
  });
}

export interface Reader {
  readonly locale?: 'zh-CN' | 'en-GB';
  readonly colorScheme?: 'light' | 'dark';
  /** Width of the window, CSS pixels; 1280 where omitted. */
  readonly width?: number;
  readonly height?: number;
  /** IANA name; `Asia/Shanghai` where omitted. */
  readonly timeZone?: string;
}

/** What went wrong in a context: blocked or foreign requests, errors of scripts. */
export interface Watched {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses outside `origin` that the page asked for. */
  readonly foreign: readonly string[];
  /** Uncaught errors and refusals of the content policy. */
  readonly faults: readonly string[];
}

/** A new person at a new browser: own cookies, own storage, own language. */
export async function openAs(
  browser: Browser,
  origin: string,
  {
    locale = 'zh-CN',
    colorScheme = 'light',
    width = 1280,
    height = 900,
    timeZone = 'Asia/Shanghai',
  }: Reader = {},
): Promise<Watched> {
  const context = await browser.newContext({
    baseURL: origin,
    locale,
    colorScheme,
    timezoneId: timeZone,
    viewport: { width, height },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const foreign: string[] = [];
  const faults: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(?:data|blob|about):/.test(url)) foreign.push(url);
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(message.text());
  });
  return { context, page, foreign, faults };
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly target: readonly unknown[]; readonly html: string }[];
  }[];
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Waits until no color or place changes any more: half-way through, contrast says nothing. */
async function stillness(page: Page): Promise<void> {
  await page.evaluate(`Promise.allSettled(
    document.getAnimations().flatMap((one) => (one instanceof CSSTransition ? [one.finished] : [])),
  )`);
}

/** What axe is not asked: rules, or a part of the page; for markup of others alone. */
export interface Unasked {
  readonly rules?: readonly string[];
  readonly within?: string;
}

/** What axe finds on the page as it is now, one line a finding; counts the page under its name. */
export async function axeFindings(
  page: Page,
  name: string,
  { rules = [], within }: Unasked = {},
): Promise<readonly string[]> {
  await stillness(page);
  // Evaluated by the debugger, so that no content policy stands in the way.
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(AXE);
  const options = JSON.stringify({
    runOnly: { type: 'tag', values: RULES },
    resultTypes: ['violations'],
    rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: false }])),
  });
  const context = within === undefined ? 'document' : JSON.stringify({ exclude: [[within]] });
  const result = await page.evaluate<AxeResult>(`axe.run(${context}, ${options})`);
  const findings = result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html }) => `${name}: ${id} (${help}) at ${target.join(' ')}: ${html}`),
  );
  mkdirSync(join(TALLY, '..'), { recursive: true });
  appendFileSync(TALLY, `${JSON.stringify({ page: name, violations: findings.length })}\n`);
  return findings;
}

/** Takes a picture of the whole page; `kept` ones belong to the documentation. */
export async function picture(page: Page, name: string, kept = false): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  if (kept && process.env['KEEP_PICTURES'] === '1') await keepPicture(page, name);
}

/** A picture for the documentation, small enough to live in the repository. */
async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(KEPT, { recursive: true });
  const session = await page.context().newCDPSession(page);
  // What lies behind an open dialog below the fold is grey or not even that.
  const size = await page.evaluate<{ width: number; height: number }>(
    `({ width: innerWidth, height: document.querySelector('dialog[open]')
      ? innerHeight : document.documentElement.scrollHeight })`,
  );
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 80,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, ...size, scale: 1 },
  });
  await session.detach();
  writeFileSync(join(KEPT, `${name}.webp`), Buffer.from(data, 'base64'));
}

/** Width by which the page is wider than its window: nobody scrolls sideways. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
}
