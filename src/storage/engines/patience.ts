/**
 * How long a server may take to answer. Where it, or the network, goes silent no error ever comes: without a bound the
 * program would wait for ever. Its sockets are cut then, which is an error like any other lost connection.
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

/** The system asks a connection on which nothing happens whether it is still there, after so many milliseconds. */
const KEEP_ALIVE_MS = 10_000;
/** Seconds after which a server ends the connection of a writer that asks for nothing: it is taken for gone. */
export const WRITER_IDLE_S = 30;
/** For saying goodbye. */
const GOODBYE_MS = 2_000;

/** What `patient` makes of silence; the drivers hand it on. */
export const SILENT = 'ESILENT';

/** The sockets of one pool, which can all be cut: drivers wait for a peer that is gone. */
export class Sockets {
  private readonly open = new Set<Socket>();

  readonly made = (): Socket => {
    const socket = new Socket();
    this.open.add(socket);
    socket.setNoDelay(true).on('close', () => this.open.delete(socket));
    socket.once('connect', () => socket.setKeepAlive(true, KEEP_ALIVE_MS));
    return socket;
  };

  cut(error?: Error): void {
    for (const socket of this.open) socket.destroy(error);
  }
}

export interface Patience {
  readonly sockets: Sockets;
  /** Milliseconds that any one answer may take. */
  readonly answerTimeout: number;
  /** Is this failure of a statement but what came of the one before it? That one is told then. */
  readonly isAftermath?: (error: unknown) => boolean;
}

/** A dialect whose connections are cut when an answer doesn't come. */
export function patient(dialect: Dialect, patience: Patience): Dialect {
  return {
    createDriver: () => new PatientDriver(dialect.createDriver(), patience),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db: Kysely<unknown>) => dialect.createIntrospector(db),
  };
}

class PatientDriver implements Driver {
  private readonly inner = new WeakMap<DatabaseConnection, DatabaseConnection>();

  constructor(
    private readonly driver: Driver,
    private readonly patience: Patience,
  ) {}

  async init(): Promise<void> {
    await this.driver.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const inner = await answered(this.patience, () => this.driver.acquireConnection());
    const connection = new PatientConnection(inner, this.patience);
    this.inner.set(connection, inner);
    return connection;
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await this.waiting(connection, (inner) => this.driver.beginTransaction(inner, settings));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.waiting(connection, (inner) => this.driver.commitTransaction(inner));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await this.waiting(connection, (inner) => this.driver.rollbackTransaction(inner));
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    await this.driver.releaseConnection(this.innerOf(connection));
  }

  /** Whatever is done is done: a goodbye that fails, or that nobody hears, is no failure. */
  async destroy(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, GOODBYE_MS)));
    try {
      await Promise.race([this.driver.destroy().catch(() => undefined), enough]);
    } finally {
      clearTimeout(timer);
      this.patience.sockets.cut();
    }
  }

  private async waiting(
    connection: DatabaseConnection,
    work: (inner: DatabaseConnection) => Promise<void>,
  ): Promise<void> {
    await answered(this.patience, () => work(this.innerOf(connection)));
  }

  /** Drivers know their own connections only. */
  private innerOf(connection: DatabaseConnection): DatabaseConnection {
    const inner = this.inner.get(connection);
    if (inner === undefined) throw new Error('a connection of another driver');
    return inner;
  }
}

class PatientConnection implements DatabaseConnection {
  /** What failed last, before what came of it. */
  private failed: Error | undefined;

  constructor(
    private readonly inner: DatabaseConnection,
    private readonly patience: Patience,
  ) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      return await answered(this.patience, () => this.inner.executeQuery<R>(query));
    } catch (error) {
      if (this.failed !== undefined && this.patience.isAftermath?.(error) === true) throw this.failed;
      if (error instanceof Error) this.failed = error;
      throw error;
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(query, chunkSize);
  }
}

/** All sockets are cut: when one is silent, none is to be trusted. */
async function answered<T>({ sockets, answerTimeout }: Patience, ask: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => {
    sockets.cut(Object.assign(new Error('the server does not answer'), { code: SILENT }));
  }, answerTimeout);
  try {
    return await ask();
  } finally {
    clearTimeout(timer);
  }
}
