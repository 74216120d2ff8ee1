/**
 * Databases on a server that are emptied for the next test, since creating one takes longer than all else in a test.
 * Source: CONTRIBUTING.md, "Servers for tests".
 */
import mysql from 'mysql2/promise';
import pg from 'pg';
import { postgresEngine } from '../../src/storage/engines/postgres.js';
import { databaseName, MYSQL_URL, POSTGRES_URL } from './servers.js';

/** Every row of every table, by table. */
export type Contents = Readonly<Record<string, readonly Row[]>>;
export type Row = Readonly<Record<string, unknown>>;

/** A connection to one database of a server, and what differs between servers when it is filled. */
interface Connection {
  query(sql: string): Promise<readonly Row[]>;
  /** Replaces all rows, those of the journal too. */
  replace(contents: Contents): Promise<void>;
  close(): Promise<void>;
}

export interface Server {
  readonly name: 'postgres' | 'mysql';
  readonly url: string;
  connect(url: string): Promise<Connection>;
  /** Creates the tables otherwise than `abo db init`. */
  readonly createTables?: (location: string) => Promise<unknown>;
  /** An SQL query for the names of the tables. */
  readonly tables: string;
  quoted(name: string): string;
  /** Statements for a new database. */
  readonly settings?: (database: string) => readonly string[];
}

export class ServerDatabase {
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

  /** @param init creates the tables, unless the server has a way of its own */
  static async create(server: Server, init: (location: string) => Promise<unknown>): Promise<ServerDatabase> {
    const database = databaseName();
    await administer(server, `create database ${database}`);
    for (const statement of server.settings?.(database) ?? []) await administer(server, statement);
    const made = new ServerDatabase(database, server, await server.connect(located(server.url, database)));
    await (server.createTables ?? init)(made.location);
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

/** In the order in which rows may be written: what is referred to comes first. */
const TABLES = ['meta', 'company', 'contact', 'mailbox', 'subscription', 'change_set', 'change'];

export const POSTGRES: Server = {
  name: 'postgres',
  url: POSTGRES_URL,
  tables: `
select relname::text as name from pg_class
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by name`,
  quoted: (name) => `"${name}"`,
  // What is committed need not survive a power cut.
  settings: (database) => [`alter database ${database} set synchronous_commit = off`],
  async connect(url) {
    const client = new pg.Client(url);
    await client.connect();
    const query = async (sql: string): Promise<readonly Row[]> =>
      (await client.query<Record<string, unknown>>(sql)).rows;
    return {
      query,
      async replace(contents) {
        // The triggers that keep the journal are asleep.
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
export const PARTITIONED: Server = {
  ...POSTGRES,
  createTables: (location) => postgresEngine({ partitions: 4 }).init(location),
};

export const MYSQL: Server = {
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
          // No trigger keeps the journal from being made anew.
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
