/**
 * The servers that tests reach, each run with databases of its own. Where one can't be reached, one line says so, once a
 * run (global-setup.ts), and its tests are left out; with its name in ABO_TEST_REQUIRE that is a failure.
 * Source: CONTRIBUTING.md, "Servers for tests".
 */
import { randomBytes } from 'node:crypto';

// Without sslmode=disable each connection is made twice, where the server speaks no TLS: a third of a command's time.
export const POSTGRES_URL =
  process.env['ABO_TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres?sslmode=disable';
export const MYSQL_URL = process.env['ABO_TEST_MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306/mysql';

/** Set by global-setup.ts: those that answered. */
export const REACHED = 'ABO_TEST_REACHED';

/** Set by global-setup.ts: how the names of the run's databases begin. It drops them at the end. */
export const DATABASE_PREFIX = 'ABO_TEST_DATABASES';

/** A name for a database of this run. */
export function databaseName(): string {
  return `${process.env[DATABASE_PREFIX] ?? 'abotest'}${randomBytes(6).toString('hex')}`;
}

export function reachable(engine: string): boolean {
  return engine === 'sqlite' || (process.env[REACHED] ?? '').split(',').includes(engine);
}
