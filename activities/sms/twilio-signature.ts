/** Whether a callback comes from Twilio; loads only the library's webhook part, not its client. */
import { validateRequest } from 'twilio/lib/webhooks/webhooks';

/**
 * The library's answer: is `signature` (header X-Twilio-Signature) that of this form for this address.
 * `url` is built from the configured public URL, never from Host or X-Forwarded headers.
 */
export function validateTwilioSignature(
  authToken: string,
  signature: string,
  url: string,
  params: Readonly<Record<string, string>>,
): boolean {
  return validateRequest(authToken, signature, url, { ...params });
}
