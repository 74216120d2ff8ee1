/** The SQL of PostgreSQL. */
import { sql, type RawBuilder } from 'kysely';
import { upsert, type ColumnType, type SqlDialect, type TableName } from '../dialect.js';
import { WRITER_IDLE_S } from './answer-timeout.js';
import { POSTGRES_ERRORS } from './postgres-errors.js';

export const postgresSql: SqlDialect = {
  engine: 'postgres',
  // Compared by bytes, whatever the database's own collation.
  types: {
    key: sql`text collate "C"`,
    text: sql`text collate "C"`,
    integer: sql`integer`,
    id: sql`bigint`,
  },
  code: (text) => sql`${sql.lit(text)}::text collate "C"`,
  // Read with the rights of its owner: before 15, views have no other way (docs/servers.md).
  viewOptions: sql``,
  tableOptions: () => sql``,
  partsOf: () => [],
  hasTransactionalDdl: true,
  // Each statement sees what was committed before `lockWriters` returned; no one else writes afterwards.
  writerIsolation: 'read committed',
  ...POSTGRES_ERRORS,

  async tables(db) {
    const { rows } = await sql<{ name: string }>`
select relname::text as name from pg_catalog.pg_class
where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')`.execute(db);
    return rows.map(({ name }) => name);
  },

  isDone: () => false,

  async lockSchema(db) {
    await sql`select pg_advisory_xact_lock(${SCHEMA_LOCK})`.execute(db);
  },

  // Locks a row, not a table: readers are not blocked, and engines that speak PostgreSQL's protocol support it too.
  async lockWriters(db) {
    // A writer that vanishes must not block the others for longer.
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

  // A setting of this transaction only.
  async whileErasing(db, work) {
    await sql`select set_config('abo.erasing', 'yes', true)`.execute(db);
    await work();
    await sql`select set_config('abo.erasing', '', true)`.execute(db);
  },

  given(columns, rows) {
    const [row, ...others] = rows;
    const types = Object.entries(columns);
    // A single row as constants: for a partitioned table, the partition is known before the query runs.
    if (row !== undefined && others.length === 0) {
      const values = types.map(([name, type], i) => sql`${row[i] ?? null}::${TYPES[type]} as ${sql.id(name)}`);
      return sql`(select ${sql.join(values)})`;
    }
    // One array for each column: faster than one parameter for each value, and than JSON.
    const arrays = types.map(([, type], i) => sql`${rows.map((each) => each[i] ?? null)}::${TYPES[type]}[]`);
    const names = types.map(([name]) => sql.id(name));
    return sql`(select * from unnest(${sql.join(arrays)}) as given(${sql.join(names)}))`;
  },

  async put(db, table, columns, keyLength, rows) {
    await upsert(postgresSql, db, table, columns, keyLength, rows);
  },

  async remove(db, table: TableName, key, rows) {
    const same = Object.keys(key).map((name) => sql`${sql.ref(`${table}.${name}`)} = ${sql.ref(`given.${name}`)}`);
    await sql`
delete from ${sql.table(table)} using ${postgresSql.given(key, rows)} as given where ${sql.join(same, sql` and `)}`.execute(
      db,
    );
  },
};

/** The tables that grow with the number of companies, except `company` itself. */
const LARGE: readonly TableName[] = ['contact', 'mailbox', 'subscription', 'change'];

/**
 * PostgreSQL with the large tables partitioned by company, as a distributed database does by itself.
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

/** A number that other programs are unlikely to use: "abo" in ASCII. */
const SCHEMA_LOCK = 0x61626f;

const TYPES: Readonly<Record<ColumnType, RawBuilder<unknown>>> = {
  key: sql`text`,
  text: sql`text`,
  integer: sql`integer`,
  id: sql`bigint`,
};
