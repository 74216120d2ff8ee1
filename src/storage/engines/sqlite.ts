/**
 * SQLite through better-sqlite3: a database is a file. It is never made on the sly, and only its owner can read it when
 * `init` makes it. Source: docs/contract/cli.md, "Database"; CONTRIBUTING.md, "Tools and dependencies".
 */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, normalize } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { DatabaseStatus } from '../../domain/database-status.js';
import { AboError, type Stage } from '../../errors.js';
import { BARE_SYSTEM, fileRef, type FileRef, type System } from '../../system.js';
import { SqlStore } from '../sql-store.js';
import type { SqlSession } from '../dialect.js';
import { initialise, migrate, requireCurrent, requireIdentity, schemaVersion } from '../migrate.js';
import { MIGRATIONS, type Migrations } from '../migrations/index.js';
import type { Tables } from '../schema.js';
import { statusOf, statusOfNothing } from '../status.js';
import { copyInto, requireCopyTarget } from '../copy.js';
import type { DatabaseContent, Engine, Initialised, CopyResult, CopyProgress, InitOptions } from '../store.js';
import { sqliteSql } from './sqlite-dialect.js';
import { SqliteDialect } from './sqlite-driver.js';
import { fileErrorOf, isBusy, isNotAllowed, sqliteErrorOf } from './sqlite-errors.js';
import { writeWhole } from './atomic-file.js';

export interface SqliteOptions {
  readonly migrations?: Migrations;
  /** How long a lock is waited for at once, in milliseconds: nothing else is done meanwhile. */
  readonly busyTimeout?: number;
  /** How long other writers are waited for in all, in milliseconds. */
  readonly writersWait?: number;
  /** How many pages of 4 KiB the file may have; as many as the disk holds if not given. */
  readonly maxPages?: number;
  /** To be told how far a change is. */
  readonly reached?: (stage: Stage) => void;
  /** Where relative paths start. */
  readonly system?: Pick<System, 'cwd'>;
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

  async open(path: string): Promise<SqlStore> {
    const file = this.fileAt(path);
    return this.named(path, async () => {
      requireFile(file);
      const handle = this.connect(file.path);
      try {
        const db = this.kysely(file.path, handle);
        requireCurrent(await schemaVersion({ db, dialect: sqliteSql }, this.migrations), path);
        return new SqlStore(db, sqliteSql, {
          name: path,
          identity: await requireIdentity(db, path),
          isReadOnly: async () => isReadOnly(handle),
          clear: async () => clear(handle),
          reached: this.options.reached,
          writersWait: this.options.writersWait,
          // Kysely closes the connections that it has used: this one may not have been.
          release: () => handle.close(),
        });
      } catch (error) {
        handle.close();
        throw error;
      }
    });
  }

  async init(path: string, { makeFolders = false }: InitOptions = {}): Promise<Initialised> {
    const file = this.fileAt(path);
    return this.named(path, async () => {
      const made = makeFile(file, makeFolders);
      try {
        return await this.connected(file.path, async (session, handle) => {
          const { state } = await schemaVersion(session, this.migrations);
          // Kept in the file: a reader never blocks the writer, nor the writer the readers.
          if (state === 'not-initialised') handle.pragma('journal_mode = WAL');
          return session.db.transaction().execute((db) => initialise({ ...session, db }, this.migrations, path));
        });
      } catch (error) {
        // A full disk: a file that was made for nothing is in the way of the next try.
        if (made) removeUnlessInitialised(file.path);
        throw error;
      }
    });
  }

  async status(path: string): Promise<DatabaseStatus> {
    const file = this.fileAt(path);
    return this.named(path, async () => {
      const { size } = fileOf(file) ?? { size: null };
      const known = { engine: this.name, serverVersion: sqliteVersion(), name: path, size };
      if (size === null) return statusOfNothing(known, this.migrations);
      return this.connected(file.path, (session) => statusOf(session, known, this.migrations));
    });
  }

  async migrate(path: string): Promise<readonly string[]> {
    const file = this.fileAt(path);
    return this.named(path, async () => {
      requireFile(file);
      return this.connected(file.path, async (session) => {
        const version = await schemaVersion(session, this.migrations);
        if (version.state !== 'behind') requireCurrent(version, path);
        return session.db.transaction().execute((db) => migrate({ ...session, db }, this.migrations, path));
      });
    });
  }

  async backup(path: string, backupPath: string, report: (done: number, total: number) => void): Promise<null> {
    const [file, copy] = [this.fileAt(path), this.fileAt(backupPath)];
    return this.named(path, async () => {
      requireFile(file);
      const handle = this.connect(file.path);
      try {
        const version = await schemaVersion(
          { db: this.kysely(file.path, handle), dialect: sqliteSql },
          this.migrations,
        );
        // Behind is no hindrance: a backup is made before a migration.
        if (version.state === 'foreign' || version.state === 'not-initialised') requireCurrent(version, path);
        await writeWhole(copy, (place) => backUp(handle, place, copy.name, report));
        return null;
      } finally {
        handle.close();
      }
    });
  }

  async content<T>(path: string, work: (content: DatabaseContent) => Promise<T>): Promise<T> {
    const store = await this.open(path);
    try {
      return await store.content(work);
    } finally {
      await store.close();
    }
  }

  async canCopyInto(path: string, content: DatabaseContent): Promise<string> {
    const file = this.fileAt(path);
    return this.named(path, async () => {
      if (fileOf(file) === null) requireFolder(file);
      else await this.connected(file.path, (session) => requireCopyTarget(session, this.migrations, path, content));
      return path;
    });
  }

  async copyInto(
    path: string,
    content: DatabaseContent,
    report: CopyProgress,
  ): Promise<CopyResult & { readonly name: string }> {
    const file = this.fileAt(path);
    return this.named(path, async () => {
      if (fileOf(file) !== null) return this.fillFile(file.path, path, content, report);
      requireFolder(file);
      return writeWhole(file, (place) => this.fillFile(place, path, content, report));
    });
  }

  /** @param name the path under which people know it */
  private async fillFile(
    path: string,
    name: string,
    content: DatabaseContent,
    report: CopyProgress,
  ): Promise<CopyResult & { readonly name: string }> {
    return this.connected(path, async (session, handle) => {
      const { state } = await schemaVersion(session, this.migrations);
      if (state === 'not-initialised') handle.pragma('journal_mode = WAL');
      const { reached = () => undefined } = this.options;
      return { name, ...(await copyInto(session, this.migrations, name, content, { report, reached })) };
    });
  }

  private kysely(path: string, first: Database.Database): Kysely<Tables> {
    return new Kysely<Tables>({ dialect: new SqliteDialect(() => this.connect(path), first) });
  }

  private fileAt(path: string): FileRef {
    return fileRef(path, this.options.system ?? BARE_SYSTEM);
  }

  private connect(file: string): Database.Database {
    const { busyTimeout: timeout = 5_000 } = this.options;
    try {
      return this.prepared(new Database(file, { fileMustExist: true, timeout }));
    } catch (error) {
      // Reading takes the files of the write-ahead log, which can't be made in a folder that is read-only. Where there
      // are none, nobody has the database open, and its file alone is all of it.
      if (!isNotAllowed(error) || hasLog(file)) throw error;
      return this.prepared(new Database(contentOf(file), { readonly: true }));
    }
  }

  private prepared(handle: Database.Database): Database.Database {
    const { maxPages } = this.options;
    try {
      if (maxPages !== undefined) handle.pragma(`max_page_count = ${maxPages}`);
      handle.pragma('foreign_keys = ON');
      // What was committed survives a power cut.
      handle.pragma('synchronous = FULL');
      // The first look at the file: whether it can be read is told here.
      handle.pragma('schema_version');
    } catch (error) {
      handle.close();
      throw error;
    }
    return handle;
  }

  private async connected<T>(
    path: string,
    use: (session: SqlSession, handle: Database.Database) => Promise<T>,
  ): Promise<T> {
    const handle = this.connect(path);
    const db = this.kysely(path, handle);
    try {
      return await use({ db, dialect: sqliteSql }, handle);
    } finally {
      await db.destroy();
      handle.close();
    }
  }

  private async named<T>(path: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw fileErrorOf(sqliteSql.errorOf(error, path), path);
    }
  }
}

/** How many pages are copied before others get their turn, and are told how far it is. */
const PAGES_A_STEP = 1_000;

/** @param file under what name people will know the copy, which is made at `place` */
async function backUp(
  handle: Database.Database,
  place: string,
  file: string,
  report: (done: number, total: number) => void,
): Promise<void> {
  // One snapshot: without it, each write of somebody else would make the copying begin anew.
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

/** Every page is written anew, and none of the old ones is left, neither in the file nor in its log. */
function clear(handle: Database.Database): boolean {
  handle.exec('vacuum');
  // The first column: whether somebody who reads was in the way.
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

/** The file's size in bytes; null when there is none. */
function fileOf({ name, path }: FileRef): { readonly size: number } | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) throw new AboError('database-is-folder', { name });
  return stats === undefined ? null : { size: stats.size };
}

function requireFile(file: FileRef): void {
  if (fileOf(file) === null) throw new AboError('database-missing', { name: file.name });
}

/**
 * Only the owner may read the file, and the folders that are made for it: it holds addresses.
 *
 * @returns whether there was none
 */
function makeFile(file: FileRef, makeFolders: boolean): boolean {
  if (fileOf(file) !== null) return false;
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

/** Unless somebody else made a database of the file in the meantime, or is about to. */
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
    // On a disk that is full, not even a look at the file has the room that it takes.
    return isBusy(error);
  } finally {
    handle?.close();
  }
}

function hasLog(file: string): boolean {
  return existsSync(`${file}-wal`) || existsSync(`${file}-shm`);
}

/** Where the header of a database says how it is written, and read: 2 with a write-ahead log, 1 without. */
const LOG_MARKS = [18, 19];

/**
 * A database as it stands in its file, to be held in memory, where there can be no log.
 *
 * @throws AboError `database-busy` when somebody who may write began to meanwhile
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

/** Asked of SQLite, which knows the file, its folder and whose process this is; nothing is written. */
function isReadOnly(handle: Database.Database): boolean {
  const timeout: unknown = handle.pragma('busy_timeout', { simple: true });
  handle.pragma('busy_timeout = 0');
  try {
    handle.exec('begin immediate');
    try {
      // Only a write tells; it is taken back.
      handle.pragma('user_version = 1');
    } finally {
      handle.exec('rollback');
    }
    return false;
  } catch (error) {
    // Somebody who is writing shows that it can be done.
    return isNotAllowed(error);
  } finally {
    handle.pragma(`busy_timeout = ${String(timeout)}`);
  }
}
