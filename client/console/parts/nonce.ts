/** The number by which the policy of the page knows its own styles; the server writes it into the page. */
export const NONCE =
  document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';

/** A document whose styles the page's policy lets in. Parsing it here would already apply the policy. */
export function withNonce(html: string): string {
  return html.replace(/<style(?=[\s>])/gi, `<style nonce="${NONCE}"`);
}
