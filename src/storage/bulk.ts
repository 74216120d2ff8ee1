/**
 * Many rows in few statements. Keys to look up and rows to write go into a statement as a table called `given`, some
 * thousand at a time. Source: CONTRIBUTING.md, "Bulk writes".
 */
import { sql } from 'kysely';
import { chunks, rowsByStatement, rowsFrom, type GivenColumns, type SqlSession, type Value } from './dialect.js';
import type { Tables } from './schema.js';
import { TABLES, type ContentTable } from './tables.js';

type Column<T extends ContentTable> = keyof Tables[T] & string;

export interface RowsByKey<Row> {
  readonly rows: readonly Row[];
  /** The row with these values in the columns by which it was looked up. */
  get(...key: readonly Value[]): Row | undefined;
}

/**
 * Looks up rows by the values of some columns, which must be the first of an index: companies by their codes, contacts by
 * company and address, a company's mailboxes by the company alone.
 *
 *     const found = await lookUp(session, 'contact', ['company', 'id'], [['ACME', 12]], CONTACT_READ);
 *     found.get('ACME', 12)?.email
 *
 * @param columns what is read besides those columns
 * @param order of the rows of one statement, that is of up to 2,000 keys
 */
export async function lookUp<T extends ContentTable, K extends Column<T>, C extends Column<T>>(
  { db, dialect }: SqlSession,
  table: T,
  by: readonly K[],
  keys: readonly (readonly Value[])[],
  columns: readonly C[] = [],
  order: readonly Column<T>[] = [],
): Promise<RowsByKey<Pick<Tables[T], K | C>>> {
  type Row = Pick<Tables[T], K | C>;
  const types = columnsOf(table, by);
  const of = (column: string) => sql.ref(`${table}.${column}`);
  const read = sql.join([...new Set<string>([...by, ...columns])].map(of));
  const same = sql.join(
    by.map((column) => sql`${of(column)} = ${sql.ref(`given.${column}`)}`),
    sql` and `,
  );
  const ordered = order.length === 0 ? sql`` : sql`order by ${sql.join(order.map(of))}`;
  const rows: Row[] = [];
  for (const chunk of chunks(keys)) {
    const given = rowsFrom(dialect, types, chunk);
    const found = await sql<Row>`
select ${read} from ${given} inner join ${sql.table(table)} on ${same} ${ordered}`.execute(db);
    rows.push(...found.rows);
  }
  const byKey = new Map<string, Row>();
  return {
    rows,
    get: (...key) => {
      if (byKey.size === 0) for (const row of rows) byKey.set(keyText(by.map((column) => row[column])), row);
      return byKey.get(keyText(key));
    },
  };
}

function keyText(key: readonly unknown[]): string {
  return key.join('\0');
}

/** Inserts rows that do not exist yet. */
export async function insertRows<Item>(
  { db, dialect }: SqlSession,
  table: ContentTable,
  items: Iterable<Item>,
  rowOf: (item: Item) => readonly Value[],
): Promise<void> {
  const { columns } = TABLES[table];
  const names = sql.join(Object.keys(columns).map((column) => sql.ref(column)));
  for (const rows of rowsByStatement(items, rowOf)) {
    await sql`
insert into ${sql.table(table)} (${names}) select ${names} from ${rowsFrom(dialect, columns, rows)}`.execute(db);
  }
}

/** Inserts rows, or replaces those with the same key. An item without a row is left out. */
export async function putRows<Item>(
  { db, dialect }: SqlSession,
  table: ContentTable,
  items: Iterable<Item>,
  rowOf: (item: Item) => readonly Value[] | null,
): Promise<void> {
  const { columns, keyLength } = TABLES[table];
  for (const rows of rowsByStatement(items, rowOf)) await dialect.put(db, table, columns, keyLength, rows);
}

/** Removes the rows with these keys. */
export async function removeRows<Item>(
  { db, dialect }: SqlSession,
  table: ContentTable,
  items: Iterable<Item>,
  keyOf: (item: Item) => readonly Value[],
): Promise<void> {
  const { columns, keyLength } = TABLES[table];
  const key = columnsOf(table, Object.keys(columns).slice(0, keyLength));
  for (const keys of rowsByStatement(items, keyOf)) await dialect.remove(db, table, key, keys);
}

function columnsOf(table: ContentTable, names: readonly string[]): GivenColumns {
  const { columns } = TABLES[table];
  return Object.fromEntries(names.map((name) => [name, columns[name] ?? 'text']));
}
