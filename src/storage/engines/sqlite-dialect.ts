/** How SQLite does what storage asks of an engine. */
import { sql, type AliasedRawBuilder, type Kysely, type RawBuilder } from 'kysely';
import type { GivenColumns, GivenRow, SqlDialect, Value } from '../dialect.js';
import type { Tables } from '../schema.js';
import { sqliteErrorOf } from './sqlite-errors.js';

export const sqliteSql: SqlDialect = {
  engine: 'sqlite',
  types: { text: sql`text`, integer: sql`integer` },
  tableOptions: sql`strict, without rowid`,
  errorOf: sqliteErrorOf,

  appendOnly(table, { kept }) {
    const changed = kept.map((column) => sql`old.${sql.id(column)} is not new.${sql.id(column)}`);
    const refuse = sql`begin select raise(abort, 'the journal is append-only'); end`;
    return [
      sql`create trigger ${sql.id(`${table}_no_delete`)} before delete on ${sql.table(table)} ${refuse}`,
      sql`
create trigger ${sql.id(`${table}_no_update`)} before update on ${sql.table(table)}
when not exists (select 1 from erasing) or ${sql.join(changed, sql` or `)}
${refuse}`,
    ];
  },

  rowsFrom<const C extends GivenColumns>(
    columns: C,
    rows: readonly (readonly Value[])[],
  ): AliasedRawBuilder<GivenRow<C>, 'given'> {
    return sql<GivenRow<C>>`(${selectGiven(Object.keys(columns), rows)})`.as('given');
  },

  async put(db: Kysely<Tables>, table, columns, keyLength, rows) {
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
};

function selectGiven(names: readonly string[], rows: readonly (readonly Value[])[]): RawBuilder<unknown> {
  const values = names.map((name, i) => sql`value ->> ${sql.lit(i)} as ${sql.ref(name)}`);
  return sql`select ${sql.join(values)} from json_each(${JSON.stringify(rows)})`;
}
