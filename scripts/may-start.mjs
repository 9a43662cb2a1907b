// First step of `npm start`: asks the build that is there whether a desk runs on the data folder. Without a build
// none of this checkout can run.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = new URL('../dist/local/may-start.js', import.meta.url);
if (existsSync(fileURLToPath(program))) await import(program.href);
