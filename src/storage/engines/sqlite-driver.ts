/**
 * Kysely on better-sqlite3, with what its own driver lacks: `BEGIN IMMEDIATE` for writers (a deferred transaction that
 * reads, then writes, can fail whatever the timeout), a connection for each transaction that is open (so that a write
 * inside a read neither hangs nor breaks its snapshot), and a rollback that doesn't mask a full disk.
 * Source: CONTRIBUTING.md, "Traps".
 */
import { setImmediate } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';

/** @param first a connection that is open already */
export function sqliteDialect(connect: () => Database.Database, first: Database.Database): Dialect {
  return {
    createDriver: () => new SqliteDriver(connect, first),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new TransactionalSqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  /** A migration that fails is rolled back. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class SqliteDriver implements Driver {
  readonly #open: SqliteConnection[] = [];
  readonly #idle: SqliteConnection[] = [];
  readonly #connect: () => Database.Database;

  constructor(connect: () => Database.Database, first: Database.Database) {
    this.#connect = connect;
    this.#idle.push(this.#opened(first));
  }

  async init(): Promise<void> {
    // The first connection is open already.
  }

  async acquireConnection(): Promise<SqliteConnection> {
    return this.#idle.pop() ?? this.#opened(this.#connect());
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#idle.push(own(connection));
  }

  async beginTransaction(connection: DatabaseConnection, { accessMode }: TransactionSettings): Promise<void> {
    const begun = own(connection);
    const isReader = accessMode === 'read only';
    begun.handle.exec(isReader ? 'begin' : 'begin immediate');
    begun.writing = !isReader;
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const { handle } = ended(connection);
    handle.exec('commit');
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    const { handle } = ended(connection);
    // After some errors (a full disk) SQLite has rolled back by itself.
    if (handle.inTransaction) handle.exec('rollback');
  }

  async destroy(): Promise<void> {
    for (const { handle } of this.#open) handle.close();
  }

  #opened(handle: Database.Database): SqliteConnection {
    const connection = new SqliteConnection(handle);
    this.#open.push(connection);
    return connection;
  }
}

function own(connection: DatabaseConnection): SqliteConnection {
  if (connection instanceof SqliteConnection) return connection;
  throw new Error('a connection of another driver');
}

function ended(connection: DatabaseConnection): SqliteConnection {
  const connected = own(connection);
  connected.writing = false;
  return connected;
}

class SqliteConnection implements DatabaseConnection {
  /** In a transaction that writes. */
  writing = false;

  constructor(readonly handle: Database.Database) {}

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    // Statements run synchronously: without this, a signal would be handled only after a long write.
    if (this.writing) await setImmediate();
    const statement = this.handle.prepare<unknown[], R>(sql);
    if (statement.reader) return { rows: statement.all(...parameters) };
    const { changes } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    for (const row of this.handle.prepare<unknown[], R>(sql).iterate(...parameters)) yield { rows: [row] };
  }
}
