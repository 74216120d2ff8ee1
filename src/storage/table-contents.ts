/**
 * The whole contents of a table, to be copied into another database: the rows in the order of the key, which is the same on
 * every engine, and their checksum. Source: docs/contract/rules.md, "The journal".
 */
import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import { ROWS_A_STATEMENT, type SqlSession, type TableName, type Value } from './dialect.js';
import type { StoredRow } from './store.js';
import { TABLES, type ContentTable } from './tables.js';

export async function countRows({ db }: SqlSession, table: TableName): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as ${sql.id('count')} from ${sql.table(table)}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

export async function isEmpty({ db }: SqlSession, table: string): Promise<boolean> {
  const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
  return rows.length === 0;
}

/**
 * Reads a table by its key, in pages, so that memory doesn't grow with the table. After a page that ends at ACME, change
 * set 7, entry 3, the rest of that change set is read first, then ACME's later change sets, then the companies after ACME:
 * each is one range of the key, which every engine finds without reading earlier rows again.
 */
export async function* rowsByKey(
  session: SqlSession,
  table: ContentTable,
): AsyncGenerator<readonly StoredRow[], void, undefined> {
  const { columns, keyLength } = TABLES[table];
  const names = Object.keys(columns);
  const key = names.slice(0, keyLength);
  let last: StoredRow | null = null;
  for (let depth = 0; depth >= 0;) {
    const rows: readonly StoredRow[] = await page(session, table, names, key, last, depth);
    if (rows.length > 0) {
      yield rows;
      last = rows.at(-1) ?? last;
    }
    // A full page may end anywhere: in the middle of the innermost group.
    depth = rows.length === ROWS_A_STATEMENT ? keyLength - 1 : depth - 1;
  }
}

/** The rows after `last` with the same first `depth` columns of the key; without `last`, those from the beginning. */
async function page(
  { db }: SqlSession,
  table: ContentTable,
  names: readonly string[],
  key: readonly string[],
  last: StoredRow | null,
  depth: number,
): Promise<readonly StoredRow[]> {
  const conditions: RawBuilder<unknown>[] = [];
  if (last !== null) {
    for (let i = 0; i < depth; i++) conditions.push(sql`${sql.ref(key[i] ?? '')} = ${last[i]}`);
    conditions.push(sql`${sql.ref(key[depth] ?? '')} > ${last[depth]}`);
  }
  const where = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;
  const { rows } = await sql<Readonly<Record<string, Value>>>`
select ${sql.join(names.map((column) => sql.ref(column)))} from ${sql.table(table)} ${where}
order by ${sql.join(key.map((column) => sql.ref(column)))} limit ${sql.lit(ROWS_A_STATEMENT)}`.execute(db);
  return rows.map((row) => names.map((column) => row[column] ?? null));
}

/** SHA-256 over rows in the order of their key, each a line of JSON with its columns in order. */
export class Checksum {
  readonly #hash = createHash('sha256');
  /** The number of rows. */
  rows = 0;

  add(rows: readonly StoredRow[]): void {
    this.#hash.update(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    this.rows += rows.length;
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}
