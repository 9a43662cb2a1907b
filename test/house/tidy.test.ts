/** Rules of the house that no linter knows: names, comments, titles, settings, dependencies, leaks. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ERRORS, ERROR_PREFIX } from '../../workflows/contract/errors';
import { isCode, isText, repositoryFiles, root, textOf } from './repository';
import {
  duplicateTitles,
  environmentNames,
  exampleNames,
  isPermissive,
  leftOvers,
  misnamed,
  startsWithComment,
} from './tidy-rules';

interface Package {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  allowScripts?: Record<string, boolean>;
}
interface LockedPackage {
  version?: string;
  license?: string;
  resolved?: string;
  hasInstallScript?: boolean;
  optional?: boolean;
}

const files = repositoryFiles();
const text = files.filter(isText);
const manifest = JSON.parse(textOf('package.json')) as Package;
const lock = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, LockedPackage> };

/** Files of which the rule finds something, with what it finds. */
function offenders(among: readonly string[], rule: (file: string) => readonly string[]): string[] {
  return among.flatMap((file) => rule(file).map((found) => `${file}: ${found}`));
}

describe('files', () => {
  test('are named in kebab-case', () => {
    expect(offenders(files, misnamed)).toEqual([]);
  });

  test('with code begin by saying what lives there', () => {
    const silent = files.filter((file) => isCode(file) && !startsWithComment(textOf(file)));
    expect(silent).toEqual([]);
  });

  test('promise no later work', () => {
    const checked = text.filter((file) => file !== 'package-lock.json');
    expect(offenders(checked, (file) => leftOvers(textOf(file)))).toEqual([]);
  });

  test('end their lines as .editorconfig has it, and the last one too', () => {
    const others = /\/(histories|migrations)\/|\.hbs$|(?:compose|openapi)-spec\.json$/;
    const own = text.filter((file) => !others.test(file));
    const torn = own.filter((file) => !/\n$/.test(textOf(file)) || /\r|[ \t]$/m.test(textOf(file)));
    expect(torn).toEqual([]);
  });

  test('are formatted to the width of .editorconfig', () => {
    const [, width] = /^max_line_length = (\d+)$/m.exec(textOf('.editorconfig')) ?? [];
    expect(JSON.parse(textOf('.prettierrc.json'))).toMatchObject({ printWidth: Number(width) });
  });

  test('name no folder of this machine', () => {
    const places = [`${root}/`, `${homedir()}/`];
    const leaks = text.filter((file) => places.some((place) => textOf(file).includes(place)));
    expect(leaks).toEqual([]);
  });

  test('name no package registry of this machine', () => {
    const settings = [
      execFileSync('npm', ['config', 'get', 'registry'], { cwd: root, encoding: 'utf8' }),
      process.env['GOPROXY'] ?? '',
      process.env['PIP_INDEX_URL'] ?? '',
    ];
    const known = new Set(['registry.npmjs.org', 'proxy.golang.org', 'pypi.org', '127.0.0.1']);
    const hosts = settings
      .flatMap((value) => [...value.matchAll(/https?:\/\/(?:[^@/]*@)?([^/:,|\s]+)/g)])
      .map(([, host]) => host ?? '')
      .filter((host) => !known.has(host));
    expect(text.filter((file) => hosts.some((host) => textOf(file).includes(host)))).toEqual([]);
  });
});

describe('tests', () => {
  test('have titles that are unique in their file', () => {
    const tests = files.filter((file) => file.endsWith('.test.ts'));
    expect(offenders(tests, (file) => duplicateTitles(file, textOf(file)))).toEqual([]);
  });
});

describe('settings', () => {
  /** Names of files, tables and failure types that look like settings and are none. */
  const isSetting = (name: string): boolean =>
    !Object.hasOwn(ERRORS, name.slice(ERROR_PREFIX.length)) && !name.endsWith('_');
  const configs = files.filter((file) => /^[a-z/-]+\/config\.ts$/.test(file));
  const offered = exampleNames(
    existsSync(join(root, '.env.example')) ? textOf('.env.example') : '',
  );
  /** Read by @temporalio/envconfig from the environment that a config file hands to it. */
  const byEnvconfig =
    /^TEMPORAL_(ADDRESS|NAMESPACE|PROFILE|CONFIG_FILE|API_KEY|TLS(_[A-Z_]+)?|CODEC_[A-Z]+|GRPC_META_.+)$/;

  test('that a config file reads are all in .env.example', () => {
    const read = configs.flatMap((file) => [...environmentNames(textOf(file))]).filter(isSetting);
    expect([...new Set(read)].filter((name) => !offered.has(name))).toEqual([]);
  });

  test('in .env.example are all read by a config file or the compose file', () => {
    const read = new Set(configs.flatMap((file) => [...environmentNames(textOf(file))]));
    const byCompose = (name: string): boolean =>
      name === 'COMPOSE_PROFILES' || textOf('docker-compose.yml').includes(`\${${name}`);
    const unread = [...offered].filter(
      (name) => !read.has(name) && !byEnvconfig.test(name) && !byCompose(name),
    );
    expect(unread).toEqual([]);
  });

  test('named in the documents are all in .env.example', () => {
    const pages = files.filter((file) => file.endsWith('.md'));
    const named = (file: string): string[] =>
      [...environmentNames(textOf(file))].filter((name) => isSetting(name) && !offered.has(name));
    expect(offenders(pages, named)).toEqual([]);
  });
});

describe('dependencies', () => {
  const locked = Object.entries(lock.packages).filter(([path]) => path !== '');

  test('are pinned to one version each', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    const loose = Object.entries(all).filter(
      ([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range),
    );
    expect(loose).toEqual([]);
  });

  test('leave no address of a registry in the lockfile', () => {
    expect(locked.filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
  });

  test('may all be used under a permissive license', () => {
    /** In the public domain by the LICENSE file of the package; its manifest does not say so. */
    const readByHand = new Set(['node_modules/unionfs']);
    /** MPL-2.0, which binds changes of its own files: tools of build and tests, no part of what is served. */
    const isBuildTool = (path: string): boolean =>
      /^node_modules\/(lightningcss(-|$)|axe-core$)/.test(path);
    const others = locked
      .filter(([path]) => !readByHand.has(path) && !isBuildTool(path))
      .filter(([, { license }]) => !isPermissive(license ?? ''))
      .map(([path, { license }]) => `${path}: ${license ?? 'none'}`);
    expect(others).toEqual([]);
  });

  test('run an install script only if the allow list decides on it', () => {
    const allow = manifest.allowScripts ?? {};
    const undecided = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
      .filter((name) => !Object.hasOwn(allow, name));
    expect(undecided).toEqual([]);
  });

  test('of one Temporal SDK version only', () => {
    const versions = locked
      .filter(([path]) => /node_modules\/@temporalio\/[a-z-]+$/.test(path))
      .map(([, { version }]) => version);
    expect(new Set(versions).size).toBe(1);
  });
});

describe('the rules themselves', () => {
  test.each(['record/CaseList.ts', 'record/case_list.ts', 'Record/list.ts'])(
    'refuse the name %s',
    (path) => {
      expect(misnamed(path)).not.toEqual([]);
    },
  );

  test.each([
    'record/case-list.ts',
    'record/postgres/store/migrations/0000_first.sql',
    'README.zh-CN.md',
    '.ci/run',
  ])('accept the name %s', (path) => {
    expect(misnamed(path)).toEqual([]);
  });

  test('tell a file with a first comment from one without', () => {
    expect(startsWithComment('/** What lives here. */\nconst a = 1;')).toBe(true);
    expect(startsWithComment('/**\n * What lives here.\n */')).toBe(true);
    expect(startsWithComment('const a = 1; // late')).toBe(false);
  });

  test('find a title that stands twice under one heading and no other', () => {
    const twice = `describe('a', () => { test('x', f); it('x', f); });`;
    const apart = `describe('a', () => { test('x', f); }); describe('b', () => { test('x', f); });`;
    expect(duplicateTitles('a.test.ts', twice)).toHaveLength(1);
    expect(duplicateTitles('a.test.ts', apart)).toEqual([]);
  });

  test('find a promise of later work', () => {
    expect(leftOvers(`// ${'TO' + 'DO'}: later`)).toHaveLength(1);
    expect(leftOvers('// autodoc')).toEqual([]);
  });

  test('tell permissive licenses from others', () => {
    expect(['MIT', '(MIT OR EUPL-1.1+)', 'Apache-2.0 AND MIT'].map(isPermissive)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['GPL-3.0', '', 'MIT AND AGPL-3.0'].map(isPermissive)).toEqual([false, false, false]);
  });

  test('read the names of settings from both kinds of file', () => {
    expect(environmentNames('z.object({ UNBIND_API_PORT: port })')).toEqual(
      new Set(['UNBIND_API_PORT']),
    );
    expect(exampleNames('# UNBIND_API_PORT=3000\nDATABASE_URL=\n')).toEqual(
      new Set(['UNBIND_API_PORT', 'DATABASE_URL']),
    );
  });
});
