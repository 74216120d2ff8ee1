/**
 * The servers that tests reach, each run with databases of its own. Where one can't be reached, one line says so, once a
 * run (global-setup.ts), and its tests are left out; with its name in ABO_TEST_REQUIRE that is a failure.
 * Source: CONTRIBUTING.md, "Servers for tests".
 */
import type { EngineName } from '../../src/storage/store.js';

export const POSTGRES_URL = process.env['ABO_TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
export const MYSQL_URL = process.env['ABO_TEST_MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306/mysql';

/** Set by global-setup.ts: those that answered. */
export const REACHED = 'ABO_TEST_REACHED';

export function reachable(engine: EngineName): boolean {
  return engine === 'sqlite' || (process.env[REACHED] ?? '').split(',').includes(engine);
}
