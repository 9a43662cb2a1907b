/** What the example case needs to be gone on with after a crash, in the data folder. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readState, writeState } from '../state-file';
import { merchantSchema } from './providers';
import { LOCALES, SCENARIOS } from './scenarios';

const exampleCase = z.object({
  scenario: z.enum(SCENARIOS),
  locale: z.enum(LOCALES),
  merchant: merchantSchema,
  /** Begins the Idempotency-Key of every request for this case. */
  keyPrefix: z.string(),
  caseId: z.string().optional(),
  over: z.boolean(),
});
export type ExampleCase = z.infer<typeof exampleCase>;

function fileOf(dataDir: string): string {
  return join(dataDir, 'example-case.json');
}

export function readExampleCase(dataDir: string): ExampleCase | undefined {
  return readState(fileOf(dataDir), exampleCase);
}

export function writeExampleCase(dataDir: string, content: ExampleCase): void {
  writeState(fileOf(dataDir), content);
}

export function removeExampleCase(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}
