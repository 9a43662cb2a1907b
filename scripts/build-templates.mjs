// Turns the notice templates (activities/notices/templates) into what the product loads: one JSON file for
// each language, MJML already made into HTML. `--check` writes nothing and fails when a file is stale.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mjml2html from 'mjml';
import { format, resolveConfig } from 'prettier';

const TEMPLATES = join(dirname(fileURLToPath(import.meta.url)), '../activities/notices/templates');
const LOCALES = ['zh-CN', 'en'];
const CONTROL = /^\{\{[#/^].*\}\}$|^\{\{else\}\}$/;

/** `=== name` starts a section; blank lines around its text do not count. */
function sectionsOf(source, file) {
  const sections = {};
  for (const part of source.split(/^=== /m).slice(1)) {
    const [name, ...lines] = part.split('\n');
    sections[name.trim()] = lines.join('\n').replace(/^\n+|\n+$/g, '');
  }
  if (Object.keys(sections).length === 0) throw new Error(`${file}: no section`);
  return sections;
}

const bold = (line) => line.replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>');

function chunkToHtml(chunk) {
  const lines = chunk.split('\n');
  const texts = lines.filter((line) => !CONTROL.test(line));
  const map = (strip, open, close) =>
    lines
      .map((line) => (CONTROL.test(line) ? line : open + bold(line.slice(strip)) + close))
      .join('\n');
  if (texts.length === 0) return lines.join('\n');
  if (texts[0].startsWith('# ')) return map(2, '<h1>', '</h1>');
  if (texts[0].startsWith('> ')) return map(2, '<blockquote>', '</blockquote>');
  if (texts[0].startsWith('- ')) return `<ul>\n${map(2, '<li>', '</li>')}\n</ul>`;
  return map(0, '<p>', '</p>');
}

const bodyToHtml = (body) =>
  body
    .split(/\n{2,}/)
    .map(chunkToHtml)
    .join('\n');
const bodyToText = (body) => body.replace(/^# /gm, '').replace(/\*\*(.+?)\*\*/g, '$1');

async function layout() {
  const source = await readFile(join(TEMPLATES, 'layout.mjml'), 'utf8');
  const { html, errors } = await mjml2html(source, { validationLevel: 'strict', fonts: {} });
  if (errors.length > 0) throw new Error(errors.map((e) => e.formattedMessage).join('\n'));
  // Outlook's conditional comments and the layout stay; only white space between tags goes.
  return html.replace(/>\s*\n\s*</g, '>\n<').trim();
}

async function localeFile(locale, layoutHtml) {
  const folder = join(TEMPLATES, locale);
  const frame = sectionsOf(
    await readFile(join(folder, 'frame.txt'), 'utf8'),
    `${locale}/frame.txt`,
  );
  const notices = {};
  for (const file of (await readdir(folder)).filter((f) => f !== 'frame.txt').sort()) {
    const { sms, subject, mail } = sectionsOf(await readFile(join(folder, file), 'utf8'), file);
    notices[file.replace(/\.txt$/, '')] = {
      ...(sms === undefined ? {} : { sms }),
      subject,
      html: bodyToHtml(mail),
      text: bodyToText(mail),
    };
  }
  return { frame, layoutHtml, notices };
}

const check = process.argv.includes('--check');
const layoutHtml = await layout();
for (const locale of LOCALES) {
  const path = join(TEMPLATES, 'compiled', `${locale}.json`);
  const json = JSON.stringify(await localeFile(locale, layoutHtml));
  const built = await format(json, { ...(await resolveConfig(path)), parser: 'json' });
  if (!check) await writeFile(path, built);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== built) {
    console.error(`${path} is stale: run node scripts/build-templates.mjs`);
    process.exitCode = 1;
  }
}
