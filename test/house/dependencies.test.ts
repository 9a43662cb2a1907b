/** What the image runs, installed without devDependencies (`npm ci --omit=dev`), loads no package that it lacks. */
import { isBuiltin } from 'node:module';
import { z } from 'zod';
import { loadedBy } from '../support/loaded-by';
import { textOf } from './repository';

const names = z.record(z.string(), z.string()).transform((packages) => Object.keys(packages));
const manifest = z
  .object({ dependencies: names, devDependencies: names })
  .parse(JSON.parse(textOf('package.json')));

/** Source of each program of the image: by the Dockerfile, the compose file and the command line of the package. */
function programsOfImage(): string[] {
  const named = ['Dockerfile', 'docker-compose.yml', 'bin/unbind.js'].map(textOf).join('\n');
  const programs = named.replaceAll("', '", '/').matchAll(/dist\/([\w/-]+)\.js/g);
  return [...new Set([...programs].map(([, name = '']) => `${name}.ts`))].sort();
}

/** Packages that programs load, by the name under which they are installed. */
function packagesOf(programs: readonly string[]): string[] {
  const loaded = loadedBy(programs).packages.filter((name) => !isBuiltin(name));
  return [...new Set(loaded.map((from) => /^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? from))].sort();
}

test('the programs of the image are found', () => {
  expect(programsOfImage()).toEqual([
    'client/api/main.ts',
    'client/cli/main.ts',
    'local/setup.ts',
    'local/simulator/main.ts',
    'worker/main.ts',
  ]);
});

test('dependencies are what the programs of the image load, and nothing else', () => {
  expect(packagesOf(programsOfImage())).toEqual([...manifest.dependencies].sort());
});

test('packages that the desk of npm start loads besides stand in devDependencies', () => {
  const besides = packagesOf(['local/start.ts', 'local/mail-catcher/main.ts']).filter(
    (name) => !manifest.dependencies.includes(name),
  );
  expect(besides).toEqual(expect.arrayContaining(['mailparser', 'smtp-server', 'yaml']));
  expect(manifest.devDependencies).toEqual(expect.arrayContaining(besides));
});
