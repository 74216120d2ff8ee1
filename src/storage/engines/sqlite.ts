/**
 * SQLite through better-sqlite3: a database is a file. It is never made on the sly, and only its owner can read it when
 * `init` makes it. Source: cli.md, "Global flags" (Database); toolchain.md, "Chosen, with their reasons".
 */
import { randomInt } from 'node:crypto';
import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { AboError } from '../../errors.js';
import { SqlStore } from '../database.js';
import { MIGRATION_TABLE, requireCurrent, runMigrations, schemaVersion, type SchemaVersion } from '../migrate.js';
import { MIGRATIONS, type Migrations } from '../migrations/index.js';
import type { Tables } from '../schema.js';
import type { DatabaseStatus, Engine, Store } from '../store.js';
import { sqliteSql } from './sqlite-dialect.js';
import { SqliteDialect } from './sqlite-driver.js';
import { fileErrorOf } from './sqlite-errors.js';

export interface SqliteOptions {
  readonly migrations?: Migrations;
  /** How long to wait for another writer, in milliseconds. */
  readonly busyTimeout?: number;
  /** How many pages of 4 KiB the file may have; as many as the disk holds if not given. */
  readonly maxPages?: number;
}

export function sqliteEngine(options: SqliteOptions = {}): Engine {
  return new SqliteEngine(options);
}

class SqliteEngine implements Engine {
  readonly name = sqliteSql.engine;

  private readonly migrations: Migrations;

  constructor(private readonly options: SqliteOptions) {
    this.migrations = options.migrations ?? MIGRATIONS;
  }

  async open(path: string): Promise<Store> {
    return this.named(path, async () => {
      requireFile(path);
      return this.opened(path, async (handle) => {
        requireCurrent(this.versionOf(handle), path);
        const db = this.kysely(path, handle);
        // Kysely closes the connections that it has used: this one may not have been.
        return new SqlStore(db, sqliteSql, path, identityOf(handle) ?? '', () => handle.close());
      });
    });
  }

  async init(path: string): Promise<{ readonly created: boolean; readonly identity: string }> {
    return this.named(path, async () => {
      makeFile(path);
      return this.closed(path, async (handle) => {
        const foreign = hasTables(handle);
        const version = this.versionOf(handle);
        if (version.state === 'newer') requireCurrent(version, path);
        const identity = version.state === 'not-initialised' ? null : identityOf(handle);
        if (identity !== null) return { created: false, identity };
        if (foreign) throw new AboError('database-not-empty', { name: path });
        // Kept in the file: a reader never blocks the writer, nor the writer the readers.
        handle.pragma('journal_mode = WAL');
        return this.kysely(path, handle)
          .transaction()
          .execute(async (db) => {
            const ran = await runMigrations(db, sqliteSql, this.migrations);
            if (ran.length > 0) {
              await db.insertInto('meta').values({ key: 'identity', value: newIdentity() }).execute();
            }
            const { value } = await db
              .selectFrom('meta')
              .select('value')
              .where('key', '=', 'identity')
              .executeTakeFirstOrThrow();
            return { created: ran.length > 0, identity: value };
          });
      });
    });
  }

  async status(path: string): Promise<DatabaseStatus> {
    return this.named(path, async () => {
      const { size } = fileOf(path) ?? { size: null };
      const latestVersion = Object.keys(this.migrations).toSorted().at(-1) ?? '';
      const nothing = {
        engine: this.name,
        name: path,
        size,
        latestVersion,
        identity: null,
        schemaVersion: null,
        companies: null,
        contacts: null,
        lastChangeSet: null,
      };
      if (size === null) return { ...nothing, serverVersion: sqliteVersion(), state: 'absent' };
      const version = await this.closed(path, async (handle) => {
        const { state, last } = this.versionOf(handle);
        return { state, schemaVersion: last, identity: last === null ? null : identityOf(handle) };
      });
      const known = { ...nothing, ...version, serverVersion: sqliteVersion() };
      return version.state === 'current' ? { ...known, ...(await this.contents(path)) } : known;
    });
  }

  async migrate(path: string): Promise<readonly string[]> {
    return this.named(path, async () => {
      requireFile(path);
      return this.closed(path, async (handle) => {
        const version = this.versionOf(handle);
        if (version.state !== 'behind') requireCurrent(version, path);
        return this.kysely(path, handle)
          .transaction()
          .execute((db) => runMigrations(db, sqliteSql, this.migrations));
      });
    });
  }

  private async contents(path: string): Promise<Pick<DatabaseStatus, 'companies' | 'contacts' | 'lastChangeSet'>> {
    return this.closed(path, async (handle) => {
      const store = new SqlStore(this.kysely(path, handle), sqliteSql, path, '', () => handle.close());
      return store.read(async (reader) => ({
        companies: countOf(handle, 'company'),
        contacts: countOf(handle, 'contact'),
        lastChangeSet: (await reader.changeSet(await reader.lastChangeSet())) ?? null,
      }));
    });
  }

  private kysely(path: string, first: Database.Database): Kysely<Tables> {
    return new Kysely<Tables>({ dialect: new SqliteDialect(() => this.connect(path), first) });
  }

  private connect(path: string): Database.Database {
    const { busyTimeout = 5_000, maxPages } = this.options;
    const handle = new Database(resolve(path), { fileMustExist: true, timeout: busyTimeout });
    try {
      if (maxPages !== undefined) handle.pragma(`max_page_count = ${maxPages}`);
      handle.pragma('foreign_keys = ON');
      // What was committed survives a power cut.
      handle.pragma('synchronous = FULL');
    } catch (error) {
      handle.close();
      throw error;
    }
    return handle;
  }

  /** Gives the connection away with the result; closes it when there is none. */
  private async opened<T>(path: string, use: (handle: Database.Database) => Promise<T>): Promise<T> {
    const handle = this.connect(path);
    try {
      return await use(handle);
    } catch (error) {
      handle.close();
      throw error;
    }
  }

  private async closed<T>(path: string, use: (handle: Database.Database) => Promise<T>): Promise<T> {
    const handle = this.connect(path);
    try {
      return await use(handle);
    } finally {
      handle.close();
    }
  }

  private versionOf(handle: Database.Database): SchemaVersion {
    if (!tables(handle).includes(MIGRATION_TABLE)) return schemaVersion([], this.migrations);
    const executed = handle.prepare<[], string>(`select name from ${MIGRATION_TABLE}`).pluck().all();
    return schemaVersion(executed, this.migrations);
  }

  private async named<T>(path: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw fileErrorOf(sqliteSql.errorOf(error, path), path);
    }
  }
}

function tables(handle: Database.Database): readonly string[] {
  return handle.prepare<[], string>(`select name from sqlite_schema where type = 'table'`).pluck().all();
}

function hasTables(handle: Database.Database): boolean {
  return tables(handle).some((name) => !name.startsWith('sqlite_'));
}

function identityOf(handle: Database.Database): string | null {
  return handle.prepare<[], string>(`select value from meta where key = 'identity'`).pluck().get() ?? null;
}

function countOf(handle: Database.Database, table: 'company' | 'contact'): number {
  return handle.prepare<[], number>(`select count(*) from ${table}`).pluck().get() ?? 0;
}

function sqliteVersion(): string {
  const handle = new Database(':memory:');
  try {
    return handle.prepare<[], string>('select sqlite_version()').pluck().get() ?? '';
  } finally {
    handle.close();
  }
}

const IDENTITY_LETTERS = 'abcdefghijkmnpqrstuvwxyz';

/** A few random letters, without those that look like digits. */
function newIdentity(): string {
  return Array.from({ length: 4 }, () => IDENTITY_LETTERS[randomInt(IDENTITY_LETTERS.length)]).join('');
}

/** The file's size in bytes; null when there is none. */
function fileOf(path: string): { readonly size: number } | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) throw new AboError('database-is-folder', { name: path });
  return stats === undefined ? null : { size: stats.size };
}

function requireFile(path: string): void {
  if (fileOf(path) === null) throw new AboError('database-missing', { name: path });
}

/** Only the owner may read the file, and the folders that are made for it: it holds addresses. */
function makeFile(path: string): void {
  if (fileOf(path) !== null) return;
  mkdirSync(dirname(resolve(path)), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
}
