/** MySQL and MariaDB through `mysql2`. Source: CONTRIBUTING.md, "Tools and dependencies" and "Traps". */
import { Kysely, MysqlAdapter, MysqlDialect, sql, type DialectAdapter } from 'kysely';
import mysql from 'mysql2';
import { AboError } from '../../errors.js';
import { BARE_SYSTEM } from '../../system.js';
import type { Tables } from '../schema.js';
import type { Engine } from '../store.js';
import { ERASED_TABLES } from '../erase.js';
import { mysqlSql } from './mysql-dialect.js';
import { isLostConnection, isWithoutTls, mysqlErrorOf } from './mysql-errors.js';
import { expecting } from './server-kind.js';
import { withAnswerTimeout, Sockets } from './answer-timeout.js';
import {
  busyTimeoutOf,
  CLEAR_WAIT_S,
  codeOf,
  CONNECTIONS,
  requireVersion,
  ServerEngine,
  withTls,
  type Connected,
  type Server,
  type ServerOptions,
} from './server.js';
import { encryptionFor, type ServerAddress, type SslMode } from './server-url.js';

/** The first with `JSON_TABLE`, and with checks that are kept. */
const OLDEST_MARIADB = [10, 6];
const OLDEST_MYSQL = [8, 0];

export function mysqlEngine(options: ServerOptions = {}): Engine {
  return new ServerEngine(SERVER, options);
}

const SERVER: Server = {
  name: 'mysql',
  defaultPort: 3306,
  async connect(address, options) {
    const sockets = new Sockets();
    return expecting(
      'mysql',
      address,
      sockets,
      () => withTls(address, (encrypted) => connected(address, options, sockets, encrypted), isWithoutTls),
      (error) => mysqlErrorOf(error, address.name, address.host),
    );
  },
};

async function connected(
  address: ServerAddress,
  options: ServerOptions,
  sockets: Sockets,
  encrypted: boolean,
): Promise<Connected> {
  const { host, port, user, password, database, connectTimeout, answerTimeout, name } = address;
  const { system = BARE_SYSTEM } = options;
  const busyTimeout = busyTimeoutOf(options, address);
  /** For rows, and for tables whose shape is to change. In seconds. */
  const lockWait = Math.max(1, Math.round(busyTimeout / 1_000));
  const pool = mysql.createPool({
    host,
    port,
    database,
    user: user ?? system.user(),
    password: password ?? system.env['MYSQL_PWD'] ?? '',
    ...(encrypted ? { ssl: { ...encryptionFor(address, system) } } : {}),
    // The driver names no host to Node, which compares certificates with that of the socket, which it has of names only:
    // an address would be taken for "localhost".
    stream: () => Object.assign(sockets.made(), { _host: host }).connect(port, host),
    connectTimeout,
    connectionLimit: CONNECTIONS,
    charset: 'utf8mb4_bin',
    // What `count` and `sum` give are decimals and big integers: whole numbers below 2^53.
    decimalNumbers: true,
    supportBigNumbers: true,
    dateStrings: true,
    // A file of this machine must not be read because a server asks for it.
    flags: ['-LOCAL_FILES'],
  });
  let collation = '';
  const dialect = new LockedMysqlDialect({
    pool,
    // The driver escapes values as the default mode reads them; and nothing is cut off to fit, or taken for another.
    onCreateConnection: async (connection) => {
      const run = (text: string): Promise<unknown> => connection.executeQuery(sql.raw(text).compile(db));
      await run(`set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO'`);
      await run(`set session innodb_lock_wait_timeout = ${lockWait}, lock_wait_timeout = ${lockWait}`);
      if (collation !== '') await run(`set names utf8mb4 collate ${collation}`);
    },
  });
  const db = new Kysely<Tables>({ dialect: withAnswerTimeout(dialect, { sockets, answerTimeout }) });
  try {
    const { rows } = await sql<{ version: string }>`select version() as version`.execute(db);
    const version = rows[0]?.version;
    if (version === undefined) throw new AboError('connection-lost', { name });
    const isMariaDb = /mariadb/iu.test(version);
    const numbers = (/^(?:5\.5\.5-)?(\d+)\.(\d+)/u.exec(version) ?? []).slice(1).map(Number);
    requireVersion(name, numbers, isMariaDb ? OLDEST_MARIADB : OLDEST_MYSQL, isMariaDb ? 'MariaDB' : 'MySQL');
    collation = isMariaDb ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin';
    // The first connection was made before the server's kind was known; the others begin with it.
    await sql.raw(`set names utf8mb4 collate ${collation}`).execute(db);
    return {
      db,
      dialect: mysqlSql(collation),
      serverVersion: isMariaDb ? version : `MySQL ${version}`,
      size: () => sizeOf(db),
      isReadOnly: () => isReadOnly(db),
      clear: () => clear(db, lockWait),
      backupTool: async (file) => {
        await requireDumpable(db);
        return { words: backupTool(address, isMariaDb, file), hasDefiners: true };
      },
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/**
 * Whoever migrates holds a lock already (`lockSchema`). Kysely's own is of the whole server: an hour's migration of one
 * database would make all the others wait.
 */
class LockedMysqlDialect extends MysqlDialect {
  override createAdapter(): DialectAdapter {
    return new LockedMysqlAdapter();
  }
}

class LockedMysqlAdapter extends MysqlAdapter {
  override async acquireMigrationLock(): Promise<void> {
    // Held.
  }

  override async releaseMigrationLock(): Promise<void> {
    // Until the connection ends.
  }
}

/**
 * The tool leaves out, without a word, triggers that the account has no right to; and stops, leaving a file, at the view.
 * A trigger that is not there hides nothing.
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

/** All of it in one snapshot, to be read by `mariadb` or `mysql`. */
function backupTool(
  { host, port, user, database, sslMode, sslRootCert }: ServerAddress,
  isMariaDb: boolean,
  file: string,
): readonly string[] {
  return [
    isMariaDb ? 'mariadb-dump' : 'mysqldump',
    '--single-transaction',
    // A right of the whole server, to see what none of the tables uses.
    '--no-tablespaces',
    // A right that nothing else needs, where it is restored.
    '--skip-add-locks',
    '--default-character-set=utf8mb4',
    // A name of this very machine would be taken for a socket.
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

/** Asked of the server, which knows the account, and whether it is a replica; nothing is locked, or written. */
async function isReadOnly(db: Kysely<Tables>): Promise<boolean> {
  try {
    await db.transaction().execute(async (transaction) => {
      await sql`insert into subscription select * from subscription where 1 = 0`.execute(transaction);
      await sql`insert into change_set select * from change_set where 1 = 0`.execute(transaction);
    });
    return false;
  } catch (error) {
    if (isLostConnection(error)) throw error;
    const meant = mysqlErrorOf(error, '');
    if (meant instanceof AboError && (meant.code === 'missing-rights' || meant.code === 'database-read-only'))
      return true;
    throw error;
  }
}

/** The tables are written anew. Undo and binary logs, and backups, are out of reach. */
async function clear(db: Kysely<Tables>, lockWait: number): Promise<boolean> {
  return db.connection().execute(async (one) => {
    // Whoever comes for a table waits behind this, which waits behind those who read it.
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
