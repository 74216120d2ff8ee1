/**
 * All that a database holds, for another one to take: each table whole, in the order of its key, which is the same on
 * every engine; and a checksum of it, over rows written in one way. What is the database's own (`meta`: its identity) is
 * no part of it. Source: docs/contract/rules.md, "The journal".
 */
import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import { ROWS_A_STATEMENT, type GivenColumns, type SqlSession, type TableName, type Value } from './dialect.js';
import { CHANGE_COLUMNS, CHANGE_SET_COLUMNS } from './journal.js';
import { COMPANY_COLUMNS, CONTACT_COLUMNS, MAILBOX_COLUMNS, SUBSCRIPTION_COLUMNS } from './rows.js';
import type { StoredRow } from './store.js';

export interface StoredTable {
  readonly name: TableName;
  readonly columns: GivenColumns;
  /** How many columns, from the first, are its key. */
  readonly keyLength: number;
}

/** Every table but `meta`, parents before their children. */
export const COPIED_TABLES: readonly StoredTable[] = [
  { name: 'company', columns: COMPANY_COLUMNS, keyLength: 1 },
  { name: 'contact', columns: CONTACT_COLUMNS, keyLength: 2 },
  { name: 'mailbox', columns: MAILBOX_COLUMNS, keyLength: 3 },
  { name: 'subscription', columns: SUBSCRIPTION_COLUMNS, keyLength: 3 },
  { name: 'change_set', columns: CHANGE_SET_COLUMNS, keyLength: 1 },
  { name: 'change', columns: CHANGE_COLUMNS, keyLength: 3 },
];

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
 * A table's rows by its key, in pages: what is held doesn't grow with the table. A page begins with what is left of the
 * last row's own group (the same company and change set), then of the group around it (the same company), then what
 * follows: each is one range of the key, which every engine finds without walking over what it has read.
 */
export async function* rowsByKey(
  session: SqlSession,
  table: StoredTable,
): AsyncGenerator<readonly StoredRow[], void, undefined> {
  const key = Object.keys(table.columns).slice(0, table.keyLength);
  let last: StoredRow | null = null;
  for (let depth = 0; depth >= 0;) {
    const rows: readonly StoredRow[] = await page(session, table, key, last, depth);
    if (rows.length > 0) {
      yield rows;
      last = rows.at(-1) ?? last;
    }
    // A full page may end anywhere: in the middle of the innermost group.
    depth = rows.length === ROWS_A_STATEMENT ? table.keyLength - 1 : depth - 1;
  }
}

/** What follows `last` where the first `depth` columns of the key are the same; from the beginning if there is none. */
async function page(
  { db }: SqlSession,
  { name, columns }: StoredTable,
  key: readonly string[],
  last: StoredRow | null,
  depth: number,
): Promise<readonly StoredRow[]> {
  const names = Object.keys(columns);
  const conditions: RawBuilder<unknown>[] = [];
  if (last !== null) {
    for (let i = 0; i < depth; i++) conditions.push(sql`${sql.ref(key[i] ?? '')} = ${last[i]}`);
    conditions.push(sql`${sql.ref(key[depth] ?? '')} > ${last[depth]}`);
  }
  const where = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;
  const { rows } = await sql<Readonly<Record<string, Value>>>`
select ${sql.join(names.map((column) => sql.ref(column)))} from ${sql.table(name)} ${where}
order by ${sql.join(key.map((column) => sql.ref(column)))} limit ${sql.lit(ROWS_A_STATEMENT)}`.execute(db);
  return rows.map((row) => names.map((column) => row[column] ?? null));
}

/** Of rows that come in the order of their key: SHA-256 over each as a line of JSON, its columns in their order. */
export class Checksum {
  private readonly hash = createHash('sha256');
  /** How many rows there were. */
  rows = 0;

  add(rows: readonly StoredRow[]): void {
    this.hash.update(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    this.rows += rows.length;
  }

  digest(): string {
    return this.hash.digest('hex');
  }
}
