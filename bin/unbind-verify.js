#!/usr/bin/env node
// Starts the check of evidence packs of the build; without one it says how to make it.
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const program = join(__dirname, '..', 'dist', 'client', 'verify', 'main.js');
if (existsSync(program)) {
  require(program);
} else {
  process.stderr.write(
    'The program is not built yet. Run `npm run build` in the checkout (after `npm ci`), then try again.\n',
  );
  process.exitCode = 6;
}
