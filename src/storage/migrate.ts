/** The versions of a schema, and bringing one up to date. The same on every engine. */
import { randomInt } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { isEmpty } from './table-contents.js';
import type { SqlDialect, SqlSession } from './dialect.js';
import { FIRST_TABLES } from './migrations/0001-initial.js';
import { providerOf, type Migrations } from './migrations/index.js';
import type { Tables } from './schema.js';
import { AboError, type Stage } from '../errors.js';
import type { Initialised } from './store.js';

const MIGRATION_TABLE = 'migration';
const MIGRATION_LOCK_TABLE = 'migration_lock';

/** `foreign`: another program's tables. */
export type SchemaState = 'not-initialised' | 'foreign' | 'behind' | 'current' | 'newer';

export interface SchemaVersion {
  readonly state: SchemaState;
  /** Names of migrations that the database lacks. */
  readonly missing: readonly string[];
  /** Names of migrations that the database has and this program doesn't know. */
  readonly unknown: readonly string[];
  /** The last migration that the database has. */
  readonly last: string | null;
}

/** A database with these tables is abo's, in any version. */
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
 * Did a first `init` stop half-way? Where DDL can't be rolled back, its tables stay: those of the migrator, then those of
 * the first migration up to the failure, all empty but for the migrator's lock.
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
 * Creates the schema and the identity; an initialised database is left as it is. `db` is one connection, in a transaction
 * where the engine can roll back DDL.
 */
export async function initialise(session: SqlSession, migrations: Migrations, name: string): Promise<Initialised> {
  const { db, dialect } = session;
  await dialect.lockSchema(db);
  const version = await schemaVersion(session, migrations);
  if (version.state === 'newer' || version.state === 'foreign') requireCurrent(version, name);
  const known = version.last === null ? null : await identityOf(db);
  if (known !== null) return { created: false, identity: known, name };
  // The identity is written last: a schema without one comes from an `init` that failed, and is completed here.
  await runMigrations(db, dialect, migrations);
  const identity = newIdentity();
  await db.insertInto('meta').values({ key: 'identity', value: identity }).execute();
  return { created: true, identity, name };
}

/** Runs the migrations that the database lacks, and returns their names; `db` as for `initialise`. */
export async function migrate(session: SqlSession, migrations: Migrations, name: string): Promise<readonly string[]> {
  await session.dialect.lockSchema(session.db);
  const version = await schemaVersion(session, migrations);
  if (version.state !== 'behind') requireCurrent(version, name);
  return runMigrations(session.db, session.dialect, migrations);
}

/**
 * Runs `work` on one connection, and in a transaction where the engine can roll back DDL.
 *
 * @throws AboError `schema-unfinished` for a failure that may leave a part of the changes: the next run continues there
 */
export async function changingSchema<T>(
  { db, dialect }: SqlSession,
  name: string,
  reached: (stage: Stage) => void,
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  const { hasTransactionalDdl } = dialect;
  const progress = { committing: false };
  const run = async (one: Kysely<Tables>): Promise<T> => {
    reached(hasTransactionalDdl ? 'changing' : 'making-tables');
    const result = await work({ db: one, dialect });
    progress.committing = true;
    reached('making-tables');
    return result;
  };
  try {
    const result = await (hasTransactionalDdl ? db.transaction().execute(run) : db.connection().execute(run));
    reached('written');
    return result;
  } catch (error) {
    const why = stopOf(dialect.errorOf(error, name));
    // When the connection is lost during the commit, it is unknown whether it was done.
    const mayStay = !hasTransactionalDdl || (progress.committing && why === 'connection-lost');
    if (!mayStay || why === null) throw error;
    throw new AboError('schema-unfinished', { name, why }, { cause: error });
  }
}

/** The code of an error whose message says that nothing was written, which is true only after a rollback; null for others. */
export function stopOf(error: unknown): 'connection-lost' | 'database-full' | null {
  const code: unknown = error instanceof AboError ? error.code : null;
  return code === 'connection-lost' || code === 'database-full' ? code : null;
}

async function runMigrations(
  db: Kysely<Tables>,
  dialect: SqlDialect,
  migrations: Migrations,
): Promise<readonly string[]> {
  // Loaded here, since opening a database doesn't need it.
  const { Migrator } = await import('kysely/migration');
  const migrator = new Migrator({
    db,
    provider: providerOf(migrations, dialect),
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: MIGRATION_LOCK_TABLE,
    // Kysely compares the times at which migrations ran, which depend on clocks. `schemaVersion` knows which are missing.
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
