/**
 * Where the SQL of the engines differs. Everything else is written with Kysely, and the same on every engine.
 * Source: CONTRIBUTING.md, "Bulk writes" and "The same order on every engine".
 */
import { sql, type AliasedRawBuilder, type IsolationLevel, type Kysely, type RawBuilder } from 'kysely';
import type { Category, Universe } from '../domain/vocabulary.js';
import type { Tables, Value } from './schema.js';

export type { Value };
/**
 * The type of a column. `key`: text that is looked up, compared or sorted by its bytes; at most 255 characters (320 for an
 * address). `text`: any other text. `integer`: up to 31 bits in a table; `id`: up to 53.
 */
export type ColumnType = 'key' | 'text' | 'integer' | 'id';
export type GivenColumns = Readonly<Record<string, ColumnType>>;
export type GivenRow<C extends GivenColumns> = {
  readonly [K in keyof C]: K extends keyof CodeColumns ? CodeColumns[K] : C[K] extends 'key' | 'text' ? string : number;
};
/** Columns that hold codes, under the same name everywhere. */
interface CodeColumns {
  readonly universe: Universe;
  readonly category: Category;
}

export type TableName = keyof Tables & string;

export interface SqlDialect {
  /** Its name in `db status` and plans. */
  readonly engine: string;
  /** The data types of columns. */
  readonly types: Readonly<Record<ColumnType, RawBuilder<unknown>>>;
  /** A code as a literal in a view; it is compared by its bytes on any connection. */
  code(text: string): RawBuilder<string>;
  /** The options between `create` and `view`: a view is to be read with the rights of the reading account. */
  viewOptions: RawBuilder<unknown>;
  /** The options after the closing parenthesis of `create table`. */
  tableOptions(table: TableName): RawBuilder<unknown>;
  /** Statements that create the partitions of a table; none for a table without partitions. */
  partsOf(table: TableName): readonly RawBuilder<unknown>[];
  /** Is a migration that fails rolled back? If not, its first steps stay, and all are run again. */
  readonly hasTransactionalDdl: boolean;
  /** The isolation of a transaction that writes, after `lockWriters`; undefined for the engine's default. */
  readonly writerIsolation: IsolationLevel | undefined;

  /** The tables of the database, without views. */
  tables(db: Kysely<Tables>): Promise<readonly string[]>;
  /** Did a DDL statement fail because it was done already: what it creates exists, or what it drops is no longer there? */
  isDone(error: unknown): boolean;
  /** The triggers of `appendOnly` that these tables lack, or that are off. Works with the right to read only. */
  missingTriggers(db: Kysely<Tables>, tables: readonly TableName[]): Promise<readonly string[]>;
  /** Waits until no other program changes the schema, and keeps others out until the connection or transaction ends. */
  lockSchema(db: Kysely<Tables>): Promise<void>;
  /** Triggers that make `update` and `delete` fail; within `whileErasing`, only an update of these columns fails. */
  appendOnly(kept: Readonly<Partial<Record<TableName, readonly string[]>>>): readonly RawBuilder<unknown>[];
  /** Lets `work` update append-only tables: in this transaction only. */
  whileErasing(db: Kysely<Tables>, work: () => Promise<void>): Promise<void>;

  /** Waits until no other transaction writes, and keeps others out until this one ends. */
  lockWriters(db: Kysely<Tables>): Promise<void>;
  /** Rows as a table expression without a name: one parameter, or one for each column, for any number of rows. */
  given(columns: GivenColumns, rows: readonly (readonly Value[])[]): RawBuilder<unknown>;
  /**
   * Inserts rows, or replaces those with the same key: the first `keyLength` columns. A row with the same value as another
   * in a different unique column is an error.
   */
  put(
    db: Kysely<Tables>,
    table: TableName,
    columns: GivenColumns,
    keyLength: number,
    rows: readonly (readonly Value[])[],
  ): Promise<void>;
  /** Removes the rows with these keys. */
  remove(db: Kysely<Tables>, table: TableName, key: GivenColumns, rows: readonly (readonly Value[])[]): Promise<void>;

  /** Is it a conflict with another transaction, so that the same one may succeed now? */
  isRetryable(error: unknown): boolean;
  /** Was the connection lost, so that it is unknown what the server did last? */
  isLost(error: unknown): boolean;
  /** Returns the `AboError` for an error of the driver; any other error as it is. */
  errorOf(error: unknown, database: string): unknown;
}

/** A transaction or connection, and its dialect. */
export interface SqlSession {
  readonly db: Kysely<Tables>;
  readonly dialect: SqlDialect;
}

/** The rows as a table called `given`, for Kysely. */
export function rowsFrom<const C extends GivenColumns>(
  dialect: SqlDialect,
  columns: C,
  rows: readonly (readonly Value[])[],
): AliasedRawBuilder<GivenRow<C>, 'given'> {
  return sql<GivenRow<C>>`${dialect.given(columns, rows)}`.as('given');
}

/** `put` for engines with `on conflict`. */
export async function upsert(
  dialect: SqlDialect,
  db: Kysely<Tables>,
  table: TableName,
  columns: GivenColumns,
  keyLength: number,
  rows: readonly (readonly Value[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns);
  const key = names.slice(0, keyLength).map((name) => sql.ref(name));
  const set = names.slice(keyLength).map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
  // Without "where true", SQLite reads "on conflict" as a join condition.
  await sql`
insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
select * from ${dialect.given(columns, rows)} as given where true
on conflict (${sql.join(key)}) do update set ${sql.join(set)}`.execute(db);
}

/** How many rows go into one statement. */
export const ROWS_A_STATEMENT = 2_000;
/** How many characters of text go into one statement: far fewer than any server accepts in one packet. */
const CHARACTERS_A_STATEMENT = 1_000_000;

/**
 * Cuts items into runs, of at most `most` items and of at most `limit` in weight; an item that is heavier by itself is a run
 * of its own.
 */
export function* runs<T>(
  items: Iterable<T>,
  weightOf: (item: T) => number,
  limit: number,
  most = Infinity,
): Generator<readonly T[]> {
  let run: T[] = [];
  let held = 0;
  for (const item of items) {
    const weight = weightOf(item);
    if (run.length > 0 && (run.length === most || held + weight > limit)) {
      yield run;
      run = [];
      held = 0;
    }
    run.push(item);
    held += weight;
  }
  if (run.length > 0) yield run;
}

export function* chunks<T>(items: readonly T[], size: number = ROWS_A_STATEMENT): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/** The rows of each statement. Rows are made when they are needed, so that a large plan is not held twice. */
export function rowsByStatement<E>(
  items: Iterable<E>,
  rowOf: (item: E) => readonly Value[] | null,
): Generator<readonly (readonly Value[])[]> {
  function* rows(): Generator<readonly Value[]> {
    for (const item of items) {
      const row = rowOf(item);
      if (row !== null) yield row;
    }
  }
  const charactersOf = (row: readonly Value[]): number =>
    row.reduce((sum: number, value) => sum + (typeof value === 'string' ? value.length : 0), 0);
  return runs(rows(), charactersOf, CHARACTERS_A_STATEMENT, ROWS_A_STATEMENT);
}
