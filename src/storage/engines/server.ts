/**
 * What engines on a server share: a database is reached by a URL, made by its administrator, and given its tables by
 * `init`. Source: docs/contract/cli.md, "Database".
 */
import type { Kysely } from 'kysely';
import type { DatabaseStatus } from '../../domain/database-status.js';
import { AboError, type Stage } from '../../errors.js';
import { SqlStore } from '../sql-store.js';
import type { SqlDialect } from '../dialect.js';
import { changingSchema, initialise, migrate, requireCurrent, requireIdentity, schemaVersion } from '../migrate.js';
import { MIGRATIONS, type Migrations } from '../migrations/index.js';
import type { System } from '../../system.js';
import type { Tables } from '../schema.js';
import { statusOf } from '../status.js';
import { copyInto, requireCopyTarget } from '../copy.js';
import type { BackupTool, DatabaseContent, Engine, Initialised, CopyResult, CopyProgress } from '../store.js';
import { SILENT } from './answer-timeout.js';
import { serverAddress, type ServerAddress } from './server-url.js';

/** A write, a read within it, and one beside. */
export const CONNECTIONS = 4;

const BUSY_TIMEOUT_MS = 5_000;

/** Less than the server may take to answer: to be kept waiting is not to be forgotten. */
export function busyTimeoutOf({ busyTimeout }: ServerOptions, { answerTimeout }: ServerAddress): number {
  return Math.min(busyTimeout ?? BUSY_TIMEOUT_MS, answerTimeout / 2);
}

/** Seconds that clearing what was erased waits for a table: nobody who reads or writes is to notice. */
export const CLEAR_WAIT_S = 1;

export interface ServerOptions {
  readonly migrations?: Migrations;
  /** Goes before the URL's; null for none. */
  readonly password?: () => Promise<string | null>;
  /** How long the server waits for a lock, in milliseconds. */
  readonly busyTimeout?: number;
  /** How long other writers are waited for in all, in milliseconds. */
  readonly writersWait?: number;
  /** To be told how far a change is. */
  readonly reached?: (stage: Stage) => void;
  /** For relative paths, the account and its password, where the URL leaves them out. */
  readonly system?: System;
}

export interface Connected {
  readonly db: Kysely<Tables>;
  readonly dialect: SqlDialect;
  readonly serverVersion: string;
  /** Bytes; null when the account may not ask. */
  readonly size: () => Promise<number | null>;
  readonly isReadOnly: () => Promise<boolean>;
  readonly clear: () => Promise<boolean>;
  /**
   * The command that makes a backup of the database in a file; it asks for the password itself.
   *
   * @throws for an account whose backup would lack something
   */
  readonly backupTool: (file: string) => Promise<Omit<BackupTool, 'name'>>;
}

/** One kind of server. */
export interface Server {
  readonly name: string;
  readonly defaultPort: number;
  /** @throws AboError (exit 7) for a server that can't be reached or used, told by `name` */
  connect(address: ServerAddress, options: ServerOptions): Promise<Connected>;
}

export class ServerEngine implements Engine {
  readonly name: string;
  private readonly migrations: Migrations;
  private readonly reached: (stage: Stage) => void;

  constructor(
    private readonly server: Server,
    private readonly options: ServerOptions = {},
  ) {
    this.name = server.name;
    this.migrations = options.migrations ?? MIGRATIONS;
    this.reached = options.reached ?? (() => undefined);
  }

  async open(url: string): Promise<SqlStore> {
    const address = serverAddress(url, this.server.defaultPort);
    const connected = await this.connect(address);
    const { db, dialect, isReadOnly, clear } = connected;
    return this.named(connected, address, async () => {
      try {
        requireCurrent(await schemaVersion(connected, this.migrations), address.name);
        const identity = await requireIdentity(db, address.name);
        const release = (): void => undefined;
        const { reached } = this;
        const { writersWait } = this.options;
        const { name } = address;
        return new SqlStore(db, dialect, { name, identity, isReadOnly, clear, reached, writersWait, release });
      } catch (error) {
        await db.destroy();
        throw error;
      }
    });
  }

  async init(url: string): Promise<Initialised> {
    return this.connected(url, (connected, { name }) =>
      changingSchema(connected, name, this.reached, (session) => initialise(session, this.migrations, name)),
    );
  }

  async status(url: string): Promise<DatabaseStatus> {
    return this.connected(url, async (connected, { name }) => {
      const { serverVersion, size } = connected;
      return statusOf(connected, { engine: this.name, serverVersion, name, size: await size() }, this.migrations);
    });
  }

  async migrate(url: string): Promise<readonly string[]> {
    return this.connected(url, (connected, { name }) =>
      changingSchema(connected, name, this.reached, (session) => migrate(session, this.migrations, name)),
    );
  }

  async backup(url: string, file: string): Promise<BackupTool> {
    return this.connected(url, async ({ backupTool }, { name }) => ({ name, ...(await backupTool(file)) }));
  }

  async content<T>(url: string, work: (content: DatabaseContent) => Promise<T>): Promise<T> {
    const store = await this.open(url);
    try {
      return await store.content(work);
    } finally {
      await store.close();
    }
  }

  async canCopyInto(url: string, content: DatabaseContent): Promise<string> {
    return this.connected(url, async (connected, { name }) => {
      await requireCopyTarget(connected, this.migrations, name, content);
      return name;
    });
  }

  async copyInto(
    url: string,
    content: DatabaseContent,
    report: CopyProgress,
  ): Promise<CopyResult & { readonly name: string }> {
    return this.connected(url, async (connected, { name }) => ({
      name,
      ...(await copyInto(connected, this.migrations, name, content, { report, reached: this.reached })),
    }));
  }

  private async connected<T>(
    url: string,
    use: (connected: Connected, address: ServerAddress) => Promise<T>,
  ): Promise<T> {
    const address = serverAddress(url, this.server.defaultPort);
    const connected = await this.connect(address);
    return this.named(connected, address, async () => {
      try {
        return await use(connected, address);
      } finally {
        await connected.db.destroy();
      }
    });
  }

  private async connect(address: ServerAddress): Promise<Connected> {
    const password = (await this.options.password?.()) ?? address.password;
    return this.server.connect({ ...address, password }, this.options);
  }

  private async named<T>({ dialect }: Connected, { name }: ServerAddress, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw dialect.errorOf(error, name);
    }
  }
}

/** A connection, encrypted as the URL asks; `prefer` does without where the server can't. */
export async function withTls<T>(
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

/** What the system says of a connection that could not be made, or was lost; null for anything else. */
export function networkErrorOf(error: unknown, name: string, host: string | null): AboError | null {
  const code = codeOf(error);
  const options = { cause: error };
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new AboError('server-unknown', { name, host: host ?? name }, options);
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return new AboError('server-unreachable', { name, reason: code }, options);
    default:
      return NETWORK_CODES.has(code) ? new AboError('connection-lost', { name }, options) : null;
  }
}

const NETWORK_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  SILENT,
]);

export function isNetworkError(error: unknown): boolean {
  return NETWORK_CODES.has(codeOf(error));
}

/** The code of a driver's error, or of the first of several (one an address of the host). */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** What Node says of a certificate, without what it tells programmers to do. */
export function withoutAdvice(detail: string): string {
  return detail.replace(/; if the root CA is installed locally.*$/u, '').replace(/\.\s*$/u, '');
}
