/** PostgreSQL through `pg`. Source: CONTRIBUTING.md, "Tools and dependencies" and "Traps". */
import type { ConnectionOptions } from 'node:tls';
import { Kysely, PostgresAdapter, PostgresDialect, sql, type DialectAdapter } from 'kysely';
import pg from 'pg';
import { AboError } from '../../errors.js';
import { BARE_SYSTEM, type System } from '../../system.js';
import type { SqlDialect } from '../dialect.js';
import { ERASED_TABLES, UNCLEAR } from '../erase.js';
import type { Tables } from '../schema.js';
import type { Engine } from '../store.js';
import { expecting } from './server-kind.js';
import { withAnswerTimeout, Sockets } from './answer-timeout.js';
import { passwordFor, userFor } from './postgres-password.js';
import { partitionedPostgresSql, postgresSql } from './postgres-dialect.js';
import { isAftermath, isWithoutTls, postgresErrorOf } from './postgres-errors.js';
import {
  busyTimeoutOf,
  CLEAR_WAIT_S,
  CONNECTIONS,
  requireVersion,
  ServerEngine,
  withTls,
  type Connected,
  type Server,
  type ServerOptions,
} from './server.js';
import { encryptionFor, type ServerAddress } from './server-url.js';

/** `unnest` of several arrays, row triggers on partitioned tables: 13 is the oldest that its makers still mended in 2025. */
const OLDEST = [13];

/**
 * Rows are asked for by their keys, some hundred companies at a time. Where the planner knows nothing of a table, as just
 * after a large import, it would rather go through the whole of it, and compile the query for that, each time.
 */
export const SETTINGS = [
  'client_encoding=UTF8',
  'timezone=UTC',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'jit=off',
];

interface PostgresOptions extends ServerOptions {
  /** Into how many parts the large tables of a new database are divided by company; not at all if not given. */
  readonly partitions?: number;
}

export function postgresEngine({ partitions, ...options }: PostgresOptions = {}): Engine {
  return new ServerEngine(server(partitions === undefined ? postgresSql : partitionedPostgresSql(partitions)), options);
}

function server(spoken: SqlDialect): Server {
  return {
    name: spoken.engine,
    defaultPort: 5432,
    async connect(address, options) {
      const sockets = new Sockets();
      return expecting(
        'postgres',
        address,
        sockets,
        () => withTls(address, (encrypted) => connected(address, spoken, options, sockets, encrypted), isWithoutTls),
        (error) => postgresErrorOf(error, address.name, address.host),
      );
    },
  };
}

async function connected(
  address: ServerAddress,
  spoken: SqlDialect,
  options: ServerOptions,
  sockets: Sockets,
  encrypted: boolean,
): Promise<Connected> {
  const { host, port, database, connectTimeout, answerTimeout, name } = address;
  const { system = BARE_SYSTEM } = options;
  const busyTimeout = busyTimeoutOf(options, address);
  const pool = new pg.Pool({
    host,
    port,
    database,
    user: userFor(address, system),
    // Called when the server asks for it.
    password: () => passwordFor(address, system),
    stream: sockets.made,
    ssl: encrypted && tlsFor(address, system),
    connectionTimeoutMillis: connectTimeout,
    max: CONNECTIONS,
    application_name: 'abo',
    types: TYPES,
    options: [`lock_timeout=${busyTimeout}`, ...SETTINGS].map((setting) => `-c ${setting}`).join(' '),
  });
  // A connection that ends while nobody uses it: without a listener the program would end with it. Whoever uses one is
  // told by the query.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const dialect = withAnswerTimeout(new LockedPostgresDialect({ pool }), { sockets, answerTimeout, isAftermath });
  const db = new Kysely<Tables>({ dialect });
  try {
    const { rows } = await sql<{ version: string; number: number; encoding: string }>`
select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
       current_setting('server_encoding') as encoding`.execute(db);
    const [found] = rows;
    if (found === undefined) throw new AboError('connection-lost', { name });
    requireVersion(name, [Math.floor(found.number / 10_000), found.number % 10_000], OLDEST, 'PostgreSQL');
    const { encoding } = found;
    if (encoding !== 'UTF8') throw new AboError('database-encoding', { name, encoding });
    return {
      db,
      dialect: spoken,
      serverVersion: found.version,
      size: () => sizeOf(db),
      isReadOnly: () => isReadOnly(db),
      clear: () => clear(db),
      backupTool: async (file) => ({ words: backupTool(address, file), hasDefiners: false }),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/**
 * Whoever migrates holds a lock already (`lockSchema`). Kysely's own would let the transaction wait for an hour, for whatever
 * somebody reads, and those who come after it wait behind.
 */
class LockedPostgresDialect extends PostgresDialect {
  override createAdapter(): DialectAdapter {
    return new LockedPostgresAdapter();
  }
}

class LockedPostgresAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {
    // Held.
  }

  override async releaseMigrationLock(): Promise<void> {
    // Until the transaction ends.
  }
}

/** All of it in one snapshot, to be read by `pg_restore`. */
function backupTool(
  { host, port, user, database, sslMode, sslRootCert }: ServerAddress,
  file: string,
): readonly string[] {
  // As a URL: a name of a database may otherwise be taken for more than that.
  const url = new URL(`postgres://${host.includes(':') ? `[${host}]` : host}:${port}`);
  url.pathname = `/${encodeURIComponent(database)}`;
  if (user !== null) url.username = encodeURIComponent(user);
  if (sslMode !== 'prefer') url.searchParams.set('sslmode', sslMode);
  if (sslRootCert !== null) url.searchParams.set('sslrootcert', sslRootCert);
  return ['pg_dump', '--format=custom', `--file=${file}`, `--dbname=${url.href}`];
}

function tlsFor(address: ServerAddress, system: System): ConnectionOptions {
  const { verifyIdentity, ...encryption } = encryptionFor(address, system);
  // Node asks for the host's own certificate unless told otherwise.
  return verifyIdentity ? encryption : { ...encryption, checkServerIdentity: () => undefined };
}

/** Counts and identities are whole numbers below 2^53. */
export const TYPES = new pg.TypeOverrides();
TYPES.setTypeParser(pg.types.builtins.INT8, Number);

async function sizeOf(db: Kysely<Tables>): Promise<number | null> {
  const { rows } = await sql<{ size: number }>`select pg_database_size(current_database()) as size`.execute(db);
  return rows[0]?.size ?? null;
}

/** Asked of the server, which knows the account, and whether it is a standby. */
async function isReadOnly(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ writable: boolean }>`
select not pg_is_in_recovery() and current_setting('default_transaction_read_only') = 'off'
   and (select bool_and(has_table_privilege(name, 'insert'))
        from unnest(array['company', 'contact', 'mailbox', 'subscription', 'change_set', 'change']) name) as writable`.execute(
    db,
  );
  return rows[0]?.writable !== true;
}

const CLEARED = sql`array[${sql.join(ERASED_TABLES.map((table) => sql.lit(table)))}]::regclass[]`;

/** The tables are written anew. Logs shipped to a standby, and backups, are out of reach. */
async function clear(db: Kysely<Tables>): Promise<boolean> {
  return db.connection().execute(async (one) => {
    // What somebody may still look at is written anew with the rest.
    if (await isStillSeen(one)) return false;
    const before = await filesOf(one);
    // Whoever comes for a table waits behind this, which waits behind those who read it.
    await sql.raw(`set lock_timeout = '${CLEAR_WAIT_S}s'`).execute(one);
    try {
      for (const table of ERASED_TABLES) await sql`vacuum (full) ${sql.table(table)}`.execute(one);
    } finally {
      await sql`reset lock_timeout`.execute(one);
    }
    // An account that may not do it is warned, and the table passed over.
    const after = await filesOf(one);
    return !before.some((file) => after.includes(file)) && !(await isStillSeen(one));
  });
}

/** Is there a transaction, a standby or a slot that sees what was there before the erasure, whose own bears its mark? */
async function isStillSeen(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ seen: boolean }>`
select exists (
  select from meta, (
    select greatest(age(backend_xid), age(backend_xmin)) from pg_stat_activity
    where pid <> pg_backend_pid() and (datname is null or datname = current_database())
    union all select age(transaction) from pg_prepared_xacts where database = current_database()
    union all select age(xmin) from pg_replication_slots
  ) as other (age)
  where meta.key = ${UNCLEAR} and other.age >= age(meta.xmin)
) as seen`.execute(db);
  return rows[0]?.seen !== false;
}

/** Of the tables, and of the parts of those that are divided: a table that is written anew is in another one. */
async function filesOf(db: Kysely<Tables>): Promise<readonly number[]> {
  const { rows } = await sql<{ file: number }>`
select pg_relation_filenode(oid)::bigint as file from pg_class
where relkind = 'r' and (oid = any(${CLEARED}) or oid in (select inhrelid from pg_inherits where inhparent = any(${CLEARED})))`.execute(
    db,
  );
  return rows.map(({ file }) => file);
}
