/** The SQL of SQLite. */
import { sql } from 'kysely';
import { upsert, type SqlDialect } from '../dialect.js';
import { sqliteErrorOf } from './sqlite-errors.js';

export const sqliteSql: SqlDialect = {
  engine: 'sqlite',
  types: { key: sql`text`, text: sql`text`, integer: sql`integer`, id: sql`integer` },
  code: (text) => sql.lit(text),
  viewOptions: sql``,
  tableOptions: () => sql`strict, without rowid`,
  partsOf: () => [],
  hasTransactionalDdl: true,
  writerIsolation: undefined,
  errorOf: sqliteErrorOf,

  async tables(db) {
    const { rows } = await sql<{ name: string }>`select name from sqlite_schema where type = 'table'`.execute(db);
    return rows.map(({ name }) => name).filter((name) => !name.startsWith('sqlite_') && name !== ERASING);
  },

  isDone: () => false,

  // A transaction that writes begins with SQLite's only lock.
  async lockSchema() {
    // Nothing to wait for.
  },
  async lockWriters() {
    // Nothing to wait for.
  },

  appendOnly(tables) {
    const refuse = sql`begin select raise(abort, 'the journal is append-only'); end`;
    // It has a row only within an erasure, where the triggers look for it. The row can't be committed, since it refers to a
    // row of `meta` that never exists.
    const erasing = sql`
create table ${sql.id(ERASING)} (
  open text not null primary key check (open = 'erasing') references meta (key) deferrable initially deferred
) strict, without rowid`;
    return [
      erasing,
      ...Object.entries(tables).flatMap(([table, kept]) => {
        const changed = kept.map((column) => sql`old.${sql.id(column)} is not new.${sql.id(column)}`);
        return [
          sql`create trigger ${sql.id(`${table}_no_delete`)} before delete on ${sql.table(table)} ${refuse}`,
          sql`
create trigger ${sql.id(`${table}_no_update`)} before update on ${sql.table(table)}
when not exists (select 1 from ${sql.id(ERASING)}) or ${sql.join(changed, sql` or `)}
${refuse}`,
        ];
      }),
    ];
  },

  async missingTriggers(db, tables) {
    const { rows } = await sql<{ name: string }>`select name from sqlite_schema where type = 'trigger'`.execute(db);
    const there = new Set(rows.map(({ name }) => name));
    return tables.flatMap((table) => [`${table}_no_delete`, `${table}_no_update`]).filter((name) => !there.has(name));
  },

  async whileErasing(db, work) {
    await db.insertInto(ERASING).values({ open: 'erasing' }).execute();
    await work();
    await db.deleteFrom(ERASING).execute();
  },

  given(columns, rows) {
    const values = Object.keys(columns).map((name, i) => sql`value ->> ${sql.lit(i)} as ${sql.ref(name)}`);
    return sql`(select ${sql.join(values)} from json_each(${JSON.stringify(rows)}))`;
  },

  async put(db, table, columns, keyLength, rows) {
    await upsert(sqliteSql, db, table, columns, keyLength, rows);
  },

  async remove(db, table, key, rows) {
    const columns = sql.join(Object.keys(key).map((name) => sql.ref(name)));
    await sql`delete from ${sql.table(table)} where (${columns}) in ${sqliteSql.given(key, rows)}`.execute(db);
  },

  // A writer holds the lock from the start, and there is no connection to lose.
  isRetryable: () => false,
  isLost: () => false,
};

const ERASING = 'erasing';
