/**
 * The evidence pack: all that proves one case, signed, in one file that opens in a browser and prints. The page
 * holds the pack as JSON, the pack holds the hash of the page. docs/audit.md has the format in words.
 */
import { z } from 'zod';
import { sha256Hex } from '../../base/sha256';
import type { Signature } from '../port/desk-record';
import { CASE_ID_PATTERN } from '../../workflows/contract/identifiers';
import { LOCALES } from '../../workflows/contract/case-data';
import { CONSENT_KINDS } from '../../workflows/contract/case-view';
import {
  LEDGER_CHECKS,
  PACK_DISCLOSURES,
  PACK_FORMAT,
  PAPERS,
} from '../../workflows/contract/verification';
import { headSignature, leaf, sha256, signature } from './head-format';

const packRow = z.strictObject({
  position: z.int().min(1),
  /** Hash of what the row says. */
  content: sha256,
  hash: sha256,
  /** How the row is hashed; see `RowForm`. */
  form: z.int().min(1),
  viewHash: sha256.optional(),
  /** What the row says; absent where that is not for the reader. */
  says: z.record(z.string(), z.json()).optional(),
});

/** What lies beside the ledger, as the reader may see it. */
const packPaper = z.strictObject({
  table: z.enum(PAPERS),
  id: z.string(),
  content: z.record(z.string(), z.json()),
  /** Shows that the ledger commits to this content; absent where part of it is masked or left out. */
  salt: z.string().optional(),
});

const packTerms = z.strictObject({
  kind: z.enum(CONSENT_KINDS),
  version: z.string(),
  locale: z.enum(LOCALES),
  /** Of the text. */
  hash: sha256,
  text: z.string(),
});

const evidencePack = z.strictObject({
  format: z.literal(PACK_FORMAT),
  packId: z.string(),
  caseId: z.string().regex(CASE_ID_PATTERN),
  madeAt: z.iso.datetime(),
  disclosure: z.enum(PACK_DISCLOSURES),
  /** Hash of the page without the pack itself. */
  page: sha256,
  head: headSignature,
  proof: z.strictObject({ leaf, index: z.int().min(0), path: z.array(sha256) }),
  rows: z.array(packRow),
  /** The case as its last change was chained, the text that is hashed; absent for the merchant. */
  view: z.string().optional(),
  papers: z.array(packPaper),
  /** The terms that consents name, as they were read. */
  terms: z.array(packTerms),
  /** What the desk itself found changed in its ledger when the pack was made. */
  broken: z
    .strictObject({
      position: z.int().min(1),
      check: z.enum(LEDGER_CHECKS),
      paper: z.string().optional(),
    })
    .optional(),
  /** What the page shows besides, as data. */
  shown: z.record(z.string(), z.json()),
});

const signedPack = z.strictObject({ pack: evidencePack, ...signature });

export type EvidencePack = z.output<typeof evidencePack>;
export type SignedPack = Signature & { readonly pack: EvidencePack };

/** A pack of its parts, as it will be read from its file: what is absent is no member. */
export function packOf(parts: object): EvidencePack {
  return evidencePack.parse(JSON.parse(JSON.stringify(parts)));
}

/** A file as it was read: the pack, and the hash of the page around it, where it lies in one. */
export interface ReadPack {
  readonly signed: SignedPack;
  readonly page?: string;
}

const BEGIN = '<script type="application/json" id="evidence-pack">';
const END = '</script>';

/** The hash of a page, made of what stands before and after the place of its pack. */
export function hashOfPage(before: string, after: string): string {
  return sha256Hex(`${before}${BEGIN}${END}${after}`);
}

/** The whole file. No `<` of the pack can end its place in the page. */
export function packFile(before: string, signed: SignedPack, after: string): string {
  const json = JSON.stringify(signed).replaceAll('<', '\\u003c');
  return `${before}${BEGIN}${json}${END}${after}`;
}

/** Reads a file, or the pack alone as JSON; undefined for anything else. */
export function readPackFile(text: string): ReadPack | undefined {
  const begin = text.indexOf(BEGIN);
  if (begin < 0) return read(text);
  const end = text.indexOf(END, begin);
  if (end < 0) return undefined;
  const page = hashOfPage(text.slice(0, begin), text.slice(end + END.length));
  return read(text.slice(begin + BEGIN.length, end), page);
}

function read(json: string, page?: string): ReadPack | undefined {
  try {
    const signed = signedPack.parse(JSON.parse(json));
    return { signed, ...(page === undefined ? {} : { page }) };
  } catch {
    // Whatever is wrong with it, it is not what the desk wrote.
    return undefined;
  }
}
