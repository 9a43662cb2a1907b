/** `unbind api METHOD PATH`: any address of the API, signed in as every other command, its answer as it came. */
import type { Command } from 'commander';
import { isIrreversible } from '../../workflows/contract/lifecycle';
import { acts, unasked, yesOption } from './actions';
import type { RawContent } from './api-client';
import { ApiRefusal, CliFailure, usage } from './failures';
import { readJsonObject } from './input/files';
import type { CliIo } from './io';
import { IDEMPOTENCY_KEY, type Reader, argument, readAs, readingEach } from './input/readers';
import { type Session, confirm } from './session';
import { API_ROOT } from '../../wire/routes';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];

const METHOD: Reader<Method> = {
  read: (typed) => METHODS.find((method) => method === typed.toUpperCase()),
  form: { 'zh-CN': `${METHODS.join('、')} 之一`, en: `one of ${METHODS.join(', ')}` },
};

/** `/cases?limit=5`, with the root of the API before it or without. */
const PATH: Reader = {
  read(typed) {
    const whole = typed.replace(/^\/?/, '/');
    const below = whole.startsWith(`${API_ROOT}/`) ? whole.slice(API_ROOT.length) : whole;
    const path = below.replace(/^\/+/, '/');
    return /^\/[\x21-\x7e]*$/.test(path) && !path.includes('..') ? path : undefined;
  },
  form: {
    'zh-CN': '接口地址，如 /cases?limit=5',
    en: 'an address of the API such as /cases?limit=5',
  },
};

interface Field {
  readonly name: string;
  readonly value: unknown;
}

function fieldOf(typed: string, valueOf: (text: string) => unknown): Field | undefined {
  const [, name, text = ''] = /^([A-Za-z]\w*)=(.*)$/s.exec(typed) ?? [];
  const value = name === undefined ? undefined : valueOf(text);
  return name === undefined || value === undefined ? undefined : { name, value };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON; the reader names the form.
    return undefined;
  }
}

const TEXT_FIELD: Reader<Field> = {
  read: (typed) => fieldOf(typed, (text) => text),
  form: { 'zh-CN': '形如 name=value 的字段', en: 'a field such as name=value' },
};
const JSON_FIELD: Reader<Field> = {
  read: (typed) => fieldOf(typed, jsonOf),
  form: {
    'zh-CN': '形如 revision=2 的字段，值为 JSON',
    en: 'a field such as revision=2, its value in JSON',
  },
};

interface Header {
  /** In small letters, as HTTP does not tell them apart. */
  readonly name: string;
  readonly value: string;
}

/** What this program says of itself and of the body, with the option that says it, if there is one. */
const OWN_HEADERS: Readonly<Record<string, string | undefined>> = {
  authorization: '--as',
  'accept-language': '--lang',
  'content-type': '--input',
  'content-length': undefined,
  'transfer-encoding': undefined,
  connection: undefined,
  cookie: '--as',
  host: '--api-url',
  'x-csrf-token': '--as',
};

const HEADER: Reader<Header> = {
  read(typed) {
    const [, name = '', value] =
      /^([\w!#$%&'*+.^`|~-]{1,100}):[ \t]*([\x20-\x7e]*)$/.exec(typed) ?? [];
    return value === undefined ? undefined : { name: name.toLowerCase(), value: value.trim() };
  },
  form: { 'zh-CN': '形如 Name: value 的请求头', en: 'a header such as Name: value' },
};

const KEY_HEADER = 'idempotency-key';

/** Further headers, without the Idempotency-Key, which a POST has in any case. */
function headersIn({ header = [] }: Options): Pick<RawContent, 'headers' | 'key'> {
  const own = header.find(({ name }) => Object.hasOwn(OWN_HEADERS, name));
  if (own !== undefined) {
    const option = OWN_HEADERS[own.name];
    throw usage(
      {
        'zh-CN': `请求头 ${own.name} 由程序自行设置。`,
        en: `The header ${own.name} is set by the program itself.`,
      },
      ...(option === undefined ? [] : [option]),
    );
  }
  const headers = Object.fromEntries(header.map(({ name, value }) => [name, value]));
  const { [KEY_HEADER]: key, ...others } = headers;
  return {
    headers: others,
    key: key === undefined ? undefined : readAs(IDEMPOTENCY_KEY, 'Idempotency-Key', key),
  };
}

interface Options {
  readonly header?: readonly Header[];
  readonly input?: string;
  readonly field?: readonly Field[];
  readonly jsonField?: readonly Field[];
  readonly yes?: boolean;
}

/** The last word of an address says what it does. */
function verbOf(path: string): string {
  return path.split('?', 1)[0]?.split('/').at(-1) ?? '';
}

async function askFirst(session: Session, what: string, yes: boolean | undefined): Promise<void> {
  if (yes === true) return;
  if (!session.io.isInteractive) throw unasked();
  await confirm(session, [what], yes);
}

async function call(
  session: Session,
  options: Options,
  [typedMethod = '', path = '']: readonly string[],
): Promise<void> {
  const { input, field = [], jsonField = [], yes } = options;
  const method = METHOD.read(typedMethod) ?? 'GET';
  const further = headersIn(options);
  const fields = Object.fromEntries(
    [...field, ...jsonField].map(({ name, value }) => [name, value]),
  );
  const hasFields = Object.keys(fields).length > 0;
  if (input !== undefined && (hasFields || method === 'GET')) {
    throw usage({
      'zh-CN': '--input 是整个请求体：不能与字段同用，也不能用于 GET。',
      en: '--input is the whole body: neither fields go with it, nor a GET.',
    });
  }
  if (method !== 'GET' && isIrreversible(verbOf(path)))
    await askFirst(session, `${method} ${path}`, yes);
  const [address = '', typedQuery] = path.split('?');
  const query = Object.fromEntries(new URLSearchParams(typedQuery));
  const isRead = method === 'GET';
  const body = input === undefined ? fields : await readJsonObject(session.io, input);
  const isEmpty = input === undefined && !hasFields;
  try {
    const answer = await session.client.raw(method, address, {
      body: isRead || isEmpty ? null : body,
      query: isRead ? { ...query, ...textsOf(fields) } : query,
      ...further,
    });
    session.io.out(answer === '' || answer.endsWith('\n') ? answer : `${answer}\n`);
  } catch (error) {
    throw await explained(session, error, method, address);
  }
}

function textsOf(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

const WRONG_ADDRESS: ReadonlySet<string> = new Set([
  'UNBIND_NOT_FOUND',
  'UNBIND_METHOD_NOT_ALLOWED',
]);

/** Where the API has no such address: those that begin alike, by its own list. */
async function explained(
  session: Session,
  error: unknown,
  method: Method,
  address: string,
): Promise<unknown> {
  if (!(error instanceof ApiRefusal) || !WRONG_ADDRESS.has(error.problem.code)) return error;
  const routes = await session.unsigned().routes();
  // The address is right, and what it names is not there.
  if (routes.some((route) => fits(route, method, address))) return error;
  const [, first = ''] = address.split('/');
  const like = routes.filter((route) => route.split(' ')[1]?.split('/')[1] === first);
  return new CliFailure(
    'usage',
    {
      'zh-CN': `接口没有 ${method} ${address}，有：`,
      en: `The API has no ${method} ${address}. It has:`,
    },
    like.length > 0 ? like : routes,
  );
}

function fits(route: string, method: Method, address: string): boolean {
  const [known, pattern = ''] = route.split(' ');
  const parts = pattern.split('/');
  const given = address.split('/');
  return (
    known === method &&
    parts.length === given.length &&
    parts.every((part, index) => part.startsWith('{') || part === given[index])
  );
}

export function addApiCommand(program: Command, io: CliIo): void {
  program.commandsGroup('Programs:');
  program
    .command('api')
    .description(
      'call an address of the API by its method, as `gh api` does; what it answers is printed as it came',
    )
    .addArgument(argument('<method>', 'GET, POST, PUT, PATCH or DELETE', METHOD))
    .addArgument(argument('<path>', 'address of the API, with its query', PATH))
    .option('--input <file>', 'JSON body from a file; `-`: stdin')
    .addOption(
      readingEach(
        '-f, --field <name=value>',
        'field of the body, or of the query of a GET, as text; give one for each',
        TEXT_FIELD,
      ),
    )
    .addOption(
      readingEach(
        '-F, --json-field <name=value>',
        'the same with a value of JSON: a number, true, false, null, a list',
        JSON_FIELD,
      ),
    )
    .addOption(
      readingEach(
        '-H, --header <name: value>',
        'further header of the request; give one for each',
        HEADER,
      ),
    )
    .addOption(yesOption())
    .action(acts<Options>(io, call));
}
