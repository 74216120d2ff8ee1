/** PostgreSQL through `pg`. Source: CONTRIBUTING.md, "Tools and dependencies" and "Traps". */
import type { ConnectionOptions } from 'node:tls';
import { PostgresDialect, sql, type Kysely } from 'kysely';
import pg from 'pg';
import { AboError } from '../../errors.js';
import type { System } from '../../system.js';
import type { SqlDialect } from '../dialect.js';
import { ERASED_TABLES, UNCLEAR } from '../erase.js';
import type { Tables } from '../schema.js';
import type { Engine } from '../store.js';
import { partitionedPostgresSql, postgresSql } from './postgres-dialect.js';
import { isAftermath, isWithoutTls, POSTGRES_ERRORS } from './postgres-errors.js';
import { passwordFor, userFor } from './postgres-password.js';
import {
  CLEAR_WAIT_S,
  CONNECTIONS,
  requireVersion,
  ServerEngine,
  type ConnectionSettings,
  type Server,
  type ServerOptions,
} from './server.js';
import { encryptionFor, type ServerAddress } from './server-url.js';

/** Has `unnest` of several arrays and row triggers on partitioned tables; the oldest that was still supported in 2025. */
const OLDEST = [13];

/**
 * Rows are looked up by their keys, some hundred companies at a time. When the planner has no statistics of a table, for
 * example after a large import, it would scan the whole table and compile the query, every time.
 */
export const SETTINGS = [
  'client_encoding=UTF8',
  'timezone=UTC',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'jit=off',
];

interface PostgresOptions extends ServerOptions {
  /** The number of partitions by company of each large table of a new database; without it, tables are not partitioned. */
  readonly partitions?: number;
}

export function postgresEngine({ partitions, ...options }: PostgresOptions = {}): Engine {
  return new ServerEngine(server(partitions === undefined ? postgresSql : partitionedPostgresSql(partitions)), options);
}

function server(dialect: SqlDialect): Server {
  return {
    name: 'postgres',
    defaultPort: 5432,
    errors: POSTGRES_ERRORS,
    isWithoutTls,
    isAftermath,
    pool: (settings) => ({
      pool: new PostgresDialect({ pool: poolOf(settings) }),
      async inspect(db) {
        const { address } = settings;
        const { name } = address;
        const { rows } = await sql<{ version: string; number: number; encoding: string }>`
select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
       current_setting('server_encoding') as encoding`.execute(db);
        const [found] = rows;
        if (found === undefined) throw new AboError('connection-lost', { name });
        requireVersion(name, [Math.floor(found.number / 10_000), found.number % 10_000], OLDEST, 'PostgreSQL');
        const { encoding } = found;
        if (encoding !== 'UTF8') throw new AboError('database-encoding', { name, encoding });
        return {
          dialect,
          serverVersion: found.version,
          size: () => sizeOf(db),
          isReadOnly: () => isReadOnly(db),
          clear: () => clear(db),
          backup: async (file) => ({ words: backupCommand(address, file), hasDefiners: false }),
        };
      },
    }),
  };
}

function poolOf({ address, system, sockets, encrypted, busyTimeout }: ConnectionSettings): pg.Pool {
  const { host, port, database, connectTimeout } = address;
  const pool = new pg.Pool({
    host,
    port,
    database,
    user: userFor(address, system),
    // Called when the server requires one.
    password: () => passwordFor(address, system),
    stream: sockets.made,
    ssl: encrypted && tlsFor(address, system),
    connectionTimeoutMillis: connectTimeout,
    max: CONNECTIONS,
    application_name: 'abo',
    types: TYPES,
    options: [`lock_timeout=${busyTimeout}`, ...SETTINGS].map((setting) => `-c ${setting}`).join(' '),
  });
  // Without listeners, an idle connection that ends would end the program. One in use reports it by its query.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** One snapshot of the whole database, to be restored with `pg_restore`. */
function backupCommand(
  { host, port, user, database, sslMode, sslRootCert }: ServerAddress,
  file: string,
): readonly string[] {
  // A URL, since a plain name may be read as connection parameters.
  const url = new URL(`postgres://${host.includes(':') ? `[${host}]` : host}:${port}`);
  url.pathname = `/${encodeURIComponent(database)}`;
  if (user !== null) url.username = encodeURIComponent(user);
  if (sslMode !== 'prefer') url.searchParams.set('sslmode', sslMode);
  if (sslRootCert !== null) url.searchParams.set('sslrootcert', sslRootCert);
  return ['pg_dump', '--format=custom', `--file=${file}`, `--dbname=${url.href}`];
}

function tlsFor(address: ServerAddress, system: System): ConnectionOptions {
  const { verifyIdentity, ...encryption } = encryptionFor(address, system);
  // By default Node compares the certificate with the host.
  return verifyIdentity ? encryption : { ...encryption, checkServerIdentity: () => undefined };
}

/** Counts and identities are whole numbers below 2^53. */
export const TYPES = new pg.TypeOverrides();
TYPES.setTypeParser(pg.types.builtins.INT8, Number);

async function sizeOf(db: Kysely<Tables>): Promise<number | null> {
  const { rows } = await sql<{ size: number }>`select pg_database_size(current_database()) as size`.execute(db);
  return rows[0]?.size ?? null;
}

/** The server knows the account's rights, and whether it is a standby. */
async function isReadOnly(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ writable: boolean }>`
select not pg_is_in_recovery() and current_setting('default_transaction_read_only') = 'off'
   and (select bool_and(has_table_privilege(name, 'insert'))
        from unnest(array['company', 'contact', 'mailbox', 'subscription', 'change_set', 'change']) name) as writable`.execute(
    db,
  );
  return rows[0]?.writable !== true;
}

const CLEAR_TRIES = 3;
const CLEARED = sql`array[${sql.join(ERASED_TABLES.map((table) => sql.lit(table)))}]::regclass[]`;

/** Rebuilds the tables without deleted values. Logs shipped to a standby, and backups, keep them. */
async function clear(db: Kysely<Tables>): Promise<boolean> {
  return db.connection().execute(async (one) => {
    // A connection that the server is just accepting, for any database, keeps old rows for a moment.
    for (let tried = 1; tried <= CLEAR_TRIES; tried++) {
      // Rows that another transaction can still see would be kept.
      if (await isStillSeen(one)) return false;
      // While this waits for readers of a table, everyone else waits behind it.
      await sql.raw(`set lock_timeout = '${CLEAR_WAIT_S}s'`).execute(one);
      try {
        for (const table of ERASED_TABLES) await sql`vacuum (full) ${sql.table(table)}`.execute(one);
      } finally {
        await sql`reset lock_timeout`.execute(one);
      }
      if (await isRebuilt(one)) return true;
    }
    return false;
  });
}

/** Can a transaction, a standby or a replication slot still see rows from before the erasure, which wrote `UNCLEAR`? */
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

/**
 * Was every table, with its partitions, rebuilt without the rows from before the erasure? A rebuilt table holds no version
 * older than its `relfrozenxid`. Without the right to vacuum, the server only warns and skips the table.
 */
async function isRebuilt(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ rebuilt: boolean }>`
select bool_and(age(relfrozenxid) < age(meta.xmin)) as rebuilt from pg_class, meta
where meta.key = ${UNCLEAR} and relkind = 'r'
  and (oid = any(${CLEARED}) or oid in (select inhrelid from pg_inherits where inhparent = any(${CLEARED})))`.execute(
    db,
  );
  return rows[0]?.rebuilt === true;
}
