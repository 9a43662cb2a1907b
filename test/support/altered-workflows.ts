/** Copies of the workflows with a fault planted in them, to see that a test finds it. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..').replace(/\/dist$/, '');

export interface AlteredWorkflows {
  /** For `workflowsPath` of a worker. */
  readonly path: string;
  remove(): void;
}

/** One replacement in one file; a text that is not there any more is an error. */
export interface Alteration {
  readonly file: string;
  readonly text: string;
  readonly by: string;
}

/** Lets code that is planted into the story of a case wait for a time. */
export const SLEEP_IN_CASE: Alteration = {
  file: 'unbind-case.ts',
  text: 'import ',
  by: "import { sleep } from '@temporalio/workflow';\nimport ",
};

/** Copies workflows/ to a temporary folder and plants alterations. */
export function alterWorkflows(...alterations: readonly Alteration[]): AlteredWorkflows {
  const original = join(ROOT, 'workflows');
  const folder = mkdtempSync(join(tmpdir(), 'altered-workflows-'));
  cpSync(original, join(folder, 'workflows'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const { file, text, by } of alterations) {
    const target = join(folder, 'workflows', file);
    const source = readFileSync(target, 'utf8');
    if (!source.includes(text)) throw new Error(`${file} does not contain: ${text}`);
    writeFileSync(target, source.replace(text, by));
  }
  return {
    path: join(folder, 'workflows', 'index.ts'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
