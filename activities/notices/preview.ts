/** `npm run notices:preview`: writes every message with sample data to reports/notices and lists them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { renderPreviews } from './render-preview';
import type { PreviewedNotice } from './render-preview';

const FOLDER = join('reports', 'notices');

const INDEX = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Notices</title>
<style>
  body { font: 15px/1.6 'PingFang SC', 'Microsoft YaHei', Helvetica, sans-serif; margin: 2rem; }
  article { border-top: 1px solid #9fb3c8; padding: 1rem 0; }
  pre { background: #eef2f6; padding: .75rem; white-space: pre-wrap; max-width: 42rem; }
  iframe { width: 100%; max-width: 42rem; height: 40rem; border: 1px solid #9fb3c8; }
</style>
<h1>Every notice, with sample data</h1>
{{#each notices}}<article>
<h2>{{kind}} · {{locale}}</h2>
{{#if sms}}<p>SMS, {{sms.text.length}} characters, {{sms.segments.encoding}}, segments: {{sms.segments.count}}</p>
<pre>{{sms.text}}</pre>{{/if}}
<p>E-mail: <strong>{{email.subject}}</strong></p>
<iframe title="{{kind}}" src="{{locale}}/{{kind}}.html" loading="lazy" sandbox></iframe>
<details><summary>Text part</summary><pre>{{email.text}}</pre></details>
</article>{{/each}}
</html>
`;

function writeNotice({ kind, locale, sms, email }: PreviewedNotice): void {
  const base = join(FOLDER, locale, kind);
  mkdirSync(join(FOLDER, locale), { recursive: true });
  writeFileSync(`${base}.html`, email.html);
  writeFileSync(`${base}.mail.txt`, `Subject: ${email.subject}\n\n${email.text}`);
  if (sms) writeFileSync(`${base}.sms.txt`, `${sms.text}\n`);
}

function main(): void {
  const notices = renderPreviews();
  notices.forEach(writeNotice);
  writeFileSync(join(FOLDER, 'index.html'), Handlebars.compile(INDEX)({ notices }));
  const lines = notices.map(({ kind, locale, sms, email }) => {
    const size = sms ? `${sms.text.length} characters in ${sms.segments.count}` : 'no SMS';
    return `${kind.padEnd(22)} ${locale.padEnd(6)} ${size.padEnd(22)} ${email.subject}`;
  });
  process.stdout.write(`${lines.join('\n')}\n\nWritten to ${join(FOLDER, 'index.html')}\n`);
}

main();
