/** Renders templates with content. A variable that a template names and the content lacks is an error. */
import Handlebars from 'handlebars';
import type { Locale } from '../../workflows/contract/case-data';
import type { NoticeKind } from '../../workflows/contract/notices';
import { formFor } from '../../words/plural';
import { phrasesOf } from './content-phrases';
import type { NoticeContent } from './notice-content';
import en from './templates/compiled/en.json';
import zhCn from './templates/compiled/zh-CN.json';

/** Sources of one language as scripts/build-templates.mjs writes them. */
interface LocaleTemplates {
  readonly frame: Readonly<Record<string, string>>;
  readonly layoutHtml: string;
  readonly notices: Readonly<Record<string, NoticeTemplate>>;
}
interface NoticeTemplate {
  readonly sms?: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const TEMPLATES: Readonly<Record<Locale, LocaleTemplates>> = { 'zh-CN': zhCn, en };

export interface RenderedEmail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

type Part = (content: object) => string;
type Render = (content: object, locale: Locale, parts?: Readonly<Record<string, Part>>) => string;

const compiled = new Map<string, Render>();

/** `{{plural count one='terminal' other='terminals'}}`: the word that the language has for the number. */
function pluralIn(locale: Locale) {
  return (count: number, { hash }: { hash: { other: string } }): string =>
    formFor(hash, count, locale);
}

/** Compiled once for each source; `html` escapes every value, `text` none. */
function compile(source: string, escape: 'html' | 'text'): Render {
  const key = `${escape}:${source}`;
  const known = compiled.get(key);
  if (known) return known;
  const template = Handlebars.compile(source, {
    strict: true,
    noEscape: escape === 'text',
    knownHelpersOnly: true,
    knownHelpers: { plural: true },
  });
  const render: Render = (content, locale, parts) =>
    template(content, { partials: { ...parts }, helpers: { plural: pluralIn(locale) } });
  compiled.set(key, render);
  return render;
}

function templateOf(kind: NoticeKind, locale: Locale): NoticeTemplate {
  const template = TEMPLATES[locale].notices[kind];
  if (!template) throw new Error(`no template for ${kind} in ${locale}`);
  return template;
}

function framePart(locale: Locale, part: string): string {
  const source = TEMPLATES[locale].frame[part];
  if (source === undefined) throw new Error(`no part ${part} in the frame of ${locale}`);
  return source;
}

/** One line, whatever the values were: header injection ends here at the latest. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** Subject, HTML and text part of the e-mail of one notice. */
export function renderEmail(content: NoticeContent): RenderedEmail {
  const { kind, locale } = content;
  const template = templateOf(kind, locale);
  const plain = (source: string) => compile(source, 'text')(content, locale);
  const part = (name: string) => plain(framePart(locale, name));
  const subject = oneLine(plain(template.subject));
  const blocks = [part('greeting'), plain(template.text)];
  if (content.link !== false)
    blocks.push(`${part('button')}: ${content.link}`, part('button-note'));
  blocks.push(part('closing'), '--', part('why'));
  const text = blocks
    .join('\n\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n');
  return { subject, html: renderHtml(content, template, subject), text: `${text.trim()}\n` };
}

function renderHtml(content: NoticeContent, template: NoticeTemplate, subject: string): string {
  const { locale } = content;
  const names = ['greeting', 'button', 'button-note', 'closing', 'why'];
  const parts = names.map((name) => [name, compile(framePart(locale, name), 'html')] as const);
  const partials = {
    ...Object.fromEntries(parts.map(([name, render]) => [name, (c: object) => render(c, locale)])),
    body: (c: object) => compile(template.html, 'html')(c, locale),
  };
  return compile(TEMPLATES[locale].layoutHtml, 'html')({ ...content, subject }, locale, partials);
}

/** Numbers in mainland China: the signature stands in front in brackets that the carriers ask for. */
export function isMainlandChina(phone: string): boolean {
  return phone.startsWith('+86');
}

/** What another notice of the same text says better is not announced first. */
function withoutForecast(contents: readonly NoticeContent[]): readonly NoticeContent[] {
  if (!contents.some(({ kind }) => kind === 'refunded')) return contents;
  return contents.map((content) =>
    content.kind === 'unbound' ? { ...content, depositTotal: false } : content,
  );
}

function capitalized(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** The text that carries a one-time code; it stands alone, as it belongs to no case yet. */
export function renderCode(
  code: { readonly code: string; readonly minutes: number },
  { locale, signature, phone }: { locale: Locale; signature: string; phone: string },
): string {
  return signed(signature, phone, compile(framePart(locale, 'code'), 'text')(code, locale));
}

function signed(signature: string, phone: string, text: string): string {
  return oneLine(isMainlandChina(phone) ? `【${signature}】${text}` : `${signature}: ${text}`);
}

/**
 * One text for one or several notices of a case, in the order given; links and names never go by SMS.
 * Fails if a kind has no SMS.
 */
export function renderSms(contents: readonly NoticeContent[], phone: string): string {
  const [first] = contents;
  if (!first) throw new Error('nothing to render');
  const { locale, signature } = first;
  const bodies = withoutForecast(contents).map((content, at) => {
    const { sms } = templateOf(content.kind, locale);
    if (sms === undefined) throw new Error(`${content.kind} has no SMS`);
    const sentence = compile(sms, 'text')(content, locale).trim();
    // The first goes on after the number of the case, the others begin anew.
    return at === 0 ? sentence : capitalized(sentence);
  });
  const body = bodies.join(phrasesOf(locale).joint);
  const text = compile(framePart(locale, 'sms'), 'text')({ ...first, body }, locale);
  return signed(signature, phone, text);
}
