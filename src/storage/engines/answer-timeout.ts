/**
 * A time limit for each answer of a server. When the server or the network goes silent, no error ever comes: without a limit
 * the program would wait for ever. Past it, the sockets are cut, which is an error like any other lost connection.
 */
import { Socket } from 'node:net';
import type {
  CompiledQuery,
  DatabaseConnection,
  Dialect,
  Driver,
  Kysely,
  QueryResult,
  TransactionSettings,
} from 'kysely';

/** After so many milliseconds without traffic, the system probes whether the other end is still there. */
const KEEP_ALIVE_MS = 10_000;
/** After so many seconds without a statement in its transaction, a server ends a writer's connection, and frees its locks. */
export const WRITER_IDLE_S = 30;
/** How long closing the connections may take. */
const CLOSE_MS = 2_000;

/** The code of the error with which silent connections are cut; the drivers pass it on. */
export const SILENT = 'ESILENT';

/** The sockets of one pool, so that all can be cut: a driver by itself would wait for a peer that has vanished. */
export class Sockets {
  readonly #open = new Set<Socket>();

  readonly made = (): Socket => {
    const socket = new Socket();
    this.#open.add(socket);
    socket.setNoDelay(true).on('close', () => this.#open.delete(socket));
    socket.once('connect', () => socket.setKeepAlive(true, KEEP_ALIVE_MS));
    return socket;
  };

  cut(error?: Error): void {
    for (const socket of this.#open) socket.destroy(error);
  }
}

export interface AnswerLimit {
  readonly sockets: Sockets;
  /** Milliseconds that any one answer may take. */
  readonly answerTimeout: number;
  /** Is this failure of a statement a mere consequence of the one before it? Then that one is thrown. */
  readonly isAftermath?: (error: unknown) => boolean;
}

/** Returns the dialect with connections that are cut when an answer takes too long. */
export function withAnswerTimeout(dialect: Dialect, limit: AnswerLimit): Dialect {
  return {
    createDriver: () => new TimeoutDriver(dialect.createDriver(), limit),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db: Kysely<unknown>) => dialect.createIntrospector(db),
  };
}

class TimeoutDriver implements Driver {
  readonly #inner = new WeakMap<DatabaseConnection, DatabaseConnection>();
  readonly #driver: Driver;
  readonly #limit: AnswerLimit;

  constructor(driver: Driver, limit: AnswerLimit) {
    this.#driver = driver;
    this.#limit = limit;
  }

  async init(): Promise<void> {
    await this.#driver.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const inner = await answered(this.#limit, () => this.#driver.acquireConnection());
    const connection = new TimeoutConnection(inner, this.#limit);
    this.#inner.set(connection, inner);
    return connection;
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await this.#waiting(connection, (inner) => this.#driver.beginTransaction(inner, settings));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#waiting(connection, (inner) => this.#driver.commitTransaction(inner));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#waiting(connection, (inner) => this.#driver.rollbackTransaction(inner));
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    await this.#driver.releaseConnection(this.#innerOf(connection));
  }

  /** All work is done by now, so a close that fails, or that the server does not answer, is no error. */
  async destroy(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_MS)));
    try {
      await Promise.race([this.#driver.destroy().catch(() => undefined), timeUp]);
    } finally {
      clearTimeout(timer);
      this.#limit.sockets.cut();
    }
  }

  async #waiting(connection: DatabaseConnection, work: (inner: DatabaseConnection) => Promise<void>): Promise<void> {
    await answered(this.#limit, () => work(this.#innerOf(connection)));
  }

  /** Drivers know their own connections only. */
  #innerOf(connection: DatabaseConnection): DatabaseConnection {
    const inner = this.#inner.get(connection);
    if (inner === undefined) throw new Error('a connection of another driver');
    return inner;
  }
}

class TimeoutConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection;
  readonly #limit: AnswerLimit;
  /** The last failure that is not a consequence of another. */
  #failed: Error | undefined;

  constructor(inner: DatabaseConnection, limit: AnswerLimit) {
    this.#inner = inner;
    this.#limit = limit;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      return await answered(this.#limit, () => this.#inner.executeQuery<R>(query));
    } catch (error) {
      if (this.#failed !== undefined && this.#limit.isAftermath?.(error) === true) throw this.#failed;
      if (error instanceof Error) this.#failed = error;
      throw error;
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#inner.streamQuery<R>(query, chunkSize);
  }
}

/** Runs `ask`. Past the limit it cuts all sockets: when one is silent, the others can't be trusted. */
async function answered<T>({ sockets, answerTimeout }: AnswerLimit, ask: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => {
    sockets.cut(Object.assign(new Error('the server does not answer'), { code: SILENT }));
  }, answerTimeout);
  try {
    return await ask();
  } finally {
    clearTimeout(timer);
  }
}
