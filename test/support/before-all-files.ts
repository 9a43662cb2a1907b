/** Called by Jest once, before any test file. */
import { needTemporal } from './need-temporal';
import { share } from './shared-parts';

// eslint-disable-next-line no-restricted-syntax -- Jest calls the default export.
export default async function beforeAllFiles(): Promise<void> {
  await needTemporal();
  await share();
}
