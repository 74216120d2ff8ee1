/** How PostgreSQL does what storage asks of an engine. */
import { sql, type AliasedRawBuilder, type RawBuilder } from 'kysely';
import type { ColumnType, GivenColumns, GivenRow, SqlDialect, TableName, Value } from '../dialect.js';
import { WRITER_IDLE_S } from './answer-timeout.js';
import { isLostConnection, isRetryable, postgresErrorOf } from './postgres-errors.js';

export const postgresSql: SqlDialect = {
  engine: 'postgres',
  // By its bytes, whatever the database's own collation.
  types: {
    key: sql`text collate "C"`,
    text: sql`text collate "C"`,
    integer: sql`integer`,
    id: sql`bigint`,
  },
  code: (text) => sql`${sql.lit(text)}::text collate "C"`,
  // Its owner's rights, as those of any view before 15: whoever may read it may read the tables (docs/servers.md).
  viewOptions: sql``,
  tableOptions: () => sql``,
  partsOf: () => [],
  hasTransactionalDdl: true,
  // Each statement sees what was committed when `lockWriters` let it go on; nobody else writes afterwards.
  writerIsolation: 'read committed',
  errorOf: postgresErrorOf,
  isRetryable,
  isLost: isLostConnection,

  async tables(db) {
    const { rows } = await sql<{ name: string }>`
select tablename::text as name from pg_catalog.pg_tables where schemaname = current_schema()`.execute(db);
    return rows.map(({ name }) => name);
  },

  isDone: () => false,

  async lockSchema(db) {
    await sql`select pg_advisory_xact_lock(${SCHEMA_LOCK})`.execute(db);
  },

  // A row, not a table: whoever only reads is let in, and engines that speak PostgreSQL's protocol know it too.
  async lockWriters(db) {
    // A writer that vanishes without a word keeps the others out no longer than that.
    await sql`select set_config('idle_in_transaction_session_timeout', ${`${WRITER_IDLE_S}s`}, true)`.execute(db);
    await sql`select 1 from meta where key = 'identity' for update`.execute(db);
  },

  appendOnly(tables) {
    return Object.entries(tables).flatMap(([table, kept]) => {
      const unchanged = kept.map((column) => sql`old.${sql.id(column)} is not distinct from new.${sql.id(column)}`);
      const guard = sql.id(`${table}_append_only`);
      return [
        sql`
create function ${guard}() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('abo.erasing', true) = 'yes' then
    if ${sql.join(unchanged, sql` and `)} then
      return new;
    end if;
  end if;
  raise exception 'the journal is append-only';
end $$`,
        sql`
create trigger ${guard} before update or delete on ${sql.table(table)} for each row execute function ${guard}()`,
        sql`
create trigger ${sql.id(`${table}_no_truncate`)} before truncate on ${sql.table(table)}
for each statement execute function ${guard}()`,
      ];
    });
  },

  async missingTriggers(db, tables) {
    const { rows } = await sql<{ name: string }>`
select tgname::text as name from pg_catalog.pg_trigger
join pg_catalog.pg_class on pg_class.oid = tgrelid
join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
where nspname = current_schema() and tgenabled <> 'D'`.execute(db);
    const there = new Set(rows.map(({ name }) => name));
    return tables
      .flatMap((table) => [`${table}_append_only`, `${table}_no_truncate`])
      .filter((name) => !there.has(name));
  },

  // Of this transaction only: it is gone when that ends.
  async whileErasing(db, work) {
    await sql`select set_config('abo.erasing', 'yes', true)`.execute(db);
    await work();
    await sql`select set_config('abo.erasing', '', true)`.execute(db);
  },

  rowsFrom<const C extends GivenColumns>(
    columns: C,
    rows: readonly (readonly Value[])[],
  ): AliasedRawBuilder<GivenRow<C>, 'given'> {
    const [row, ...others] = rows;
    // One row is as good as constants: where a table is divided by company, the part is known before it is looked at.
    if (row !== undefined && others.length === 0)
      return sql<GivenRow<C>>`(select ${constants(columns, row)})`.as('given');
    return sql<GivenRow<C>>`(select * from ${given(columns, rows)})`.as('given');
  },

  async put(db, table, columns, keyLength, rows) {
    if (rows.length === 0) return;
    const names = Object.keys(columns);
    const key = names.slice(0, keyLength).map((name) => sql.ref(name));
    const set = names.slice(keyLength).map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
    await sql`
insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
select * from ${given(columns, rows)}
on conflict (${sql.join(key)}) do update set ${sql.join(set)}`.execute(db);
  },

  async remove(db, table: TableName, key, rows) {
    const same = Object.keys(key).map((name) => sql`${sql.ref(`${table}.${name}`)} = ${sql.ref(`given.${name}`)}`);
    await sql`
delete from ${sql.table(table)} using ${given(key, rows)} where ${sql.join(same, sql` and `)}`.execute(db);
  },
};

/** The tables that grow with the companies, but for the companies themselves. */
const LARGE: readonly TableName[] = ['contact', 'mailbox', 'subscription', 'change'];

/**
 * PostgreSQL with the large tables divided by company into so many parts: what a distributed one does on its own.
 * Source: docs/scaling.md, "Which statements go where".
 */
export function partitionedPostgresSql(parts: number): SqlDialect {
  return {
    ...postgresSql,
    tableOptions: (table) => (LARGE.includes(table) ? sql`partition by hash (company)` : sql``),
    partsOf: (table) =>
      LARGE.includes(table)
        ? Array.from(
            { length: parts },
            (_, i) => sql`
create table ${sql.id(`${table}_${i}`)} partition of ${sql.table(table)}
for values with (modulus ${sql.lit(parts)}, remainder ${sql.lit(i)})`,
          )
        : [],
  };
}

/** Any number that nobody else is likely to take: "abo" in ASCII. */
const SCHEMA_LOCK = 0x61626f;

const ARRAYS: Readonly<Record<ColumnType, RawBuilder<unknown>>> = {
  key: sql`text[]`,
  text: sql`text[]`,
  integer: sql`integer[]`,
  id: sql`bigint[]`,
};

const TYPES: Readonly<Record<ColumnType, RawBuilder<unknown>>> = {
  key: sql`text`,
  text: sql`text`,
  integer: sql`integer`,
  id: sql`bigint`,
};

function constants(columns: GivenColumns, row: readonly Value[]): RawBuilder<unknown> {
  return sql.join(
    Object.entries(columns).map(([name, type], i) => sql`${row[i] ?? null}::${TYPES[type]} as ${sql.id(name)}`),
  );
}

/** An array a column: faster than a parameter a value, and than JSON. */
function given(columns: GivenColumns, rows: readonly (readonly Value[])[]): RawBuilder<unknown> {
  const arrays = Object.values(columns).map((type, i) => sql`${rows.map((row) => row[i] ?? null)}::${ARRAYS[type]}`);
  const names = Object.keys(columns).map((name) => sql.id(name));
  return sql`unnest(${sql.join(arrays)}) as given(${sql.join(names)})`;
}
