/**
 * A time limit for each answer of a server. Without it, the program would wait for ever when the server or the network goes
 * silent. Then the sockets are closed, and the error is that of any lost connection.
 */
import { Socket } from 'node:net';
import type { DatabaseConnection, Dialect, Driver } from 'kysely';
import { SILENT } from './driver-errors.js';

/** After so many milliseconds without traffic, the system checks whether the other side still answers. */
const KEEP_ALIVE_MS = 10_000;
/** After so many seconds without a statement, a server ends the connection of a writer, and frees its locks. */
export const WRITER_IDLE_S = 30;
/** How long closing the connections may take. */
const CLOSE_MS = 2_000;

/** The sockets of one pool, to close them all at once. The driver itself would wait for a server that has vanished. */
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
  /** How long each answer may take, in milliseconds. */
  readonly answerTimeout: number;
  /** Does this statement fail only because an earlier one of its transaction failed? Then that failure is thrown. */
  readonly isAftermath?: ((error: unknown) => boolean) | undefined;
}

/**
 * Returns the dialect with connections that are closed when an answer takes too long, and without Kysely's lock for
 * migrations: a migration already holds `lockSchema`. Kysely's lock is for the whole server on MySQL, and lets a transaction
 * wait for an hour on PostgreSQL, with everyone else behind it.
 */
export function withAnswerTimeout(dialect: Dialect, limit: AnswerLimit): Dialect {
  const heldAlready = async (): Promise<void> => undefined;
  return {
    createDriver: () => limitedDriver(dialect.createDriver(), limit),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () =>
      Object.assign(dialect.createAdapter(), { acquireMigrationLock: heldAlready, releaseMigrationLock: heldAlready }),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

/** Limits statements, among them begin, commit and rollback, which the driver runs on its connection. */
function limitedDriver(driver: Driver, limit: AnswerLimit): Driver {
  const acquire = driver.acquireConnection.bind(driver);
  const destroy = driver.destroy.bind(driver);
  const limited = new WeakSet<DatabaseConnection>();
  return Object.assign(driver, {
    acquireConnection: async () => {
      const connection = await answered(limit, () => acquire());
      if (!limited.has(connection)) limitConnection(connection, limit);
      limited.add(connection);
      return connection;
    },

    /** All work is done by now, so it is no error when closing fails or gets no answer. */
    destroy: async () => {
      const { promise: timeUp, resolve } = Promise.withResolvers<undefined>();
      const timer = setTimeout(resolve, CLOSE_MS, undefined);
      try {
        await Promise.race([destroy().catch(() => undefined), timeUp]);
      } finally {
        clearTimeout(timer);
        limit.sockets.cut();
      }
    },
  });
}

function limitConnection(connection: DatabaseConnection, limit: AnswerLimit): void {
  const execute = connection.executeQuery.bind(connection);
  /** The last failure that is not a consequence of another. */
  let failed: Error | undefined;
  connection.executeQuery = async (query, options) => {
    try {
      return await answered(limit, () => execute(query, options));
    } catch (error) {
      if (failed !== undefined && limit.isAftermath?.(error) === true) throw failed;
      if (error instanceof Error) failed = error;
      throw error;
    }
  };
}

/** Runs `ask`. After the limit it closes all sockets: when one is silent, the others probably are too. */
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
