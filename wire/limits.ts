/** Limits of what may be entered, apart from the shapes, so that a page need not load those. */
import type { Phrase } from '../workflows/contract/case-data';
import { DEPOSIT_KINDS } from '../workflows/contract/case-view';
import { MAX_FILE_MIB } from '../workflows/contract/files';

/** Longest name of a person or a company, characters. */
export const MAX_NAME_LENGTH = 100;
/** Longest name of a team, characters. */
export const MAX_TEAM_LENGTH = 64;
/** Longest name that a person signs in by, characters. */
export const MAX_USER_LENGTH = 64;
/** Longest name of a saved view, characters. */
export const MAX_VIEW_NAME_LENGTH = 40;
/** Largest file that a case takes, bytes. */
export const MAX_FILE_BYTES = MAX_FILE_MIB * 1024 * 1024;
/** Longest free text (reason, message, evidence), characters. */
export const MAX_TEXT_LENGTH = 4_000;
/** Longest content of one field in a draft, characters; the checks are stricter. */
export const MAX_FIELD_LENGTH = 500;
/** Longest reason for showing personal data, characters. */
export const MAX_REVEAL_REASON_LENGTH = 500;
/** Longest reference at the acquirer, characters. */
export const MAX_REFERENCE_LENGTH = 64;
/** Most terminals that one case may name. */
export const MAX_TERMINALS = 50;
/** Most deposit items of one case: every kind for every terminal. */
export const MAX_DEPOSITS = MAX_TERMINALS * DEPOSIT_KINDS.length;

/** An Idempotency-Key, and its form in words. */
export const IDEMPOTENCY_KEY_PATTERN = /^[\x21-\x7e]{1,255}$/;
export const IDEMPOTENCY_KEY_FORM: Phrase = {
  'zh-CN': '1 至 255 个可见的 ASCII 字符，不含空格',
  en: '1 to 255 visible ASCII characters, no spaces',
};
