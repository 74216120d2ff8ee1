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
import mysql from 'mysql2/promise';
import pg from 'pg';
import { postgresEngine } from '../../src/storage/engines/postgres.js';
import type { EngineName } from '../../src/storage/store.js';
import { databaseName, MYSQL_URL, POSTGRES_URL } from '../storage/servers.js';
import { scratchFolder } from '../support/scratch.js';

/** Every row of every table, by table. */
export type Contents = Readonly<Record<string, readonly Row[]>>;
export type Row = Readonly<Record<string, unknown>>;

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
  init(database: TestDatabase): Promise<void>;
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
  await init(database);
  await fill(database);
  return database.location;
}

/** A connection to one database of a server, and what differs between servers when it is filled. */
interface Connection {
  query(sql: string): Promise<readonly Row[]>;
  /** Replaces all rows, those of the journal too. */
  replace(contents: Contents): Promise<void>;
  close(): Promise<void>;
}

interface Server {
  readonly name: 'postgres' | 'mysql';
  readonly url: string;
  connect(url: string): Promise<Connection>;
  /** Creates the tables otherwise than `abo db init`. */
  readonly makeTables?: (location: string) => Promise<unknown>;
  /** An SQL query for the names of the tables. */
  readonly tables: string;
  quoted(name: string): string;
  /** Statements for a new database. */
  readonly settings?: (database: string) => readonly string[];
}

class ServerDatabase implements TestDatabase {
  readonly location: string;
  readonly name: string;
  /** The content that it has; null once a test may have changed it without abo. */
  private held: { readonly key: string; readonly changeSets: number } | null = null;
  private meta: readonly Row[] = [];

  private constructor(
    database: string,
    private readonly server: Server,
    private readonly connection: Connection,
  ) {
    this.location = located(server.url, database);
    this.name = `${new URL(server.url).host}/${database}`;
  }

  static async made(server: Server, { init }: Filling): Promise<ServerDatabase> {
    const database = databaseName();
    await administer(server, `create database ${database}`);
    for (const statement of server.settings?.(database) ?? []) await administer(server, statement);
    const made = new ServerDatabase(database, server, await server.connect(located(server.url, database)));
    await (server.makeTables?.(made.location) ?? init(made));
    made.meta = await made.connection.query('select * from meta');
    return made;
  }

  identity(): string | null {
    return String(this.meta.find(({ key }) => key === 'identity')?.['value']);
  }

  async query(sql: string): Promise<readonly Row[]> {
    this.held = null;
    return this.connection.query(sql);
  }

  async rows(): Promise<Contents> {
    const contents: Record<string, readonly Row[]> = {};
    for (const { name } of await this.connection.query(this.server.tables)) {
      const rows = await this.connection.query(`select * from ${this.server.quoted(String(name))}`);
      // A server returns rows in any order.
      contents[String(name)] = rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    }
    return contents;
  }

  async clear(): Promise<void> {
    this.held = null;
    await this.connection.replace({ meta: this.meta });
  }

  async hold(key: string, contents: Contents): Promise<void> {
    const changeSets = contents['change_set']?.length ?? 0;
    if (this.held?.key === key && this.held.changeSets === (await this.countChangeSets())) return;
    await this.connection.replace({ ...contents, meta: this.meta });
    this.held = { key, changeSets };
  }

  /** Every change writes one. */
  private async countChangeSets(): Promise<number> {
    const [found] = await this.connection.query('select count(*) as count from change_set');
    return Number(found?.['count']);
  }
}

async function administer(server: Server, statement: string): Promise<void> {
  const connection = await server.connect(server.url);
  try {
    await connection.query(statement);
  } finally {
    await connection.close();
  }
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
    const database = await ServerDatabase.made(this.server, filling);
    this.all.push(database);
    return database;
  }
}

/** In the order in which rows may be written: a table after those that it refers to. */
const TABLES = ['meta', 'company', 'contact', 'mailbox', 'subscription', 'change_set', 'change'];

const POSTGRES: Server = {
  name: 'postgres',
  url: POSTGRES_URL,
  tables: `
select relname::text as name from pg_class
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by name`,
  quoted: (name) => `"${name}"`,
  // A commit need not survive a power failure.
  settings: (database) => [`alter database ${database} set synchronous_commit = off`],
  async connect(url) {
    const client = new pg.Client(url);
    await client.connect();
    const query = async (sql: string): Promise<readonly Row[]> =>
      (await client.query<Record<string, unknown>>(sql)).rows;
    return {
      query,
      async replace(contents) {
        // The triggers that protect the journal are off.
        await query('begin; set local session_replication_role = replica');
        for (const table of TABLES) {
          await query(`delete from ${table}`);
          const rows = JSON.stringify(contents[table] ?? []);
          await client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [rows]);
        }
        await query('commit');
      },
      close: async () => client.end(),
    };
  },
};

/** The large tables divided by company, as on a distributed server. Source: docs/scaling.md, "By company". */
const PARTITIONED: Server = {
  ...POSTGRES,
  makeTables: (location) => postgresEngine({ partitions: 4 }).init(location),
};

const MYSQL: Server = {
  name: 'mysql',
  url: MYSQL_URL,
  tables:
    "select table_name as name from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE' order by name",
  quoted: (name) => `\`${name}\``,
  async connect(url) {
    const connection = await mysql.createConnection({ uri: url, charset: 'utf8mb4_bin' });
    const query = async (sql: string): Promise<readonly Row[]> => {
      const [rows] = await connection.query<mysql.RowDataPacket[]>(sql);
      return Array.isArray(rows) ? rows : [];
    };
    return {
      query,
      async replace(contents) {
        await query('set foreign_key_checks = 0');
        for (const table of TABLES) {
          // A truncated table fires no trigger: those of the journal forbid deleting.
          await query(`${table.startsWith('change') ? 'truncate table' : 'delete from'} \`${table}\``);
          const rows = contents[table] ?? [];
          const columns = Object.keys(rows[0] ?? {});
          if (columns.length === 0) continue;
          const values = rows.map((row) => columns.map((column) => row[column]));
          await connection.query(`insert into \`${table}\` (${columns.map((each) => `\`${each}\``).join()}) values ?`, [
            values,
          ]);
        }
        await query('set foreign_key_checks = 1');
      },
      close: async () => connection.end(),
    };
  },
};

function located(url: string, database: string): string {
  const made = new URL(url);
  made.pathname = `/${database}`;
  return made.href;
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
