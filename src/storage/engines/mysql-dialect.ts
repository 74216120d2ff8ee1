/** How MySQL and MariaDB do what storage asks of an engine. */
import { sql, type AliasedRawBuilder, type RawBuilder } from 'kysely';
import type { ColumnType, GivenColumns, GivenRow, SqlDialect, Value } from '../dialect.js';
import { WRITER_IDLE_S } from './answer-timeout.js';
import { codeOf } from './server.js';
import { isLostConnection, isRetryable, mysqlErrorOf } from './mysql-errors.js';

/**
 * The bytes of the text, blanks at its end included. `collation` is also that of the connection, so that texts in
 * statements, and those that the program brings along, compare with columns.
 */
export function mysqlSql(collation: string): SqlDialect {
  const charset = sql`character set utf8mb4 collate ${sql.raw(collation)}`;
  // Said of these columns too: they are a temporary table's, which takes after the database, whatever the connection's way.
  const givenTypes: Readonly<Record<ColumnType, RawBuilder<unknown>>> = {
    // An address that is too long for a key is looked up in vain, which is right.
    key: sql`varchar(320) ${charset}`,
    text: sql`longtext ${charset}`,
    integer: sql`bigint`,
    id: sql`bigint`,
  };
  const jsonTable = (columns: GivenColumns, rows: readonly (readonly Value[])[]): RawBuilder<unknown> => {
    const made = Object.entries(columns).map(
      ([name, type], i) => sql`${sql.id(name)} ${givenTypes[type]} path ${sql.lit(`$[${i}]`)}`,
    );
    return sql`json_table(${JSON.stringify(rows)}, '$[*]' columns (${sql.join(made)}))`;
  };
  return {
    engine: 'mysql',
    types: {
      // Three of them are the key of mailboxes: 3,060 of the 3,072 bytes that a key may have.
      key: sql`varchar(255) ${charset}`,
      text: sql`mediumtext ${charset}`,
      integer: sql`int`,
      id: sql`bigint`,
    },
    code: (text) => sql`${sql.lit(text)} collate ${sql.raw(collation)}`,
    // Not with those of the account that made it, which may not be there where a dump is restored.
    viewOptions: sql`sql security invoker`,
    tableOptions: () => sql`engine = innodb`,
    partsOf: () => [],
    hasTransactionalDdl: false,
    // Each statement sees what was committed when `lockWriters` let it go on; nobody else writes afterwards.
    writerIsolation: 'read committed',
    errorOf: mysqlErrorOf,
    isRetryable,
    isLost: isLostConnection,

    async tables(db) {
      const { rows } = await sql<{ name: string }>`
select table_name as ${sql.ref('name')} from information_schema.tables
where table_schema = database() and table_type = 'BASE TABLE'`.execute(db);
      return rows.map(({ name }) => name);
    },

    isDone: (error) => DONE.has(codeOf(error)),

    // Of the connection, until it ends: DDL ends transactions. Its names are the server's: this database's own is in it.
    async lockSchema(db) {
      const { rows } = await sql<{ locked: number | null }>`
select get_lock(concat(${SCHEMA_LOCK}, md5(database())), @@innodb_lock_wait_timeout) as locked`.execute(db);
      if (rows[0]?.locked !== 1) {
        throw Object.assign(new Error('the schema is being changed'), { code: 'ER_LOCK_WAIT_TIMEOUT' });
      }
    },

    async lockWriters(db) {
      // A writer that vanishes without a word keeps the others out no longer than that.
      await sql`set session wait_timeout = ${sql.lit(WRITER_IDLE_S)}`.execute(db);
      await sql`select 1 from meta where ${sql.ref('key')} = 'identity' for update`.execute(db);
    },

    appendOnly(tables) {
      const refuse = sql`signal sqlstate '45000' set message_text = 'the journal is append-only'`;
      return Object.entries(tables).flatMap(([table, kept]) => {
        const unchanged = kept.map((column) => sql`old.${sql.id(column)} <=> new.${sql.id(column)}`);
        return [
          sql`create trigger ${sql.id(`${table}_no_delete`)} before delete on ${sql.table(table)} for each row ${refuse}`,
          sql`
create trigger ${sql.id(`${table}_no_update`)} before update on ${sql.table(table)} for each row
begin
  if @abo_erasing is null or not (${sql.join(unchanged, sql` and `)}) then
    ${refuse};
  end if;
end`,
        ];
      });
    },

    // The catalog shows triggers only to whoever has a right to them; that one is there is told to everybody.
    async missingTriggers(db, tables) {
      const missing: string[] = [];
      for (const name of tables.flatMap((table) => [`${table}_no_delete`, `${table}_no_update`])) {
        try {
          await sql`show create trigger ${sql.id(name)}`.execute(db);
        } catch (error) {
          if (codeOf(error) === 'ER_TRG_DOES_NOT_EXIST') missing.push(name);
          else if (codeOf(error) !== 'ER_SPECIFIC_ACCESS_DENIED_ERROR') throw error;
        }
      }
      return missing;
    },

    // Of this connection only.
    async whileErasing(db, work) {
      await sql`set @abo_erasing = 1`.execute(db);
      try {
        await work();
      } finally {
        await sql`set @abo_erasing = null`.execute(db);
      }
    },

    rowsFrom<const C extends GivenColumns>(
      columns: C,
      rows: readonly (readonly Value[])[],
    ): AliasedRawBuilder<GivenRow<C>, 'given'> {
      return jsonTable(columns, rows).as('given') as AliasedRawBuilder<GivenRow<C>, 'given'>;
    },

    // Not "on duplicate key update", which takes another row's unique column for the key. New rows first would make the
    // update go through them too.
    async put(db, table, columns, keyLength, rows) {
      if (rows.length === 0) return;
      const names = Object.keys(columns);
      const given = sql`${jsonTable(columns, rows)} as given`;
      const key = names.slice(0, keyLength);
      const same = sql.join(
        key.map((name) => sql`stored.${sql.id(name)} = given.${sql.id(name)}`),
        sql` and `,
      );
      const set = names.slice(keyLength).map((name) => sql`stored.${sql.id(name)} = given.${sql.id(name)}`);
      await sql`
update ${given} straight_join ${sql.table(table)} as stored on ${same} set ${sql.join(set)}`.execute(db);
      await sql`
insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
select ${sql.join(names.map((name) => sql`given.${sql.id(name)}`))}
from ${given} left join ${sql.table(table)} as stored on ${same}
where stored.${sql.id(key[0] ?? '')} is null`.execute(db);
    },

    async remove(db, table, key, rows) {
      const same = Object.keys(key).map((name) => sql`stored.${sql.id(name)} = given.${sql.id(name)}`);
      await sql`
delete stored from ${jsonTable(key, rows)} as given
straight_join ${sql.table(table)} as stored on ${sql.join(same, sql` and `)}`.execute(db);
    },
  };
}

const SCHEMA_LOCK = 'abo schema ';

/** Table, column, index (column, then key), trigger, constraint (key, check); and what is gone: column, index, constraint. */
const DONE = new Set([
  'ER_TABLE_EXISTS_ERROR',
  'ER_DUP_FIELDNAME',
  'ER_DUP_KEYNAME',
  'ER_TRG_ALREADY_EXISTS',
  'ER_FK_DUP_NAME',
  'ER_CHECK_CONSTRAINT_DUP_NAME',
  'ER_CANT_DROP_FIELD_OR_KEY',
  'ER_CHECK_CONSTRAINT_NOT_FOUND',
]);
