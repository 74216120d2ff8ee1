/**
 * The migrations, oldest first by name: a static list, so that a bundle needs no folder. A released migration never
 * changes; later changes are new migrations.
 */
import type { Migration, MigrationProvider } from 'kysely/migration';
import type { SqlDialect } from '../dialect.js';
import { initial } from './0001-initial.js';

export type MigrationIn = (dialect: SqlDialect) => Migration;
export type Migrations = Readonly<Record<string, MigrationIn>>;

export const MIGRATIONS: Migrations = { '0001-initial': initial };

export function providerOf(migrations: Migrations, dialect: SqlDialect): MigrationProvider {
  const entries = Object.entries(migrations).map(([name, migration]): [string, Migration] => [
    name,
    migration(dialect),
  ]);
  return { getMigrations: async () => Object.fromEntries(entries) };
}
