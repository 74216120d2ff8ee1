/**
 * What PostgreSQL, MySQL and MariaDB share: a database is reached by a URL, created by its administrator, and gets its
 * tables from `init`. Source: docs/contract/cli.md, "Database".
 */
import { Kysely, type Dialect } from 'kysely';
import { AboError } from '../../errors.js';
import { BARE_SYSTEM, type System } from '../../system.js';
import type { Tables } from '../schema.js';
import { Sockets, withAnswerTimeout } from './answer-timeout.js';
import type { ServerErrors } from './driver-errors.js';
import { expecting } from './server-kind.js';
import { serverAddress, type ServerAddress } from './server-url.js';
import { SqlEngine, type Connected, type EngineOptions } from './sql-engine.js';

/** For a write, a read within it, and one beside it. */
export const CONNECTIONS = 4;
/** Seconds that clearing deleted values waits for a table: other users should not notice it. */
export const CLEAR_WAIT_S = 1;
const BUSY_TIMEOUT_MS = 5_000;

export interface ServerOptions extends EngineOptions {
  /** Takes precedence over the password in the URL; null for none. */
  readonly password?: () => Promise<string | null>;
}

/** How a connection is to be made. */
export interface ConnectionSettings {
  readonly address: ServerAddress;
  readonly system: System;
  readonly sockets: Sockets;
  readonly encrypted: boolean;
  /** How long a statement waits for a lock, in milliseconds. */
  readonly busyTimeout: number;
}

/** One kind of server. */
export interface Server {
  readonly name: 'postgres' | 'mysql';
  readonly defaultPort: number;
  readonly errors: ServerErrors;
  /** Is this the failure to encrypt a connection to a server that has no TLS? */
  readonly isWithoutTls: (error: unknown) => boolean;
  /** Does this statement fail only because an earlier one of its transaction failed? */
  readonly isAftermath?: (error: unknown) => boolean;
  /**
   * Makes a pool of connections, and the function that checks the server on the first of them.
   *
   * @throws AboError for a certificate that can't be read
   */
  pool(settings: ConnectionSettings): {
    readonly pool: Dialect;
    /** @throws AboError for a server that abo does not support */
    readonly inspect: (db: Kysely<Tables>) => Promise<Omit<Connected, 'db' | 'name' | 'close'>>;
  };
}

export class ServerEngine extends SqlEngine {
  readonly name: string;
  readonly #server: Server;
  readonly #options: ServerOptions;

  constructor(server: Server, options: ServerOptions = {}) {
    super(options);
    this.name = server.name;
    this.#server = server;
    this.#options = options;
  }

  protected async connect(url: string): Promise<Connected> {
    const { name: expected, defaultPort, errors, isWithoutTls } = this.#server;
    const inUrl = serverAddress(url, defaultPort);
    const address = { ...inUrl, password: (await this.#options.password?.()) ?? inUrl.password };
    const sockets = new Sockets();
    return expecting(
      expected,
      address,
      sockets,
      () => withTls(address, (encrypted) => this.#connectOnce(address, sockets, encrypted), isWithoutTls),
      (error) => errors.errorOf(error, address.name, address.host),
    );
  }

  async #connectOnce(address: ServerAddress, sockets: Sockets, encrypted: boolean): Promise<Connected> {
    const { system = BARE_SYSTEM, busyTimeout: wanted = BUSY_TIMEOUT_MS } = this.#options;
    const { name, answerTimeout } = address;
    // Less than the answer timeout: the server is to report that a lock is held before it counts as silent.
    const busyTimeout = Math.min(wanted, answerTimeout / 2);
    const { isAftermath } = this.#server;
    const { pool, inspect } = this.#server.pool({ address, system, sockets, encrypted, busyTimeout });
    const db = new Kysely<Tables>({ dialect: withAnswerTimeout(pool, { sockets, answerTimeout, isAftermath }) });
    try {
      return { db, name, close: () => db.destroy(), ...(await inspect(db)) };
    } catch (error) {
      await db.destroy();
      throw error;
    }
  }
}

/** Connects as the URL requires; with `prefer`, unencrypted to a server without TLS. */
async function withTls<T>(
  { sslMode }: ServerAddress,
  connect: (encrypted: boolean) => Promise<T>,
  isWithoutTls: (error: unknown) => boolean,
): Promise<T> {
  if (sslMode === 'disable') return connect(false);
  try {
    return await connect(true);
  } catch (error) {
    if (sslMode === 'prefer' && isWithoutTls(error)) return connect(false);
    throw error;
  }
}

/** @throws AboError `server-too-old` */
export function requireVersion(
  name: string,
  found: readonly number[],
  needed: readonly number[],
  server: string,
): void {
  const [major = 0, minor = 0] = found;
  const [neededMajor = 0, neededMinor = 0] = needed;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return;
  throw new AboError('server-too-old', { name, server, version: found.join('.'), minimum: needed.join('.') });
}
