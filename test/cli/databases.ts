/**
 * The databases on which whole commands are tested. SQLite: each test has a copy of a file. Server: one database, whose rows
 * are replaced for the next test, since creating a database takes longer than the rest of a test.
 *
 * `ABO_TEST_ENGINE` picks the engine: vitest.config.ts has a project for each. With `ABO_TEST_PARTITIONED=1` it is PostgreSQL
 * with the large tables divided by company.
 */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { EngineName } from '../../src/storage/store.js';
import {
  MYSQL,
  PARTITIONED,
  POSTGRES,
  ServerDatabase,
  type Contents,
  type Row,
  type Server,
} from '../storage/server-databases.js';
import { scratchFolder } from '../support/scratch.js';

export interface TestDatabase {
  /** The value for `--db`. */
  readonly location: string;
  /** Its name in messages. */
  readonly name: string;
  identity(): string | null;
  rows(): Promise<Contents>;
  /** Runs SQL directly, without abo. Returns the rows of a query. */
  query(sql: string): Promise<readonly Row[]>;
}

/** Runs abo on a database. */
export interface Filling {
  init(location: string): Promise<unknown>;
  /** Fills it, once it is initialised. */
  fill(database: TestDatabase): Promise<void>;
}

export interface TestEngine {
  readonly name: EngineName;
  /**
   * A database for one test, with the content that `filling` creates. The same `key` means the same content, which is
   * created once per test process.
   *
   * @param path where it is, for an engine whose databases are files
   */
  holding(path: string, key: string, filling: Filling): Promise<TestDatabase>;
  /** Where a test's database is before it holds anything; null where that is known only later. */
  before(path: string): TestDatabase | null;
  /** Releases it for another test. */
  release(database: TestDatabase): void;
}

class SqliteFile implements TestDatabase {
  readonly name: string;

  constructor(readonly location: string) {
    this.name = location;
  }

  identity(): string | null {
    if (!existsSync(this.location)) return null;
    return this.opened((open) => {
      try {
        return String(open.prepare("select value from meta where key = 'identity'").pluck().get());
      } catch {
        return null;
      }
    });
  }

  async rows(): Promise<Contents> {
    return this.opened((open) => {
      const tables = open
        .prepare<[], string>("select name from sqlite_master where type = 'table' order by name")
        .pluck()
        .all();
      return Object.fromEntries(
        tables.map((table) => [table, open.prepare<[], Row>(`select * from "${table}"`).all()]),
      );
    });
  }

  async query(sql: string): Promise<readonly Row[]> {
    return this.opened((open) => {
      const statement = open.prepare<[], Row>(sql);
      if (statement.reader) return statement.all();
      statement.run();
      return [];
    });
  }

  private opened<T>(use: (open: Database.Database) => T): T {
    // Not read-only: that would leave the files of the write-ahead log behind.
    const open = new Database(this.location, { fileMustExist: true });
    try {
      return use(open);
    } finally {
      open.close();
    }
  }
}

class SqliteFiles implements TestEngine {
  readonly name = 'sqlite';
  private readonly made = new Map<string, Promise<string>>();

  before(path: string): TestDatabase {
    return new SqliteFile(path);
  }

  async holding(path: string, key: string, filling: Filling): Promise<TestDatabase> {
    const making = this.made.get(key) ?? make(filling);
    this.made.set(key, making);
    mkdirSync(dirname(path), { recursive: true });
    copyFileSync(await making, path);
    return new SqliteFile(path);
  }

  release(): void {
    // Its folder is removed with the test.
  }
}

async function make({ init, fill }: Filling): Promise<string> {
  const database = new SqliteFile(join(scratchFolder('world'), 'abo.db'));
  await init(database.location);
  await fill(database);
  return database.location;
}

class ServerDatabases implements TestEngine {
  readonly name: Server['name'];
  private readonly all: ServerDatabase[] = [];
  private readonly free: ServerDatabase[] = [];
  private readonly made = new Map<string, Contents>();

  constructor(private readonly server: Server) {
    this.name = server.name;
  }

  before(): null {
    return null;
  }

  async holding(_path: string, key: string, filling: Filling): Promise<TestDatabase> {
    const database = this.free.pop() ?? (await this.new(filling));
    const known = this.made.get(key);
    if (known !== undefined) {
      await database.hold(key, known);
      return database;
    }
    await database.clear();
    await filling.fill(database);
    this.made.set(key, await database.rows());
    return database;
  }

  release(database: TestDatabase): void {
    const own = this.all.find((each) => each === database);
    if (own !== undefined) this.free.push(own);
  }

  private async new(filling: Filling): Promise<ServerDatabase> {
    const database = await ServerDatabase.create(this.server, (location) => filling.init(location));
    this.all.push(database);
    return database;
  }
}

/** The engine of this run. */
export const ENGINE: TestEngine =
  process.env['ABO_TEST_PARTITIONED'] === '1'
    ? new ServerDatabases(PARTITIONED)
    : engineNamed(process.env['ABO_TEST_ENGINE'] ?? 'sqlite');

/** The engine of this name, for tests that compare several. */
export function engineNamed(name: string): TestEngine {
  switch (name) {
    case 'sqlite':
      return new SqliteFiles();
    case 'postgres':
      return new ServerDatabases(POSTGRES);
    case 'mysql':
      return new ServerDatabases(MYSQL);
    default:
      throw new Error(`ABO_TEST_ENGINE: no engine ${name}`);
  }
}
