/** The versions of a schema, and bringing one up to date. The same on every engine. */
import type { Kysely } from 'kysely';
import type { SqlDialect } from './dialect.js';
import { providerOf, type Migrations } from './migrations/index.js';
import type { Tables } from './schema.js';
import { AboError } from '../errors.js';

export const MIGRATION_TABLE = 'migration';
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

/**
 * @param executed the migrations that the database has; empty when it has no table of them
 * @param foreign the database has tables of something else
 */
export function schemaVersion(executed: readonly string[], migrations: Migrations, foreign = false): SchemaVersion {
  const missing = Object.keys(migrations).filter((name) => !executed.includes(name));
  const unknown = executed.filter((name) => !(name in migrations));
  const last = executed.toSorted().at(-1) ?? null;
  if (last === null) return { state: foreign ? 'foreign' : 'not-initialised', missing, unknown, last };
  if (unknown.length > 0) return { state: 'newer', missing, unknown, last };
  return { state: missing.length > 0 ? 'behind' : 'current', missing, unknown, last };
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
 * Runs the migrations that the database lacks, and gives their names. `db` is a transaction on an engine that can undo
 * DDL: then all of them are done, or none.
 */
export async function runMigrations(
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
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('a migration failed', { cause: error });
  return (results ?? []).map(({ migrationName }) => migrationName);
}
