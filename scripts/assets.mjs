// scripts/: programs for those who work on the product: builds, tests, generated pages.
// Folders whose files are read at run time and are not compiled: SQL and templates.
import { cpSync } from 'node:fs';
import { join } from 'node:path';

export const ASSET_FOLDERS = ['record/postgres/store/migrations', 'activities/notices/templates'];

/** Puts them beside what is compiled. */
export function copyAssets(root) {
  for (const folder of ASSET_FOLDERS) {
    cpSync(join(root, folder), join(root, 'dist', folder), { recursive: true });
  }
}
