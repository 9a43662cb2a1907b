/**
 * The simulator's memory: tables of rows, and a journal of every change when a folder is given. One
 * transaction is one line, appended before anything is answered, so a killed process loses nothing
 * that it had answered; a last line cut short is dropped.
 */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { TABLE_NAMES, type TableName, type Tables } from './rows';

type Change = readonly [table: TableName, key: string, row: unknown];
type AnyTable = Map<string, unknown>;

const COMPACT_ABOVE_BYTES = 64 * 1024 * 1024;

export interface Store {
  get<T extends TableName>(table: T, key: string): Tables[T] | undefined;
  all<T extends TableName>(table: T): IterableIterator<Tables[T]>;
  /** Rows that share a value, in order of insertion. */
  lookUp<I extends IndexName>(index: I, value: string): readonly Tables[TableOf<I>][];
  size(table: TableName): number;
  /** All or nothing: memory and journal. Nested calls join the outer one. */
  transact<R>(work: () => R): R;
  put<T extends TableName>(table: T, key: string, row: Tables[T]): void;
  remove(table: TableName, key: string): void;
  /** Next number of a named counter, from 1. */
  next(counter: string): number;
  /** Forgets everything. */
  clear(): void;
}

/** Rows that share a value are found by these. */
const INDEXES = {
  terminalsOfMerchant: {
    table: 'terminals',
    of: (row: Tables['terminals']) => row.merchantNumber ?? row.lastMerchantNumber,
  },
  readers: { table: 'terminals', of: (row: Tables['terminals']) => row.readerId },
  depositsOfMerchant: { table: 'deposits', of: (row: Tables['deposits']) => row.merchantNumber },
  depositsOfTerminal: { table: 'deposits', of: (row: Tables['deposits']) => row.serialNumber },
  depositsOfPayment: { table: 'deposits', of: (row: Tables['deposits']) => row.paymentIntent },
  refundsOfTerminal: { table: 'refunds', of: (row: Tables['refunds']) => row.serialNumber },
  refundsOfPayment: { table: 'refunds', of: (row: Tables['refunds']) => row.paymentIntent },
  messagesTo: { table: 'messages', of: (row: Tables['messages']) => row.to },
} as const;
type IndexName = keyof typeof INDEXES;
type TableOf<I extends IndexName> = (typeof INDEXES)[I]['table'];

const INDEXES_BY_TABLE = new Map<TableName, [string, (row: unknown) => string | undefined][]>();
for (const [name, { table, of }] of Object.entries(INDEXES)) {
  const indexes = INDEXES_BY_TABLE.get(table) ?? [];
  INDEXES_BY_TABLE.set(table, [...indexes, [name, of as (row: unknown) => string | undefined]]);
}

function isTableName(name: unknown): name is TableName {
  return TABLE_NAMES.includes(name as TableName);
}

function parseLine(line: string): readonly Change[] | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    return Array.isArray(parsed) ? (parsed as Change[]) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isDiskFull(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** Opens the memory in a folder, or in this process only when none is given. */
export function openStore(folder?: string): Store {
  return new JournaledStore(folder);
}

class JournaledStore implements Store {
  readonly #tables: Record<TableName, AnyTable>;
  readonly #indexes = new Map<string, Set<string>>();
  readonly #file: string | undefined;
  #pending: Change[] | undefined;
  #undo: (() => void)[] = [];
  #bytes = 0;
  /** An append failed (a full disk), so the file may end in half a line. */
  #torn = false;
  #compactAboveBytes = COMPACT_ABOVE_BYTES;

  constructor(folder?: string) {
    const tables = TABLE_NAMES.map((name): [TableName, AnyTable] => [
      name,
      new Map<string, never>(),
    ]);
    this.#tables = Object.fromEntries(tables) as Record<TableName, AnyTable>;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#file = join(folder, 'ledger.jsonl');
    this.#load(this.#file);
    this.#tidy(this.#file);
  }

  get<T extends TableName>(table: T, key: string): Tables[T] | undefined {
    return this.#tables[table].get(key) as Tables[T] | undefined;
  }

  all<T extends TableName>(table: T): IterableIterator<Tables[T]> {
    return this.#tables[table].values() as IterableIterator<Tables[T]>;
  }

  lookUp<I extends IndexName>(index: I, value: string): readonly Tables[TableOf<I>][] {
    const table: TableOf<I> = INDEXES[index].table;
    const keys = this.#indexes.get(`${index} ${value}`) ?? [];
    return [...keys].flatMap((key) => this.get(table, key) ?? []);
  }

  size(table: TableName): number {
    return this.#tables[table].size;
  }

  put<T extends TableName>(table: T, key: string, row: Tables[T]): void {
    this.#change([table, key, row]);
  }

  remove(table: TableName, key: string): void {
    this.#change([table, key, null]);
  }

  next(counter: string): number {
    const value = (this.get('counters', counter)?.value ?? 0) + 1;
    this.put('counters', counter, { value });
    return value;
  }

  transact<R>(work: () => R): R {
    if (this.#pending !== undefined) return work();
    this.#pending = [];
    this.#undo = [];
    try {
      const result = work();
      this.#append(this.#pending);
      return result;
    } catch (error) {
      for (const back of this.#undo.reverse()) back();
      throw error;
    } finally {
      this.#pending = undefined;
      this.#undo = [];
    }
  }

  clear(): void {
    for (const table of TABLE_NAMES) this.#tables[table].clear();
    this.#indexes.clear();
    if (this.#file !== undefined) this.#compact(this.#file);
  }

  #change(change: Change): void {
    const pending = this.#pending;
    if (pending === undefined) {
      this.transact(() => {
        this.#change(change);
      });
      return;
    }
    const [table, key] = change;
    const before = this.#tables[table].get(key) ?? null;
    this.#undo.push(() => {
      this.#apply([table, key, before]);
    });
    this.#apply(change);
    pending.push(change);
  }

  #apply([table, key, row]: Change): void {
    const rows = this.#tables[table];
    const before = rows.get(key);
    if (row === null) rows.delete(key);
    else rows.set(key, row);
    for (const [name, of] of INDEXES_BY_TABLE.get(table) ?? []) {
      const was = before === undefined ? undefined : of(before);
      const is = row === null ? undefined : of(row);
      if (was === is) continue;
      if (was !== undefined) this.#indexes.get(`${name} ${was}`)?.delete(key);
      if (is !== undefined) this.#keys(`${name} ${is}`).add(key);
    }
  }

  #keys(index: string): Set<string> {
    const keys = this.#indexes.get(index) ?? new Set<string>();
    this.#indexes.set(index, keys);
    return keys;
  }

  #append(changes: readonly Change[]): void {
    if (this.#file === undefined || changes.length === 0) return;
    const line = `${JSON.stringify(changes)}\n`;
    if (this.#torn) this.#compact(this.#file);
    this.#torn = true;
    appendFileSync(this.#file, line);
    this.#torn = false;
    this.#bytes += Buffer.byteLength(line);
    if (this.#bytes > this.#compactAboveBytes) this.#tidy(this.#file);
  }

  #load(file: string): void {
    if (!existsSync(file)) return;
    const lines = readFileSync(file, 'utf8').split('\n');
    lines.forEach((line, position) => {
      if (line === '') return;
      const changes = parseLine(line);
      if (changes === undefined) {
        if (position < lines.length - 1)
          throw new Error(`${file}:${position + 1} is not readable.`);
        return;
      }
      for (const change of changes) if (isTableName(change[0])) this.#apply(change);
    });
  }

  /** On a disk that is full the journal stays as it is, and is made anew before the next line. */
  #tidy(file: string): void {
    try {
      this.#compact(file);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      this.#torn = true;
    }
  }

  #compact(file: string): void {
    const next = `${file}.next`;
    writeFileSync(next, '', { mode: 0o600 });
    for (const table of TABLE_NAMES) {
      const lines = [...this.#tables[table]].map(([key, row]) =>
        JSON.stringify([[table, key, row] satisfies Change]),
      );
      if (lines.length > 0) appendFileSync(next, `${lines.join('\n')}\n`);
    }
    renameSync(next, file);
    this.#bytes = statSync(file).size;
    this.#compactAboveBytes = Math.max(COMPACT_ABOVE_BYTES, 2 * this.#bytes);
  }
}
