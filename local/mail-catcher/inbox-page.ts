/** The web inbox: a list, and one mail with its HTML in a frame that can do nothing. */
import type { CaughtMail } from './mail-store';

const SHOWN = 200;

/** No scripts, nothing from elsewhere; the mail's HTML stands in a sandboxed frame of this origin. */
export const INBOX_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** For the HTML of a mail itself, which anybody may have written. */
export const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'";

const STYLE = `
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
    color: #1c2430; background: #fff }
  h1 { font-size: 1.4rem } a { color: #0b57a4 }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; vertical-align: top; padding: .4rem .6rem;
    border-bottom: 1px solid #d5dae1; overflow-wrap: anywhere }
  iframe { width: 100%; height: 36rem; border: 1px solid #d5dae1 }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f6f9; padding: 1rem }`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

function page(title: string, body: string): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`
  );
}

/** Newest first. */
export function renderInbox(mails: readonly CaughtMail[]): string {
  const rows = mails
    .slice(-SHOWN)
    .reverse()
    .map(
      ({ id, at, to, subject }) =>
        `<tr><td>${escapeHtml(at.replace('T', ' ').slice(0, 19))}</td>` +
        `<td>${escapeHtml(to.join(', '))}</td>` +
        `<td><a href="/messages/${id}">${escapeHtml(subject || '(no subject)')}</a></td></tr>`,
    )
    .join('\n');
  const empty = '<tr><td colspan="3">Nothing has arrived yet. Reload to look again.</td></tr>';
  return page(
    'Inbox',
    `<h1>Inbox</h1><p>Mails that the desk has sent; nothing leaves this machine.</p>` +
      `<table><thead><tr><th scope="col">Received (UTC)</th><th scope="col">To</th>` +
      `<th scope="col">Subject</th></tr></thead><tbody>${rows || empty}</tbody></table>`,
  );
}

export function renderMail(mail: CaughtMail): string {
  const { id, at, from, to, subject, text } = mail;
  return page(
    subject,
    `<p><a href="/">Inbox</a></p><h1>${escapeHtml(subject)}</h1>` +
      `<p>From ${escapeHtml(from)} to ${escapeHtml(to.join(', '))}, ${escapeHtml(at)} · ` +
      `<a href="/messages/${id}/source">source</a></p>` +
      `<iframe title="The mail as HTML" sandbox src="/messages/${id}/html"></iframe>` +
      `<h2>As text</h2><pre>${escapeHtml(text)}</pre>`,
  );
}
