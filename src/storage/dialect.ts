/**
 * What an engine does in its own way, for the SQL that storage writes. Everything else is Kysely's, and the same on every
 * engine. Source: CONTRIBUTING.md, "Bulk writes" and "The same order on every engine".
 */
import type { AliasedRawBuilder, IsolationLevel, Kysely, RawBuilder } from 'kysely';
import type { Category, Universe } from '../domain/vocabulary.js';
import type { Tables, Value } from './schema.js';

export type { Value };
/**
 * What a column holds. `key`: text that is looked up, compared or ordered, by its bytes; 255 characters at most (an
 * address 320). `text`: any other text. `integer`: up to 31 bits in a table; `id`: up to 53.
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
  /** As `db status` and plans name it. */
  readonly engine: string;
  /** The data types of columns. */
  readonly types: Readonly<Record<ColumnType, RawBuilder<unknown>>>;
  /** A code, written out in a view: to be compared by its bytes, whatever is usual where it is looked at. */
  code(text: string): RawBuilder<string>;
  /** What stands between `create` and `view`: a view is read with the rights of whoever reads it. */
  viewOptions: RawBuilder<unknown>;
  /** What follows the closing parenthesis of `create table`. */
  tableOptions(table: TableName): RawBuilder<unknown>;
  /** Statements that make the parts of a table that is divided by company; none where it is one. */
  partsOf(table: TableName): readonly RawBuilder<unknown>[];
  /** Is a migration that fails taken back? Where it isn't, what was made stays, and its steps are run again. */
  readonly hasTransactionalDdl: boolean;
  /** How a transaction that writes is isolated, once `lockWriters` lets it go on; undefined for the engine's way. */
  readonly writerIsolation: IsolationLevel | undefined;

  /** The tables of the database, views left out. */
  tables(db: Kysely<Tables>): Promise<readonly string[]>;
  /**
   * Is this failure of a DDL statement that it was done already, by a migration that failed half-way: that what it makes is
   * there, or what it drops is gone?
   */
  isDone(error: unknown): boolean;
  /** The triggers of `appendOnly` that these tables lack, or that are off. Told to whoever may read them, too. */
  missingTriggers(db: Kysely<Tables>, tables: readonly TableName[]): Promise<readonly string[]>;
  /** Waits until no other program changes the schema; until the connection or transaction ends. */
  lockSchema(db: Kysely<Tables>): Promise<void>;
  /** Statements that make `update` and `delete` fail on these tables; within `whileErasing`, only of the columns kept. */
  appendOnly(kept: Readonly<Partial<Record<TableName, readonly string[]>>>): readonly RawBuilder<unknown>[];
  /** Lets `work` change what is append-only. Nobody else can meanwhile, and nothing of it stays after the transaction. */
  whileErasing(db: Kysely<Tables>, work: () => Promise<void>): Promise<void>;

  /** Waits until no other transaction writes, in the one that is to. */
  lockWriters(db: Kysely<Tables>): Promise<void>;
  /** Rows that the program brings along, as a table called `given`: one parameter, or one a column, however many rows. */
  rowsFrom<const C extends GivenColumns>(
    columns: C,
    rows: readonly (readonly Value[])[],
  ): AliasedRawBuilder<GivenRow<C>, 'given'>;
  /**
   * Writes rows, each a new one or in the place of the one with the same key; `columns` begin with those of the key. A row
   * that another one's unique column keeps out is an error.
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

  /** Did others get in the way, so that the same transaction may succeed now? */
  isRetryable(error: unknown): boolean;
  /** Was the connection lost, so that nobody knows what the server did last? */
  isLost(error: unknown): boolean;
  /** What a failure of the driver means to people; anything else is given back as it is. */
  errorOf(error: unknown, database: string): unknown;
}

/** A transaction, and the dialect to speak in it. */
export interface SqlSession {
  readonly db: Kysely<Tables>;
  readonly dialect: SqlDialect;
}

/** How many rows go into one statement, */
export const ROWS_A_STATEMENT = 2_000;
/** and how many characters of text: far below what any server takes in one packet. */
const CHARACTERS_A_STATEMENT = 1_000_000;

export function* chunks<T>(items: readonly T[], size: number = ROWS_A_STATEMENT): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/** Rows by the statement. They are made as they are needed, so that a large plan isn't held twice; null makes none. */
export function* rowsByStatement<E>(
  items: Iterable<E>,
  rowOf: (item: E) => readonly Value[] | null,
): Generator<readonly (readonly Value[])[]> {
  let rows: (readonly Value[])[] = [];
  let characters = 0;
  for (const item of items) {
    const row = rowOf(item);
    if (row === null) continue;
    const length = row.reduce((sum: number, value) => sum + (typeof value === 'string' ? value.length : 0), 0);
    if (rows.length === ROWS_A_STATEMENT || (rows.length > 0 && characters + length > CHARACTERS_A_STATEMENT)) {
      yield rows;
      rows = [];
      characters = 0;
    }
    rows.push(row);
    characters += length;
  }
  if (rows.length > 0) yield rows;
}
