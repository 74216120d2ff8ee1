/**
 * What an engine does in its own way, for the SQL that storage writes. Everything else is Kysely's, and the same on every
 * engine. Source: architecture.md, "Traps others fell into" (Bulk, Same order on every engine).
 */
import type { AliasedRawBuilder, Kysely, RawBuilder } from 'kysely';
import type { Category, Universe } from '../domain/vocabulary.js';
import type { Tables } from './schema.js';

export type Value = string | number | null;
export type ColumnType = 'text' | 'integer';
export type GivenColumns = Readonly<Record<string, ColumnType>>;
export type GivenRow<C extends GivenColumns> = {
  readonly [K in keyof C]: K extends keyof CodeColumns ? CodeColumns[K] : C[K] extends 'text' ? string : number;
};
/** Columns that hold codes, under the same name everywhere. */
interface CodeColumns {
  readonly universe: Universe;
  readonly category: Category;
}

export interface SqlDialect {
  readonly engine: string;
  /** The data types of columns. Text is compared and ordered by its bytes. */
  readonly types: Readonly<Record<ColumnType, RawBuilder<unknown>>>;
  /** What follows the closing parenthesis of `create table`. */
  readonly tableOptions: RawBuilder<unknown>;
  /** Makes `update` and `delete` on a table fail, but for an update of `erasable` columns while `erasing` has a row. */
  appendOnly(
    table: keyof Tables & string,
    columns: { readonly kept: readonly string[]; readonly erasable: readonly string[] },
  ): readonly RawBuilder<unknown>[];
  /** Rows that the program brings along, as a table called `given`: one parameter, however many rows. */
  rowsFrom<const C extends GivenColumns>(
    columns: C,
    rows: readonly (readonly Value[])[],
  ): AliasedRawBuilder<GivenRow<C>, 'given'>;
  /** Writes rows, each a new one or in the place of the one with the same key; `columns` begin with those of the key. */
  put(
    db: Kysely<Tables>,
    table: keyof Tables & string,
    columns: GivenColumns,
    keyLength: number,
    rows: readonly (readonly Value[])[],
  ): Promise<void>;
  /** What a failure of the driver means to people; anything else is given back as it is. */
  errorOf(error: unknown, database: string): unknown;
}

/** A transaction, and the dialect to speak in it. */
export interface Session {
  readonly db: Kysely<Tables>;
  readonly dialect: SqlDialect;
}

/** How many rows go into one statement. */
export const ROWS_A_STATEMENT = 2_000;

export function* chunks<T>(items: readonly T[], size: number = ROWS_A_STATEMENT): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
