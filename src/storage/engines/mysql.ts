/** MySQL and MariaDB through `mysql2`. Source: CONTRIBUTING.md, "Tools and dependencies" and "Traps". */
import { CompiledQuery, MysqlDialect, sql, type Kysely } from 'kysely';
import mysql from 'mysql2';
import { AboError, isErrorOf } from '../../errors.js';
import { ERASED_TABLES } from '../erase.js';
import type { Tables } from '../schema.js';
import type { Engine } from '../store.js';
import { codeOf } from './driver-errors.js';
import { mysqlSql } from './mysql-dialect.js';
import { isWithoutTls, MYSQL_ERRORS } from './mysql-errors.js';
import {
  CLEAR_WAIT_S,
  CONNECTIONS,
  requireVersion,
  ServerEngine,
  type ConnectionSettings,
  type Server,
  type ServerOptions,
} from './server.js';
import { encryptionFor, type ServerAddress, type SslMode } from './server-url.js';

/** The first with `JSON_TABLE` and enforced check constraints. */
const OLDEST_MARIADB = [10, 6];
const OLDEST_MYSQL = [8, 0];

export function mysqlEngine(options?: ServerOptions): Engine {
  return new ServerEngine(SERVER, options);
}

const SERVER: Server = {
  name: 'mysql',
  defaultPort: 3306,
  errors: MYSQL_ERRORS,
  isWithoutTls,
  pool(settings) {
    const { address, busyTimeout } = settings;
    const { name } = address;
    /** For rows, and for changes of a table's definition. In seconds. */
    const lockWait = Math.max(1, Math.round(busyTimeout / 1_000));
    let collation = '';
    const pool = new MysqlDialect({
      pool: poolOf(settings),
      onCreateConnection: async (connection) => {
        const run = (text: string): Promise<unknown> => connection.executeQuery(CompiledQuery.raw(text));
        // The driver escapes values for the default mode, so no other may be set; strict: values are never truncated.
        await run(`set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO'`);
        await run(`set session innodb_lock_wait_timeout = ${lockWait}, lock_wait_timeout = ${lockWait}`);
        if (collation !== '') await run(`set names utf8mb4 collate ${collation}`);
      },
    });
    return {
      pool,
      async inspect(db) {
        const { rows } = await sql<{ version: string }>`select version() as version`.execute(db);
        const version = rows[0]?.version;
        if (version === undefined) throw new AboError('connection-lost', { name });
        const isMariaDb = /mariadb/iu.test(version);
        const numbers = (/^(?:5\.5\.5-)?(\d+)\.(\d+)/u.exec(version) ?? []).slice(1).map(Number);
        requireVersion(name, numbers, isMariaDb ? OLDEST_MARIADB : OLDEST_MYSQL, isMariaDb ? 'MariaDB' : 'MySQL');
        collation = isMariaDb ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin';
        // The first connection was made before the server's kind was known; later ones are created with it.
        await sql.raw(`set names utf8mb4 collate ${collation}`).execute(db);
        return {
          dialect: mysqlSql(collation),
          serverVersion: isMariaDb ? version : `MySQL ${version}`,
          size: () => sizeOf(db),
          isReadOnly: () => isReadOnly(db),
          clear: () => clear(db, lockWait),
          backup: async (file) => {
            await requireDumpable(db);
            return { words: backupCommand(address, isMariaDb, file), hasDefiners: true };
          },
        };
      },
    };
  },
};

function poolOf({ address, system, sockets, encrypted }: ConnectionSettings): mysql.Pool {
  const { host, port, user, password, database, connectTimeout } = address;
  return mysql.createPool({
    host,
    port,
    database,
    user: user ?? system.user(),
    password: password ?? system.env['MYSQL_PWD'] ?? '',
    ...(encrypted ? { ssl: { ...encryptionFor(address, system) } } : {}),
    // Node compares the certificate with the socket's host, which the driver does not set. Without it, a server that is
    // reached by its IP address would have to be "localhost".
    stream: () => Object.assign(sockets.made(), { _host: host }).connect(port, host),
    connectTimeout,
    connectionLimit: CONNECTIONS,
    charset: 'utf8mb4_bin',
    // `count` and `sum` return decimals and big integers: here they are whole numbers below 2^53.
    decimalNumbers: true,
    supportBigNumbers: true,
    dateStrings: true,
    // A server must not be able to read files of this machine.
    flags: ['-LOCAL_FILES'],
  });
}

/**
 * Checks that the account may read the triggers and the view. Without that right, the tool silently leaves out the triggers,
 * and stops at the view with half a file. A trigger that does not exist is no obstacle.
 */
async function requireDumpable(db: Kysely<Tables>): Promise<void> {
  for (const shown of [sql`trigger change_set_no_delete`, sql`view subscription_cell`]) {
    try {
      await sql`show create ${shown}`.execute(db);
    } catch (error) {
      if (!NOT_THERE.has(codeOf(error))) throw error;
    }
  }
}

const NOT_THERE = new Set(['ER_TRG_DOES_NOT_EXIST', 'ER_NO_SUCH_TABLE']);

/** One snapshot of the whole database, to be restored with `mariadb` or `mysql`. */
function backupCommand(
  { host, port, user, database, sslMode, sslRootCert }: ServerAddress,
  isMariaDb: boolean,
  file: string,
): readonly string[] {
  return [
    isMariaDb ? 'mariadb-dump' : 'mysqldump',
    '--single-transaction',
    // Tablespaces, which no table uses, need a right on the whole server.
    '--no-tablespaces',
    // Locks need a right that nothing else needs when the backup is restored.
    '--skip-add-locks',
    '--default-character-set=utf8mb4',
    // Otherwise `localhost` would mean a Unix socket.
    '--protocol=tcp',
    `--host=${host}`,
    `--port=${port}`,
    ...(user === null ? [] : [`--user=${user}`]),
    '--password',
    ...encryption(sslMode, sslRootCert, isMariaDb),
    `--result-file=${file}`,
    '--',
    database,
  ];
}

function encryption(mode: SslMode, rootCert: string | null, isMariaDb: boolean): readonly string[] {
  const ca = rootCert === null ? [] : [`--ssl-ca=${rootCert}`];
  const verifies = mode === 'verify-ca' || mode === 'verify-full';
  if (isMariaDb) {
    if (mode === 'disable') return ['--skip-ssl'];
    return [...(mode === 'prefer' ? [] : ['--ssl']), ...(verifies ? ['--ssl-verify-server-cert'] : []), ...ca];
  }
  const modes = {
    disable: 'DISABLED',
    prefer: 'PREFERRED',
    require: 'REQUIRED',
    'verify-ca': 'VERIFY_CA',
    'verify-full': 'VERIFY_IDENTITY',
  } as const;
  return [`--ssl-mode=${modes[mode]}`, ...ca];
}

async function sizeOf(db: Kysely<Tables>): Promise<number | null> {
  const { rows } = await sql<{ size: number | null }>`
select sum(data_length + index_length) as size from information_schema.tables where table_schema = database()`.execute(
    db,
  );
  return rows[0]?.size ?? null;
}

/** Inserts zero rows: the server knows the account's rights, and whether it is a replica. Nothing is locked or written. */
async function isReadOnly(db: Kysely<Tables>): Promise<boolean> {
  try {
    await db.transaction().execute(async (transaction) => {
      await sql`insert into subscription select * from subscription where 1 = 0`.execute(transaction);
      await sql`insert into change_set select * from change_set where 1 = 0`.execute(transaction);
    });
    return false;
  } catch (error) {
    const meant = MYSQL_ERRORS.errorOf(error, '');
    if (isErrorOf(meant, ['missing-rights', 'database-read-only'])) return true;
    throw error;
  }
}

/** Rebuilds the tables without deleted values. Undo logs, binary logs and backups keep them. */
async function clear(db: Kysely<Tables>, lockWait: number): Promise<boolean> {
  return db.connection().execute(async (one) => {
    // While this waits for readers of a table, everyone else waits behind it.
    await sql`set session lock_wait_timeout = ${sql.lit(CLEAR_WAIT_S)}`.execute(one);
    try {
      for (const table of ERASED_TABLES) {
        const { rows } = await sql<{ Msg_type: string }>`optimize table ${sql.table(table)}`.execute(one);
        if (rows.some(({ Msg_type: kind }) => kind.toLowerCase() === 'error')) return false;
      }
      return true;
    } finally {
      await sql`set session lock_wait_timeout = ${sql.lit(lockWait)}`.execute(one);
    }
  });
}
