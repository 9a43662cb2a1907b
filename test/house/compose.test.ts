/**
 * The compose file, the image and what they mount, checked without an engine. compose-spec.json is the
 * official schema of the Compose Specification (github.com/compose-spec, Apache-2.0), unchanged.
 */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { parse } from 'yaml';
import { z } from 'zod';
import { PUBLISHED_SETTINGS } from '../../activities/published-settings';
import { apiConfig } from '../../client/api/config';
import { deskOptions } from '../../local/config';
import { readConfig } from '../../local/simulator/config';
import { dynamicSettings } from '../../local/temporal-server/server-config';
import { workerProcessConfig } from '../../worker/config';
import { SEARCH_ATTRIBUTES } from '../../workflows/contract/identifiers';
import { decisionKeyFiles } from '../support/decision-keys';
import { flattened } from './json-schema';
import { repositoryFiles, root, textOf } from './repository';
import { environmentNames, exampleNames } from './tidy-rules';

interface Service {
  image?: string;
  command?: string[];
  entrypoint?: string[];
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  restart?: string;
  secrets?: string[];
}
interface Compose {
  services: Record<string, Service>;
  secrets?: Record<string, { file: string }>;
}

const source = textOf('docker-compose.yml');
const compose = parse(source, { merge: true }) as Compose;
const schema = z.fromJSONSchema(flattened(JSON.parse(textOf('test/house/compose-spec.json'))));
const services = Object.entries(compose.services);
const ours = services.filter(([, { image }]) => image?.startsWith('unbind-desk'));

function changed(change: (copy: Compose) => void): Compose {
  const copy = structuredClone(compose);
  change(copy);
  return copy;
}

describe('the compose file', () => {
  test('is valid by the schema of the Compose Specification', () => {
    expect(schema.safeParse(compose).error?.issues ?? []).toEqual([]);
  });

  test.each<[string, (copy: Compose) => void]>([
    ['a misspelled key', (copy) => Object.assign(copy.services['api'] ?? {}, { healthchek: {} })],
    ['ports that are no list', (copy) => Object.assign(copy.services['api'] ?? {}, { ports: 'x' })],
    ['an unknown section', (copy) => Object.assign(copy, { servces: {} })],
  ])('is found invalid with %s', (_what, change) => {
    expect(schema.safeParse(changed(change)).success).toBe(false);
  });

  test('publishes ports on loopback only', () => {
    const open = services.flatMap(([, { ports = [] }]) =>
      ports.filter((port) => !port.startsWith('127.0.0.1:')),
    );
    expect(open).toEqual([]);
  });

  test('pins every image to a version and uses none that is deprecated', () => {
    const images = services.map(([, { image = '' }]) => image);
    expect(images.filter((image) => !/:.*\d|^unbind-desk:local$/.test(image))).toEqual([]);
    expect(images.filter((image) => image.includes('auto-setup'))).toEqual([]);
  });

  test('waits for each service by a condition that the service can meet', () => {
    const unmet = services.flatMap(([name, { depends_on = {} }]) =>
      Object.entries(depends_on)
        .filter(([on, { condition }]) => {
          const target = compose.services[on];
          if (!target) return true;
          return condition === 'service_healthy'
            ? target.healthcheck === undefined
            : target.restart?.startsWith('on-failure') !== true;
        })
        .map(([on]) => `${name} → ${on}`),
    );
    expect(unmet).toEqual([]);
  });

  test('brings up Temporal in order: database, schema, server, namespace, worker', () => {
    const chain = ['worker', 'temporal-namespace', 'temporal', 'temporal-schema', 'temporal-db'];
    const missing = chain
      .slice(1)
      .filter(
        (next, at) => !Object.hasOwn(compose.services[chain[at] ?? '']?.depends_on ?? {}, next),
      );
    expect(missing).toEqual([]);
  });

  test("lets no page of elsewhere change cases through Temporal's HTTP port or its UI", () => {
    expect(compose.services['temporal-ui']?.environment).toMatchObject({
      TEMPORAL_DISABLE_WRITE_ACTIONS: 'true',
    });
    const settings = parse(textOf('deploy/temporal/dynamic-config.yaml')) as object;
    const { 'frontend.httpAllowedHosts': hosts } = dynamicSettings(false);
    expect(settings).toMatchObject({ 'frontend.httpAllowedHosts': [{ value: hosts }] });
  });

  test('leaves the caches of search attributes to Temporal, as every server but those of tests does', () => {
    const costly = 'system.forceSearchAttributesCacheRefreshOnRead';
    expect(parse(textOf('deploy/temporal/dynamic-config.yaml'))).not.toHaveProperty([costly]);
    expect(dynamicSettings(false)).not.toHaveProperty([costly]);
    expect(dynamicSettings(true)).toHaveProperty([costly], true);
  });

  test('gives Temporal 512 history shards, which cannot be changed later', () => {
    expect(compose.services['temporal']?.environment?.['NUM_HISTORY_SHARDS']).toBe('512');
  });

  test('mounts only what is in the repository or a named volume', () => {
    const mounted = services
      .flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? ''))
      .filter((path) => path.startsWith('.'));
    expect(mounted.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('starts programs of ours that exist', () => {
    const programs = ours.map(([, { command = [] }]) => command[1] ?? '');
    const missing = programs.filter(
      (program) => !existsSync(join(root, program.replace(/^dist\//, '').replace(/\.js$/, '.ts'))),
    );
    expect(missing).toEqual([]);
  });
});

describe('settings of the compose file', () => {
  const configs = repositoryFiles().filter((file) => /(^|\/)config\.ts$/.test(file));
  /** Read by @temporalio/envconfig, which the config files call. */
  const byEnvconfig = ['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'];
  const known = new Set([
    ...configs.flatMap((file) => [...environmentNames(textOf(file))]),
    ...byEnvconfig,
  ]);

  test('of our services are all read by a config file', () => {
    const unknown = ours.flatMap(([name, { environment = {} }]) =>
      Object.keys(environment)
        .filter((variable) => variable !== 'NODE_OPTIONS' && !known.has(variable))
        .map((variable) => `${name}: ${variable}`),
    );
    expect(unknown).toEqual([]);
  });

  test('that it takes from .env are all in .env.example', () => {
    const offered = exampleNames(textOf('.env.example'));
    const taken = [...source.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name ?? '');
    expect([...new Set(taken)].filter((name) => !offered.has(name))).toEqual([]);
  });

  test('carry no secret', () => {
    const secret = /(PASSWORD|PWD|KEY|TOKEN|SECRET)$/;
    const written = services.flatMap(([name, { environment = {} }]) =>
      Object.entries(environment)
        .filter(([variable, value]) => secret.test(variable) && !value.startsWith('${'))
        .map(([variable]) => `${name}: ${variable}`),
    );
    expect(written).toEqual([]);
  });
});

describe('a desk by .env.example with its four secrets', () => {
  const given = new Map([
    ...[...textOf('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(
      ([, name = '', value = '']) => [name, value] as const,
    ),
    ['UNBIND_MASTER_KEY', Buffer.alloc(32, 1).toString('base64')],
    ['RECORD_DB_PASSWORD', 'of-owner'],
    ['RECORD_RUNNING_PASSWORD', 'of-running'],
    ['TEMPORAL_DB_PASSWORD', 'temporal'],
  ]);
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'unbind-compose-'));
    for (const [name, file] of Object.entries(decisionKeyFiles(folder))) given.set(name, file);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What a container is given; `:-`, `:?`, `:+` and no operator are all that the file uses, also nested. */
  function environmentOf(service: string): Record<string, string> {
    const { environment = {} } = compose.services[service] ?? {};
    const filled = Object.entries(environment).map(([name, text]) => {
      return [name, interpolated(mounted(service, text))] as const;
    });
    expect(filled.filter(([, value]) => value.includes('${'))).toEqual([]);
    return Object.fromEntries(filled);
  }

  /** The file of this machine that a container reads as one of its secrets. */
  function mounted(service: string, text: string): string {
    const [, name] = /^\/run\/secrets\/(.+)$/.exec(text) ?? [];
    if (name === undefined) return text;
    expect(compose.services[service]?.secrets).toContain(name);
    return compose.secrets?.[name]?.file ?? '';
  }

  /** From the innermost out. */
  function interpolated(text: string): string {
    const next = text.replaceAll(
      /\$\{([A-Z0-9_]+)(?:(:-|:\?|:\+)([^{}]*))?\}/g,
      (_all, wanted: string, operator?: string, rest = '') => {
        const found = given.get(wanted) ?? '';
        if (found === '' && operator === ':?') throw new Error(`${wanted}: ${String(rest)}`);
        if (operator === ':+') return found === '' ? '' : String(rest);
        return found === '' && operator === ':-' ? String(rest) : found;
      },
    );
    return next === text ? text : interpolated(next);
  }

  test("puts the simulator's published settings where none are given, and no others", () => {
    const standing = /\$\{([A-Z0-9_]+):-\$\{COMPOSE_PROFILES:\+([^}]+)\}\}/g;
    const defaults = [...source.matchAll(standing)].map(([, name, value]) => [name, value]);
    expect(Object.fromEntries(defaults)).toEqual(PUBLISHED_SETTINGS);
    const others = Object.keys(PUBLISHED_SETTINGS).filter((name) => source.includes(`{${name}:-s`));
    expect(others).toEqual([]);
  });

  test('gives the worker everything that it demands', async () => {
    const { host, healthPort, providers } = await workerProcessConfig(environmentOf('worker'));
    expect({ host, healthPort }).toEqual({ host: '0.0.0.0', healthPort: 8081 });
    expect(providers.mail.url).toBe('smtp://mailpit:1025');
  });

  test('gives the API everything that it demands', async () => {
    const { host, acquirer } = await apiConfig(environmentOf('api'));
    expect(host).toBe('0.0.0.0');
    expect(acquirer).toMatchObject({ kind: 'http', baseUrl: 'http://simulator:4010/acquirer/v1' });
  });

  test('gives the key that signs decisions to the API alone', () => {
    const holders = Object.entries(compose.services).flatMap(([name, { secrets = [] }]) =>
      secrets.includes('decisions-key') ? [name] : [],
    );
    expect(holders).toEqual(['api']);
  });

  test('points worker and API at a simulator that takes their credentials', async () => {
    const { options } = readConfig(environmentOf('simulator'), []);
    const { acquirer, sms } = (await workerProcessConfig(environmentOf('worker'))).providers;
    expect(acquirer).toMatchObject({
      apiKey: options.acquirerKey,
      webhookSecret: options.acquirerWebhookSecret,
    });
    expect(sms).toMatchObject({
      accountSid: options.twilioAccountSid,
      authToken: options.twilioAuthToken,
      apiBase: `http://${options.host ?? ''}:${options.port ?? 0}`,
    });
    expect(given.get('COMPOSE_PROFILES')).toBe('simulator');
  });

  test('lets simulator and command line call the API by its name in the network', async () => {
    const { allowedHosts } = await apiConfig(environmentOf('api'));
    const callers = environmentOf('simulator');
    const { options } = readConfig(callers, []);
    const addresses = [
      options.acquirerCallbackUrl,
      options.smsCallbackOrigin,
      callers['UNBIND_API_URL'],
    ];
    const hosts = addresses.map((address) => new URL(address ?? '').hostname);
    expect(hosts.filter((host) => !allowedHosts.includes(host))).toEqual([]);
  });

  test('puts the example staff where the command line of the simulator finds them', () => {
    expect(deskOptions(environmentOf('example')).dataDir).toBe('/data');
    expect(environmentOf('simulator')['UNBIND_DATA_DIR']).toBe('/data');
  });

  test('believes nobody by the published secrets once the simulator is left out', async () => {
    given.set('COMPOSE_PROFILES', '');
    const refused = workerProcessConfig(environmentOf('worker')).catch(String);
    given.set('COMPOSE_PROFILES', 'simulator');
    expect(await refused).toMatch(
      /UNBIND_ACQUIRER_WEBHOOK_SECRET is missing[^]*TWILIO_AUTH_TOKEN is/,
    );
  });

  test('gives the password of the owner of the tables to nobody who runs on', () => {
    const holders = ours
      .map(([name]) => name)
      .filter((name) => {
        return Object.values(environmentOf(name)).some((value) => value.includes('of-owner'));
      });
    expect(holders).toEqual(['tables']);
    expect(compose.services['tables']?.restart).toMatch(/^on-failure/);
    const running = environmentOf('worker')['DATABASE_URL'];
    expect(running).toBe('postgres://unbind_running:of-running@record:5432/unbind');
    expect(environmentOf('tables')['DATABASE_URL']).toBe(running);
  });

  test('signs heads by a key of this host that the worker alone reads, and puts them into a folder of it', () => {
    const mounts = (): string[] =>
      ours.flatMap(([name, { volumes = [] }]) =>
        volumes.filter((one) => one.includes('HEADS')).map((one) => `${name} ${interpolated(one)}`),
      );
    const names = ['UNBIND_HEADS_KEY_FILE', 'UNBIND_HEADS_FOLDER'] as const;
    expect(mounts()).toContain('worker /dev/null:/run/heads/heads.key:ro');
    for (const name of names) given.set(name, `/srv/${name}`);
    const worker = environmentOf('worker');
    expect(mounts()).toEqual([
      `worker /srv/UNBIND_HEADS_KEY_FILE:${worker['UNBIND_HEADS_KEY_FILE']}:ro`,
      'worker /dev/null:/run/heads/public-keys.pem:ro',
      `worker /srv/UNBIND_HEADS_FOLDER:${worker['UNBIND_HEADS_FOLDER']}`,
    ]);
    for (const name of names) given.set(name, '');
  });

  test.each(['UNBIND_MASTER_KEY', 'RECORD_RUNNING_PASSWORD'])('is refused without %s', (name) => {
    const was = given.get(name) ?? '';
    given.set(name, '');
    expect(() => environmentOf('worker')).toThrow(name);
    given.set(name, was);
  });
});

describe('the scripts that set Temporal up', () => {
  test.each(['deploy/temporal/setup-schema.sh', 'deploy/temporal/setup-namespace.sh'])(
    '%s is executable and free of syntax errors',
    (script) => {
      expect(statSync(join(root, script)).mode & 0o111).not.toBe(0);
      expect(() => execFileSync('sh', ['-n', join(root, script)])).not.toThrow();
    },
  );

  test('register the search attributes of the contract with their types', () => {
    const types = { KEYWORD: 'Keyword', BOOL: 'Bool' } as const;
    const pairs = Object.values(SEARCH_ATTRIBUTES).map(
      ({ name, type }) => `${name}:${types[type]}`,
    );
    const script = textOf('deploy/temporal/setup-namespace.sh');
    expect(/for pair in (.+); do/.exec(script)?.[1]?.split(' ').sort()).toEqual([...pairs].sort());
  });

  test('leave a dynamic configuration that is valid YAML of lists', () => {
    const settings = parse(textOf('deploy/temporal/dynamic-config.yaml')) as Record<
      string,
      unknown
    >;
    expect(Object.values(settings).every((value) => Array.isArray(value))).toBe(true);
  });
});

describe('the image', () => {
  const known = /^(FROM|WORKDIR|COPY|RUN|ENV|ARG|USER|EXPOSE|CMD)$/;
  const lines = textOf('Dockerfile')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => /^(\S+)\s+(.*)$/.exec(line)?.slice(1) ?? [line, '']);

  test('is built by instructions that exist', () => {
    expect(lines.map(([name = '']) => name).filter((name) => !known.test(name))).toEqual([]);
  });

  test('is based on a glibc Node image of one version throughout', () => {
    const bases = lines
      .filter(([name]) => name === 'FROM')
      .map(([, rest = '']) => rest.split(' ')[0]);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:\d+\.\d+-bookworm-slim$/);
  });

  test('runs as a user without rights, in UTC', () => {
    expect(lines.filter(([name]) => name === 'USER').at(-1)?.[1]).toBe('node');
    expect(lines.some(([name, rest = '']) => name === 'ENV' && rest.includes('TZ=UTC'))).toBe(true);
  });

  test('copies only files that exist', () => {
    const copied = lines
      .filter(([name, rest = '']) => name === 'COPY' && !rest.includes('--from'))
      .flatMap(([, rest = '']) => rest.split(/\s+/).slice(0, -1));
    expect(copied.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test('brings the SQL of the record in the folder that it copies', () => {
    // Of the checkout the image has dist/ alone; the build copies what is not TypeScript into it.
    expect(textOf('scripts/assets.mjs')).toContain("'record/postgres/store/migrations'");
    expect(textOf('record/postgres/store/migrate.ts')).toContain("join(__dirname, 'migrations')");
  });

  test('keeps keys, data and the history of the repository out of its build', () => {
    const ignored = textOf('.dockerignore').split('\n');
    expect(
      ['.env', '.data', '.git', 'node_modules'].filter((name) => !ignored.includes(name)),
    ).toEqual([]);
  });
});
