/** The SQL of MySQL and MariaDB. */
import { sql, type RawBuilder } from 'kysely';
import type { ColumnType, SqlDialect } from '../dialect.js';
import { WRITER_IDLE_S } from './answer-timeout.js';
import { codeOf } from './driver-errors.js';
import { MYSQL_ERRORS } from './mysql-errors.js';

/**
 * @param collation compares bytes, including blanks at the end; also that of the connection, so that literals and parameters
 *   can be compared with columns
 */
export function mysqlSql(collation: string): SqlDialect {
  const charset = sql`character set utf8mb4 collate ${sql.raw(collation)}`;
  // The collation is named for these columns too: without it, they would have that of the database.
  const givenTypes: Readonly<Record<ColumnType, RawBuilder<unknown>>> = {
    // Longer than a stored key: an address that is too long must not match one.
    key: sql`varchar(320) ${charset}`,
    text: sql`longtext ${charset}`,
    integer: sql`bigint`,
    id: sql`bigint`,
  };
  const given: SqlDialect['given'] = (columns, rows) => {
    const made = Object.entries(columns).map(
      ([name, type], i) => sql`${sql.id(name)} ${givenTypes[type]} path ${sql.lit(`$[${i}]`)}`,
    );
    return sql`json_table(${JSON.stringify(rows)}, '$[*]' columns (${sql.join(made)}))`;
  };
  return {
    engine: 'mysql',
    types: {
      // The key of mailboxes has three: 3,060 bytes of at most 3,072.
      key: sql`varchar(255) ${charset}`,
      text: sql`mediumtext ${charset}`,
      integer: sql`int`,
      id: sql`bigint`,
    },
    code: (text) => sql`${sql.lit(text)} collate ${sql.raw(collation)}`,
    // Not the rights of the account that created it, which may not exist where a dump is restored.
    viewOptions: sql`sql security invoker`,
    tableOptions: () => sql`engine = innodb`,
    partsOf: () => [],
    hasTransactionalDdl: false,
    // Each statement sees what was committed before `lockWriters` returned; no one else writes afterwards.
    writerIsolation: 'read committed',
    ...MYSQL_ERRORS,
    given,

    async tables(db) {
      const { rows } = await sql<{ name: string }>`
select table_name as ${sql.ref('name')} from information_schema.tables
where table_schema = database() and table_type = 'BASE TABLE'`.execute(db);
      return rows.map(({ name }) => name);
    },

    isDone: (error) => DONE.has(codeOf(error)),

    // Held until the connection ends, since DDL ends transactions. Lock names are shared by all databases of the server.
    async lockSchema(db) {
      const { rows } = await sql<{ locked: number | null }>`
select get_lock(concat(${SCHEMA_LOCK}, md5(database())), @@innodb_lock_wait_timeout) as locked`.execute(db);
      if (rows[0]?.locked !== 1) {
        throw Object.assign(new Error('the schema is being changed'), { code: 'ER_LOCK_WAIT_TIMEOUT' });
      }
    },

    async lockWriters(db) {
      // A writer that vanishes must not block the others for longer.
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

    // The catalog shows triggers only to accounts with a right to them; this error, every account gets.
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

    // A variable of this connection only.
    async whileErasing(db, work) {
      await sql`set @abo_erasing = 1`.execute(db);
      try {
        await work();
      } finally {
        await sql`set @abo_erasing = null`.execute(db);
      }
    },

    // "on duplicate key update" would also update a row in which another unique column is equal. The update comes first, so
    // that it does not go through the new rows too.
    async put(db, table, columns, keyLength, rows) {
      if (rows.length === 0) return;
      const names = Object.keys(columns);
      const source = sql`${given(columns, rows)} as given`;
      const key = names.slice(0, keyLength);
      const same = sql.join(
        key.map((name) => sql`stored.${sql.id(name)} = given.${sql.id(name)}`),
        sql` and `,
      );
      const set = names.slice(keyLength).map((name) => sql`stored.${sql.id(name)} = given.${sql.id(name)}`);
      await sql`
update ${source} straight_join ${sql.table(table)} as stored on ${same} set ${sql.join(set)}`.execute(db);
      await sql`
insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
select ${sql.join(names.map((name) => sql`given.${sql.id(name)}`))}
from ${source} left join ${sql.table(table)} as stored on ${same}
where stored.${sql.id(key[0] ?? '')} is null`.execute(db);
    },

    async remove(db, table, key, rows) {
      const same = Object.keys(key).map((name) => sql`stored.${sql.id(name)} = given.${sql.id(name)}`);
      await sql`
delete stored from ${given(key, rows)} as given
straight_join ${sql.table(table)} as stored on ${sql.join(same, sql` and `)}`.execute(db);
    },
  };
}

const SCHEMA_LOCK = 'abo schema ';

/** A table, column, index, trigger or constraint exists already; or a column, index or constraint was dropped already. */
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
