/** How SQLite does what storage asks of an engine. */
import { sql, type AliasedRawBuilder, type RawBuilder } from 'kysely';
import type { GivenColumns, GivenRow, SqlDialect, Value } from '../dialect.js';
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

  // A transaction that writes begins with the only lock there is.
  async lockSchema() {
    // Nothing to wait for.
  },
  async lockWriters() {
    // Nothing to wait for.
  },

  appendOnly(tables) {
    const refuse = sql`begin select raise(abort, 'the journal is append-only'); end`;
    // It holds a row only within a transaction that erases, which the triggers look for: none can be committed, since it
    // refers to a row of `meta` that never is.
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

  rowsFrom<const C extends GivenColumns>(
    columns: C,
    rows: readonly (readonly Value[])[],
  ): AliasedRawBuilder<GivenRow<C>, 'given'> {
    return sql<GivenRow<C>>`(${selectGiven(Object.keys(columns), rows)})`.as('given');
  },

  async put(db, table, columns, keyLength, rows) {
    if (rows.length === 0) return;
    const names = Object.keys(columns);
    const key = names.slice(0, keyLength).map((name) => sql.ref(name));
    const set = names.slice(keyLength).map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
    // "where true": without it SQLite takes "on conflict" for a join condition.
    await sql`
insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
${selectGiven(names, rows)} where true
on conflict (${sql.join(key)}) do update set ${sql.join(set)}`.execute(db);
  },

  async remove(db, table, key, rows) {
    const names = Object.keys(key);
    const columns = sql.join(names.map((name) => sql.ref(name)));
    await sql`delete from ${sql.table(table)} where (${columns}) in (${selectGiven(names, rows)})`.execute(db);
  },

  // A writer holds the lock from its beginning, and nothing lies between it and the file.
  isRetryable: () => false,
  isLost: () => false,
};

const ERASING = 'erasing';

function selectGiven(names: readonly string[], rows: readonly (readonly Value[])[]): RawBuilder<unknown> {
  const values = names.map((name, i) => sql`value ->> ${sql.lit(i)} as ${sql.ref(name)}`);
  return sql`select ${sql.join(values)} from json_each(${JSON.stringify(rows)})`;
}
