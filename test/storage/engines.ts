/**
 * The engines that the tests of storage run on: SQLite always, servers where they can be reached. A new one is an entry
 * here. Source: CONTRIBUTING.md, "Servers for tests".
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { mysqlEngine } from '../../src/storage/engines/mysql.js';
import { postgresEngine } from '../../src/storage/engines/postgres.js';
import { sqliteEngine } from '../../src/storage/engines/sqlite.js';
import type { Migrations } from '../../src/storage/migrations/index.js';
import type { Engine, EngineName, Store } from '../../src/storage/store.js';
import { scratchFolder } from '../support/scratch.js';
import {
  MYSQL as MYSQL_SERVER,
  PARTITIONED as PARTITIONED_SERVER,
  POSTGRES as POSTGRES_SERVER,
  ServerDatabase,
  type Row,
  type Server,
} from './server-databases.js';
import { databaseName, MYSQL_URL, POSTGRES_URL, reachable } from './servers.js';

export interface Place {
  readonly location: string;
  readonly dispose: () => Promise<void>;
}

export interface TestEngine {
  readonly name: EngineName;
  /** Of its tests, where several are of one kind. */
  readonly title: string;
  readonly engine: Engine;
  /** One that waits a second for a lock. */
  engineWith(migrations: Migrations): Engine;
  /** One that pauses briefly before it tries again: for what fails every time. */
  readonly hasty: Engine;
  /** The location of a separate database, which may not exist yet; `dispose` removes it. */
  place(): Promise<Place>;
  /** An initialised database without a row; on a server perhaps one that an earlier test had. */
  empty(): Promise<Place>;
  /** Plain SQL, past abo. */
  query(location: string, sql: string): Promise<readonly Row[]>;
  /** Another program that reads the database in one snapshot, until the test ends or the returned function is called. */
  reading(location: string, sql: string): Promise<() => Promise<void>>;
  /** How often a property is tried, of the times that it is on the engine that makes a database in a millisecond. */
  runs(times: number): number;
  /** A name as this engine's SQL writes it. */
  quoted(name: string): string;
}

const SQLITE: TestEngine = {
  name: 'sqlite',
  title: 'sqlite',
  engine: sqliteEngine(),
  engineWith: (migrations) => sqliteEngine({ migrations, busyTimeout: 1_000 }),
  hasty: sqliteEngine(),
  async place() {
    const folder = scratchFolder('storage');
    return { location: join(folder, 'abo.db'), dispose: async () => rmSync(folder, { recursive: true }) };
  },
  async empty() {
    const place = await this.place();
    await this.engine.init(place.location);
    return place;
  },
  async query(location, sql) {
    const handle = new Database(location);
    try {
      const statement = handle.prepare<[], Row>(sql);
      if (statement.reader) return statement.all();
      statement.run();
      return [];
    } finally {
      handle.close();
    }
  },
  async reading(location, sql) {
    const handle = new Database(location);
    handle.exec(`begin; ${sql}`);
    return untilLetGo(async () => {
      handle.close();
    });
  },
  runs: (times) => times,
  quoted: (name) => `"${name}"`,
};

const POSTGRES: TestEngine = {
  name: 'postgres',
  title: 'postgres',
  engine: postgresEngine(),
  engineWith: (migrations) => postgresEngine({ migrations, busyTimeout: 1_000 }),
  hasty: postgresEngine({ longestPause: 200 }),
  async place() {
    const name = databaseName();
    await queryPostgres(POSTGRES_URL, `create database ${name}`);
    // What is committed need not survive a power cut.
    await queryPostgres(POSTGRES_URL, `alter database ${name} set synchronous_commit = off`);
    return {
      location: withDatabase(POSTGRES_URL, name),
      dispose: async () => {
        await queryPostgres(POSTGRES_URL, `drop database ${name} with (force)`);
      },
    };
  },
  empty: emptied(POSTGRES_SERVER, postgresEngine()),
  query: queryPostgres,
  async reading(location, sql) {
    const client = new pg.Client(location);
    await client.connect();
    await client.query(`begin isolation level repeatable read; ${sql}`);
    return untilLetGo(() => client.end());
  },
  runs: onServer,
  quoted: (name) => `"${name}"`,
};

const MYSQL: TestEngine = {
  name: 'mysql',
  title: 'mysql',
  engine: mysqlEngine(),
  engineWith: (migrations) => mysqlEngine({ migrations, busyTimeout: 1_000 }),
  hasty: mysqlEngine({ longestPause: 200 }),
  async place() {
    const name = databaseName();
    await queryMysql(MYSQL_URL, `create database ${name}`);
    return {
      location: withDatabase(MYSQL_URL, name),
      dispose: async () => {
        await queryMysql(MYSQL_URL, `drop database ${name}`);
      },
    };
  },
  empty: emptied(MYSQL_SERVER, mysqlEngine()),
  query: queryMysql,
  async reading(location, sql) {
    const connection = await mysql.createConnection({ uri: location });
    await connection.query('start transaction with consistent snapshot');
    await connection.query(sql);
    return untilLetGo(() => connection.end());
  },
  runs: onServer,
  quoted: (name) => `\`${name}\``,
};

export const ENGINES: readonly TestEngine[] = [SQLITE, POSTGRES, MYSQL].filter(({ name }) => reachable(name));
export const SERVERS: readonly TestEngine[] = ENGINES.filter(({ name }) => name !== 'sqlite');

/** The large tables divided by company, as on a distributed server. Source: docs/scaling.md, "By company". */
export const PARTITIONED: TestEngine = {
  ...POSTGRES,
  title: 'postgres, partitioned',
  empty: emptied(PARTITIONED_SERVER, postgresEngine()),
  engine: postgresEngine({ partitions: 4 }),
  engineWith: (migrations) => postgresEngine({ migrations, busyTimeout: 1_000, partitions: 4 }),
};

/** Each engine, in each way in which its tables may lie. */
export const LAYOUTS: readonly TestEngine[] = [...ENGINES, PARTITIONED].filter(({ name }) => reachable(name));

/** Databases of this server, one after the other given to a test and emptied when it is done with it. */
function emptied(server: Server, engine: Engine): () => Promise<Place> {
  const free: ServerDatabase[] = [];
  return async () => {
    const database = free.pop() ?? (await ServerDatabase.create(server, (location) => engine.init(location)));
    return {
      location: database.location,
      dispose: async () => {
        await database.clear();
        free.push(database);
      },
    };
  };
}

function onServer(times: number): number {
  return Math.ceil(times / 5);
}

async function queryPostgres(url: string, sql: string): Promise<readonly Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function queryMysql(url: string, sql: string): Promise<readonly Row[]> {
  const connection = await mysql.createConnection({ uri: url, charset: 'utf8mb4_bin' });
  try {
    const [rows] = await connection.query<mysql.RowDataPacket[]>(sql);
    return Array.isArray(rows) ? rows : [];
  } finally {
    await connection.end();
  }
}

function untilLetGo(end: () => Promise<void>): () => Promise<void> {
  let ended: Promise<void> | undefined;
  const letGo = (): Promise<void> => (ended ??= end());
  onTestFinished(letGo);
  return letGo;
}

function withDatabase(url: string, name: string): string {
  const made = new URL(url);
  made.pathname = `/${name}`;
  return made.href;
}

interface OpenDatabase {
  readonly store: Store;
  readonly location: string;
}

/** A separate folder, removed when the test ends. */
export function newFolder(): string {
  const folder = scratchFolder('storage');
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A separate place for a database, removed when the test ends. */
export async function newPlace({ place }: TestEngine): Promise<string> {
  const { location, dispose } = await place();
  onTestFinished(dispose);
  return location;
}

/** An empty database, open until the test ends. On a server it may hold traces of earlier tests, such as pages and statistics. */
export async function emptyStore(engine: TestEngine): Promise<OpenDatabase> {
  return opened(engine.engine, await engine.empty());
}

/** A new database, open until the test ends. The test may alter its tables. */
export async function newStore({ engine, place }: TestEngine): Promise<OpenDatabase> {
  const made = await place();
  await engine.init(made.location);
  return opened(engine, made);
}

async function opened(engine: Engine, { location, dispose }: Place): Promise<OpenDatabase> {
  const store = await engine.open(location);
  onTestFinished(async () => {
    await store.close();
    await dispose();
  });
  return { store, location };
}
