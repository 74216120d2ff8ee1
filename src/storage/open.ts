/**
 * From a location (a URL, or the path of a file) to its engine. Engines are loaded when they are needed.
 * Source: docs/contract/cli.md, "Database".
 */
import { AboError } from '../errors.js';
import type { ServerOptions } from './engines/server.js';
import type { Engine, EngineName } from './store.js';

export interface Located {
  readonly engine: EngineName;
  /** For SQLite a path, for a server the URL. */
  readonly location: string;
}

/** Two letters at least: `C:\abo.db` is a path. */
const URL_SCHEME = /^([a-z][a-z0-9+.-]+):(.*)$/isu;
const SERVER_SCHEMES: Readonly<Record<string, EngineName>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  mysql: 'mysql',
  mariadb: 'mysql',
};

/**
 * `sqlite:PATH` (`sqlite:///abs` too), percent-decoded; `postgres://…`, `mysql://…`; a plain path is SQLite, as it is.
 *
 * @throws AboError `unsupported-engine`, `bad-database-url` (exit 2)
 */
export function locate(database: string): Located {
  const [, typed, rest] = URL_SCHEME.exec(database) ?? [];
  if (typed === undefined || rest === undefined) return { engine: 'sqlite', location: plainPath(database) };
  const scheme = typed.toLowerCase();
  if (scheme === 'sqlite') return { engine: 'sqlite', location: urlPath(database, rest) };
  const engine = SERVER_SCHEMES[scheme];
  if (engine !== undefined) return { engine, location: database };
  if (rest.startsWith('//')) throw new AboError('unsupported-engine', { engine: scheme });
  // A file name that contains a colon.
  return { engine: 'sqlite', location: database };
}

/** The engine for a database, and what to give it as the location. */
export async function engineAt(
  database: string,
  options: Pick<ServerOptions, 'password' | 'reached' | 'system' | 'writersWait'> = {},
): Promise<{ readonly engine: Engine; readonly location: string }> {
  const { engine, location } = locate(database);
  switch (engine) {
    case 'sqlite': {
      const { sqliteEngine } = await import('./engines/sqlite.js');
      return { engine: sqliteEngine(options), location };
    }
    case 'postgres': {
      const { postgresEngine } = await import('./engines/postgres.js');
      return { engine: postgresEngine(options), location };
    }
    case 'mysql': {
      const { mysqlEngine } = await import('./engines/mysql.js');
      return { engine: mysqlEngine(options), location };
    }
  }
}

function plainPath(path: string): string {
  if (path === '') throw new AboError('bad-database-url', { url: path, wrong: 'database' });
  return path;
}

function urlPath(url: string, rest: string): string {
  const path = rest.startsWith('//') ? rest.slice(2) : rest;
  if (path === '') throw new AboError('bad-database-url', { url, wrong: 'database' });
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw new AboError('bad-database-url', { url, wrong: 'escape' }, { cause });
  }
}
