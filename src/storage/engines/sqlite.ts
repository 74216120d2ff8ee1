/**
 * SQLite through better-sqlite3: a database is a file. Only `init` and `copyInto` create one, and only its owner can read
 * it then. Source: docs/contract/cli.md, "Database"; CONTRIBUTING.md, "Tools and dependencies".
 */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, normalize } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { DatabaseStatus } from '../../domain/database-status.js';
import { AboError } from '../../errors.js';
import { BARE_SYSTEM, fileRef, type FileRef } from '../../system.js';
import { writeNewFile } from '../../whole-file.js';
import type { Tables } from '../schema.js';
import { statusOfNothing } from '../status.js';
import type { CopyProgress, CopyResult, DatabaseContent, Engine, Initialised, InitOptions } from '../store.js';
import { SqlEngine, type Connected, type EngineOptions } from './sql-engine.js';
import { sqliteSql } from './sqlite-dialect.js';
import { sqliteDialect } from './sqlite-driver.js';
import { fileErrorOf, isBusy, isNotAllowed, sqliteErrorOf } from './sqlite-errors.js';

export interface SqliteOptions extends EngineOptions {
  /** How many pages of 4 KiB the file may have; as many as fit on the disk if not given. */
  readonly maxPages?: number;
}

export function sqliteEngine(options: SqliteOptions = {}): Engine {
  return new SqliteEngine(options);
}

class SqliteEngine extends SqlEngine {
  readonly name = 'sqlite';
  readonly #options: SqliteOptions;

  constructor(options: SqliteOptions) {
    super(options);
    this.#options = options;
  }

  protected async connect(path: string): Promise<Connected> {
    const file = this.#fileAt(path);
    return named(path, async () => {
      if (sizeOf(file) === null) throw new AboError('database-missing', { name: path });
      return this.#connectTo(file);
    });
  }

  override async init(path: string, { makeFolders = false }: InitOptions = {}): Promise<Initialised> {
    const file = this.#fileAt(path);
    return named(path, async () => {
      const isNew = makeFile(file, makeFolders);
      try {
        return await super.init(path);
      } catch (error) {
        // For example on a full disk: an empty file would be in the way of the next try.
        if (isNew) removeUnlessInitialised(file.path);
        throw error;
      }
    });
  }

  override async status(path: string): Promise<DatabaseStatus> {
    const file = this.#fileAt(path);
    return named(path, async () => {
      if (sizeOf(file) !== null) return super.status(path);
      const known = { engine: this.name, serverVersion: sqliteVersion(), name: path, size: null };
      return statusOfNothing(known, this.migrations);
    });
  }

  override async canCopyInto(path: string, content: DatabaseContent): Promise<string> {
    const file = this.#fileAt(path);
    return named(path, async () => {
      if (sizeOf(file) !== null) return super.canCopyInto(path, content);
      requireFolder(file);
      return path;
    });
  }

  override async copyInto(
    path: string,
    content: DatabaseContent,
    report: CopyProgress,
  ): Promise<CopyResult & { readonly name: string }> {
    const file = this.#fileAt(path);
    return named(path, async () => {
      if (sizeOf(file) !== null) return super.copyInto(path, content, report);
      requireFolder(file);
      return writeNewFile(file, async (place) =>
        this.fill(this.#connectTo({ name: path, path: place }), content, report),
      );
    });
  }

  #fileAt(path: string): FileRef {
    return fileRef(path, this.#options.system ?? BARE_SYSTEM);
  }

  #connectTo({ name, path }: FileRef): Connected {
    const handle = this.#open(path);
    const db = new Kysely<Tables>({ dialect: sqliteDialect(() => this.#open(path), handle) });
    const connected: Connected = {
      db,
      dialect: sqliteSql,
      name,
      get serverVersion() {
        return sqliteVersion();
      },
      size: async () => sizeOf({ name, path }),
      // With a write-ahead log, readers don't block the writer, nor the writer readers. The file keeps this setting.
      prepare: () => {
        handle.pragma('journal_mode = WAL');
      },
      isReadOnly: async () => isReadOnly(handle),
      clear: async () => clear(handle),
      backup: async (file, report) => {
        // A backup is made before a migration.
        await this.requireState(connected, ['current', 'behind', 'newer']);
        const copy = this.#fileAt(file);
        await writeNewFile(copy, (place) => backUp(handle, place, copy.name, report));
        return null;
      },
      close: async () => {
        try {
          await db.destroy();
        } finally {
          // Kysely closes the connections that it has used, which this one may not be.
          handle.close();
        }
      },
    };
    return connected;
  }

  #open(path: string): Database.Database {
    const { busyTimeout: timeout = 5_000 } = this.#options;
    try {
      return this.#prepared(new Database(path, { fileMustExist: true, timeout }));
    } catch (error) {
      // Reading takes the files of the write-ahead log, which can't be created in a read-only folder. Without such files
      // no program has the database open, and the file alone is the whole database.
      if (!isNotAllowed(error) || hasLog(path)) throw error;
      return this.#prepared(new Database(contentOf(path), { readonly: true }));
    }
  }

  #prepared(handle: Database.Database): Database.Database {
    const { maxPages } = this.#options;
    try {
      if (maxPages !== undefined) handle.pragma(`max_page_count = ${maxPages}`);
      handle.pragma('foreign_keys = ON');
      // What was committed survives a power cut.
      handle.pragma('synchronous = FULL');
      // Reads the file for the first time: fails if it can't be read.
      handle.pragma('schema_version');
    } catch (error) {
      handle.close();
      throw error;
    }
    return handle;
  }
}

/** Runs `work`, and reports failures of the file system as those of the database. */
async function named<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileErrorOf(sqliteErrorOf(error, path), path);
  }
}

/** How many pages are copied between two reports of progress. */
const PAGES_A_STEP = 1_000;

/** @param file the name of the copy in messages; it is written at `place` */
async function backUp(
  handle: Database.Database,
  place: string,
  file: string,
  report: (done: number, total: number) => void,
): Promise<void> {
  // One snapshot: without it, each write of another program would restart the copy.
  handle.exec('begin');
  try {
    handle.prepare('select 1 from meta').get();
    await handle.backup(place, {
      progress({ totalPages, remainingPages }) {
        report(totalPages - remainingPages, totalPages);
        return PAGES_A_STEP;
      },
    });
  } catch (error) {
    throw sqliteErrorOf(error, file);
  } finally {
    handle.exec('rollback');
  }
}

/** Rebuilds the file and empties its log, so that neither keeps deleted values. Returns whether that was possible. */
function clear(handle: Database.Database): boolean {
  handle.exec('vacuum');
  // The first column is 1 when a reader prevented it.
  return handle.pragma('wal_checkpoint(truncate)', { simple: true }) === 0;
}

function sqliteVersion(): string {
  const handle = new Database(':memory:');
  try {
    return handle.prepare<[], string>('select sqlite_version()').pluck().get() ?? '';
  } finally {
    handle.close();
  }
}

/** The file's size in bytes; null when it does not exist. */
function sizeOf({ name, path }: FileRef): number | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) throw new AboError('database-is-folder', { name });
  return stats?.size ?? null;
}

/** Creates the file, and folders if need be, for the owner alone: it holds addresses. Returns false if it exists already. */
function makeFile(file: FileRef, makeFolders: boolean): boolean {
  if (sizeOf(file) !== null) return false;
  if (makeFolders) mkdirSync(dirname(file.path), { recursive: true, mode: 0o700 });
  else requireFolder(file);
  closeSync(openSync(file.path, 'a', 0o600));
  return true;
}

function requireFolder({ name, path }: FileRef): void {
  const folder = dirname(normalize(path));
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) {
    throw new AboError('database-folder-missing', { name, folder });
  }
}

/** Another program may have initialised the file in the meantime, or be about to. */
function removeUnlessInitialised(path: string): void {
  if (isInitialised(path)) return;
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}

function isInitialised(path: string): boolean {
  let handle: Database.Database | undefined;
  try {
    handle = new Database(path, { timeout: 0 });
    return handle.prepare('select 1 from sqlite_schema limit 1').get() !== undefined;
  } catch (error) {
    // Another program is writing. On a full disk, even reading may fail: then there is nothing to keep.
    return isBusy(error);
  } finally {
    handle?.close();
  }
}

function hasLog(file: string): boolean {
  return existsSync(`${file}-wal`) || existsSync(`${file}-shm`);
}

/** The bytes of the header that say how the database is written and read: 2 with a write-ahead log, 1 without. */
const LOG_MARKS = [18, 19];

/**
 * Reads a database file into memory, where it can have no log.
 *
 * @throws AboError `database-busy` when another program began to write meanwhile
 */
function contentOf(file: string): Buffer {
  const before = statSync(file, { bigint: true });
  const content = readFileSync(file);
  if (hasLog(file) || statSync(file, { bigint: true }).mtimeNs !== before.mtimeNs) {
    throw new AboError('database-busy', { name: file });
  }
  for (const mark of LOG_MARKS) if (content[mark] === 2) content[mark] = 1;
  return content;
}

/** Tries to write, and rolls it back: SQLite knows the rights to the file and its folder. */
function isReadOnly(handle: Database.Database): boolean {
  const timeout: unknown = handle.pragma('busy_timeout', { simple: true });
  handle.pragma('busy_timeout = 0');
  try {
    handle.exec('begin immediate');
    try {
      // A write lock alone can be taken on a read-only file.
      handle.pragma('user_version = 1');
    } finally {
      handle.exec('rollback');
    }
    return false;
  } catch (error) {
    // A lock held by another writer shows that the file can be written.
    return isNotAllowed(error);
  } finally {
    handle.pragma(`busy_timeout = ${String(timeout)}`);
  }
}
