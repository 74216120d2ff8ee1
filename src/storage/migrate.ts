/** The versions of a schema, and bringing one up to date. The same on every engine. */
import { randomInt } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { isEmpty } from './table-contents.js';
import type { SqlSession, SqlDialect } from './dialect.js';
import { FIRST_TABLES } from './migrations/0001-initial.js';
import { providerOf, type Migrations } from './migrations/index.js';
import type { Tables } from './schema.js';
import { AboError, type Stage } from '../errors.js';
import type { Initialised } from './store.js';

const MIGRATION_TABLE = 'migration';
const MIGRATION_LOCK_TABLE = 'migration_lock';

export interface SchemaVersion {
  readonly state: 'not-initialised' | 'foreign' | 'behind' | 'current' | 'newer';
  /** Names of migrations that the database lacks. */
  readonly missing: readonly string[];
  /** Names of migrations that the database has and this program doesn't know. */
  readonly unknown: readonly string[];
  /** The last migration that the database has. */
  readonly last: string | null;
}

/** What tells a database of abo's, of whichever version, from another program's. */
const OWN_TABLES: readonly string[] = [MIGRATION_TABLE, 'meta', 'change_set'];

export async function schemaVersion(session: SqlSession, migrations: Migrations): Promise<SchemaVersion> {
  const { db, dialect } = session;
  const tables = await dialect.tables(db);
  const executed = OWN_TABLES.every((name) => tables.includes(name)) ? await executedMigrations(db) : [];
  const missing = Object.keys(migrations).filter((name) => !executed.includes(name));
  const unknown = executed.filter((name) => !(name in migrations));
  const last = executed.toSorted().at(-1) ?? null;
  if (last === null) {
    const isForeign = tables.length > 0 && !(await isHalfMade(session, tables));
    return { state: isForeign ? 'foreign' : 'not-initialised', missing, unknown, last };
  }
  if (unknown.length > 0) return { state: 'newer', missing, unknown, last };
  return { state: missing.length > 0 ? 'behind' : 'current', missing, unknown, last };
}

/**
 * Where a migration that fails isn't taken back, the tables that the first one made by then are there, after those that tell
 * which migrations were done; and nothing in them, but in that of the lock.
 */
async function isHalfMade(session: SqlSession, tables: readonly string[]): Promise<boolean> {
  if (session.dialect.hasTransactionalDdl) return false;
  const made = [MIGRATION_TABLE, MIGRATION_LOCK_TABLE, ...FIRST_TABLES].slice(0, tables.length);
  if (made.length < tables.length || !made.every((name) => tables.includes(name))) return false;
  for (const name of made) {
    if (name !== MIGRATION_LOCK_TABLE && !(await isEmpty(session, name))) return false;
  }
  return true;
}

async function executedMigrations(db: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(MIGRATION_TABLE)}`.execute(db);
  return rows.map(({ name }) => name);
}

/** @throws AboError for a schema that this program can't use as it is */
export function requireCurrent({ state, missing, unknown }: SchemaVersion, name: string): void {
  switch (state) {
    case 'current':
      return;
    case 'behind':
      throw new AboError('database-behind', { name, missing });
    case 'newer':
      throw new AboError('database-newer', { name, unknown });
    case 'foreign':
      throw new AboError('database-not-empty', { name });
    case 'not-initialised':
      throw new AboError('database-not-initialised', { name });
  }
}

/**
 * Makes the schema and the identity; an initialised database is left as it is. `db` is one connection, in a transaction
 * where the engine can undo DDL.
 */
export async function initialise(session: SqlSession, migrations: Migrations, name: string): Promise<Initialised> {
  const { db, dialect } = session;
  await dialect.lockSchema(db);
  const version = await schemaVersion(session, migrations);
  if (version.state === 'newer' || version.state === 'foreign') requireCurrent(version, name);
  const known = version.last === null ? null : await identityOf(db);
  if (known !== null) return { created: false, identity: known, name };
  // The identity comes last: without it, another one that began did not get to its end.
  await runMigrations(db, dialect, migrations);
  const identity = newIdentity();
  await db.insertInto('meta').values({ key: 'identity', value: identity }).execute();
  return { created: true, identity, name };
}

/** Runs the migrations that the database lacks, and gives their names; `db` as for `initialise`. */
export async function migrate(session: SqlSession, migrations: Migrations, name: string): Promise<readonly string[]> {
  await session.dialect.lockSchema(session.db);
  const version = await schemaVersion(session, migrations);
  if (version.state !== 'behind') requireCurrent(version, name);
  return runMigrations(session.db, session.dialect, migrations);
}

/**
 * Runs `work` on one connection, and in a transaction where the engine can take DDL back.
 *
 * @throws AboError `schema-unfinished` for a failure after which some of it may be there: run again, it goes on from there
 */
export async function changingSchema<T>(
  { db, dialect }: SqlSession,
  name: string,
  reached: (stage: Stage) => void,
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  const { hasTransactionalDdl } = dialect;
  let mayStay = !hasTransactionalDdl;
  const run = async (one: Kysely<Tables>): Promise<T> => {
    reached(mayStay ? 'making-tables' : 'changing');
    const result = await work({ db: one, dialect });
    // What is left may be a commit, of which nobody knows whether it is done when the connection is lost.
    mayStay = true;
    reached('making-tables');
    return result;
  };
  try {
    const result = await (hasTransactionalDdl ? db.transaction().execute(run) : db.connection().execute(run));
    reached('written');
    return result;
  } catch (error) {
    const why = stopOf(dialect.errorOf(error, name));
    if (!mayStay || why === null) throw error;
    throw new AboError('schema-unfinished', { name, why }, { cause: error });
  }
}

/** The code of a failure of which is said, where all is taken back, that nothing was written; null for another one. */
export function stopOf(error: unknown): 'connection-lost' | 'database-full' | null {
  const code: unknown = error instanceof AboError ? error.code : null;
  return code === 'connection-lost' || code === 'database-full' ? code : null;
}

async function runMigrations(
  db: Kysely<Tables>,
  dialect: SqlDialect,
  migrations: Migrations,
): Promise<readonly string[]> {
  // Loaded here: opening a database doesn't need it.
  const { Migrator } = await import('kysely/migration');
  const migrator = new Migrator({
    db,
    provider: providerOf(migrations, dialect),
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: MIGRATION_LOCK_TABLE,
    // In order of time, as Kysely holds them to it, they are only where all clocks agree; which are missing is known.
    allowUnorderedMigrations: true,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('a migration failed', { cause: error });
  return (results ?? []).map(({ migrationName }) => migrationName);
}

export async function requireIdentity(db: Kysely<Tables>, name: string): Promise<string> {
  const identity = await identityOf(db);
  if (identity === null) throw new AboError('database-without-identity', { name });
  return identity;
}

export async function identityOf(db: Kysely<Tables>): Promise<string | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'identity').executeTakeFirst();
  return row?.value ?? null;
}

const IDENTITY_LETTERS = 'abcdefghijkmnpqrstuvwxyz';

/** A few random letters, without those that look like digits. */
export function newIdentity(): string {
  return Array.from({ length: 4 }, () => IDENTITY_LETTERS[randomInt(IDENTITY_LETTERS.length)]).join('');
}
