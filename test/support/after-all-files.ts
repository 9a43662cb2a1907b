/** Called by Jest once, after all test files. */
import { stopShared } from './shared-parts';

// eslint-disable-next-line no-restricted-syntax -- Jest calls the default export.
export default stopShared;
