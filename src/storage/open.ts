/**
 * From a location (a URL, or the path of a file) to its engine. Engines are loaded when they are needed.
 * Source: cli.md, "Global flags" (Database).
 */
import { AboError } from '../errors.js';
import type { Engine, Store } from './store.js';

export interface Located {
  readonly scheme: 'sqlite';
  /** What the engine takes: for SQLite a path. */
  readonly location: string;
}

/** Two letters at least: `C:\abo.db` is a path. */
const URL_SCHEME = /^([a-z][a-z0-9+.-]+):(.*)$/isu;
const SERVER_SCHEMES: readonly string[] = ['postgres', 'postgresql', 'mysql', 'mariadb'];

/**
 * `sqlite:PATH` (`sqlite:///abs` too), percent-decoded; a plain path is SQLite, as it is.
 *
 * @throws AboError `unsupported-engine`, `bad-database-url` (exit 2)
 */
export function locate(database: string): Located {
  const [, scheme, rest] = URL_SCHEME.exec(database) ?? [];
  if (scheme === undefined || rest === undefined) return { scheme: 'sqlite', location: plainPath(database) };
  const engine = scheme.toLowerCase();
  if (engine === 'sqlite') return { scheme: 'sqlite', location: urlPath(database, rest) };
  if (SERVER_SCHEMES.includes(engine) || rest.startsWith('//')) throw new AboError('unsupported-engine', { engine });
  // A colon in a file's name.
  return { scheme: 'sqlite', location: database };
}

export async function openStore(database: string): Promise<Store> {
  const { engine, location } = await engineAt(database);
  return engine.open(location);
}

/** The engine for a database, and what to give it as the location. */
export async function engineAt(database: string): Promise<{ readonly engine: Engine; readonly location: string }> {
  const { location } = locate(database);
  const { sqliteEngine } = await import('./engines/sqlite.js');
  return { engine: sqliteEngine(), location };
}

function plainPath(path: string): string {
  if (path === '') throw new AboError('bad-database-url', { url: path });
  return path;
}

function urlPath(url: string, rest: string): string {
  const path = rest.startsWith('//') ? rest.slice(2) : rest;
  if (path === '') throw new AboError('bad-database-url', { url });
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw new AboError('bad-database-url', { url }, { cause });
  }
}
