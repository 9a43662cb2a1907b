/**
 * One page or state of the console in the ways in which people may see it: both languages, light and dark,
 * wide and narrow. Pictures on the way; those that are kept belong to the documentation.
 */
import { axeFindings, picture, sidewaysScroll, type BrowserContext, type Page } from './browser';

const KEY = 'unbind-desk.preferences';
const WIDE = 1280;
const WIDEST = 1920;
const NARROW = 360;
/** A small laptop, or half of a screen: two columns of cards, with little room in each. */
const SMALL = 1024;
const HEIGHT = 900;

type Locale = 'zh-CN' | 'en';
type Theme = 'light' | 'dark';

type Way = readonly [width: number, locale: Locale, theme: Theme];

/** Each language, theme and width once. */
const OPPOSITES: readonly Way[] = [
  [NARROW, 'en', 'dark'],
  [WIDE, 'zh-CN', 'light'],
];
/** Every two of language, theme and width meet, so that each pair of them is seen together. */
const PAIRS: readonly Way[] = [
  [NARROW, 'en', 'light'],
  [NARROW, 'zh-CN', 'dark'],
  [WIDEST, 'en', 'dark'],
  [WIDE, 'zh-CN', 'light'],
];

const KEEPS = process.env['KEEP_PICTURES'] === '1';
const WAYS = process.env['EVERY_LOOK'] === '1' ? PAIRS : OPPOSITES;

/** A second tab of each person, in which the preferences are changed: a dialog may cover the first. */
const tabs = new WeakMap<BrowserContext, Page>();

async function secondTab(page: Page): Promise<Page> {
  const known = tabs.get(page.context());
  if (known) return known;
  const tab = await page.context().newPage();
  await tab.goto('/openapi.json');
  tabs.set(page.context(), tab);
  return tab;
}

/** Language and theme as the person changed them in another tab. */
export async function prefer(page: Page, locale: Locale, theme: Theme): Promise<void> {
  const tab = await secondTab(page);
  const value = JSON.stringify({ locale, theme, shortcuts: true });
  await tab.evaluate(`localStorage.setItem('${KEY}', ${JSON.stringify(value)})`);
  // What lies behind another tab is drawn once a second only, and so are its pictures.
  await page.bringToFront();
  await page.locator(`html[lang="${locale}"][data-theme="${theme}"]`).waitFor();
  // Styles of what has just been drawn arrive with the next frame; readings in another language later.
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  );
  await page.locator('.loading').waitFor({ state: 'detached' });
}

/** A window in which the page stands without scrolling, so that what sticks to an edge hides nothing. */
async function wholeHeight(page: Page): Promise<number> {
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  return (await page.locator('dialog[open]').count()) > 0 ? HEIGHT : Math.max(HEIGHT, height);
}

/** Another address of the console, once what it shows is `ready` and nothing is loaded any more. */
export async function to(page: Page, address: string, ready: string): Promise<void> {
  await page.goto(`/console${address}`);
  await page.locator(ready).first().waitFor();
  await page.locator('.loading').waitFor({ state: 'detached' });
}

/** Tables of which something lies beyond the edge of their part of the page. */
function cutTables(page: Page): Promise<readonly string[]> {
  return page.evaluate<
    readonly string[]
  >(`[...document.querySelectorAll('table')].flatMap((table) => {
    const room = table.parentElement;
    const beyond = Math.max(
      room.scrollWidth - room.clientWidth,
      table.scrollWidth - room.clientWidth,
    );
    const heads = [...table.querySelectorAll('th')].slice(0, 5).map((th) => th.textContent);
    return beyond > 1 ? [beyond + ' pixels of a table are cut off: ' + heads.join(', ')] : [];
  })`);
}

/**
 * What axe finds and what does not fit, over those ways of looking; ends in Chinese, light and wide. With
 * `kept` the wide, light picture in each language belongs to the documentation.
 */
export async function looks(page: Page, name: string, kept = false): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [width, locale, theme] of WAYS) {
    await page.setViewportSize({ width, height: HEIGHT });
    await prefer(page, locale, theme);
    const full = `console-${name}-${locale}-${theme}-${width}`;
    found.push(...(await axeFindings(page, full)));
    const sideways = await sidewaysScroll(page);
    if (sideways > 0) found.push(`${full}: ${sideways} pixels wider than its window`);
    await picture(page, full);
    if (locale !== 'en') continue; // Its words are the longer ones.
    await page.setViewportSize({ width: SMALL, height: HEIGHT });
    found.push(...(await cutTables(page)).map((cut) => `${full}, ${SMALL} wide: ${cut}`));
  }
  if (!kept || !KEEPS) return found;
  for (const locale of ['en', 'zh-CN'] as const) {
    await prefer(page, locale, 'light');
    await page.setViewportSize({ width: WIDE, height: await wholeHeight(page) });
    await picture(page, `console-${name}-${locale}`, true);
    await page.setViewportSize({ width: WIDE, height: HEIGHT });
  }
  return found;
}
