/**
 * What every engine does in the same way, once it has a connection. Source: docs/contract/cli.md, "Database".
 */
import type { DatabaseStatus } from '../../domain/database-status.js';
import type { Stage } from '../../errors.js';
import type { System } from '../../system.js';
import { copyInto, requireCopyTarget } from '../copy.js';
import type { SqlSession } from '../dialect.js';
import {
  changingSchema,
  initialise,
  migrate,
  requireCurrent,
  requireIdentity,
  schemaVersion,
  type SchemaState,
} from '../migrate.js';
import { MIGRATIONS, type Migrations } from '../migrations/index.js';
import { SqlStore, type OpenDatabase, type StoreOptions } from '../sql-store.js';
import { statusOf } from '../status.js';
import type {
  BackupTool,
  CopyProgress,
  CopyResult,
  DatabaseContent,
  Engine,
  Initialised,
  InitOptions,
} from '../store.js';

export interface EngineOptions extends StoreOptions {
  readonly migrations?: Migrations;
  /** How long one statement waits for a lock, in milliseconds. SQLite blocks the whole program meanwhile. */
  readonly busyTimeout?: number;
  /** For relative paths, and for the account and its password where the URL has none. */
  readonly system?: System;
}

export interface Connected extends OpenDatabase {
  readonly serverVersion: string;
  /** Bytes; null when the account may not know. */
  readonly size: () => Promise<number | null>;
  /** Called before the tables of a new database are created. */
  readonly prepare?: () => void;
  /**
   * Writes a backup to a file, or returns the server's own command for that, which prompts for the password.
   *
   * @throws AboError for a schema that is not abo's; for an account whose backup would be incomplete
   */
  readonly backup: (
    file: string,
    report: (done: number, total: number) => void,
  ) => Promise<Omit<BackupTool, 'name'> | null>;
}

export abstract class SqlEngine implements Engine {
  abstract readonly name: string;
  protected readonly migrations: Migrations;
  readonly #options: EngineOptions;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.migrations = options.migrations ?? MIGRATIONS;
  }

  /** @throws AboError (exit 7) for a database that does not exist or can't be used */
  protected abstract connect(location: string): Promise<Connected>;

  async open(location: string): Promise<SqlStore> {
    const connected = await this.connect(location);
    const { db, dialect, name } = connected;
    try {
      requireCurrent(await schemaVersion(connected, this.migrations), name);
      return new SqlStore(connected, await requireIdentity(db, name), this.#options);
    } catch (error) {
      await connected.close();
      throw dialect.errorOf(error, name);
    }
  }

  async init(location: string, _options?: InitOptions): Promise<Initialised> {
    return this.using(await this.connect(location), async (connected) => {
      await this.#prepare(connected);
      return this.#changeSchema(connected, initialise);
    });
  }

  async status(location: string): Promise<DatabaseStatus> {
    return this.using(await this.connect(location), async (connected) => {
      const { serverVersion, name, size } = connected;
      return statusOf(connected, { engine: this.name, serverVersion, name, size: await size() }, this.migrations);
    });
  }

  async migrate(location: string): Promise<readonly string[]> {
    return this.using(await this.connect(location), async (connected) => {
      await this.requireState(connected, ['current', 'behind']);
      return this.#changeSchema(connected, migrate);
    });
  }

  async backup(
    location: string,
    file: string,
    report: (done: number, total: number) => void,
  ): Promise<BackupTool | null> {
    return this.using(await this.connect(location), async ({ backup, name }) => {
      const tool = await backup(file, report);
      return tool && { name, ...tool };
    });
  }

  async content<T>(location: string, work: (content: DatabaseContent) => Promise<T>): Promise<T> {
    const store = await this.open(location);
    try {
      return await store.content(work);
    } finally {
      await store.close();
    }
  }

  async canCopyInto(location: string, content: DatabaseContent): Promise<string> {
    return this.using(await this.connect(location), async (connected) => {
      await requireCopyTarget(connected, this.migrations, connected.name, content);
      return connected.name;
    });
  }

  async copyInto(
    location: string,
    content: DatabaseContent,
    report: CopyProgress,
  ): Promise<CopyResult & { readonly name: string }> {
    return this.fill(await this.connect(location), content, report);
  }

  protected async fill(
    connection: Connected,
    content: DatabaseContent,
    report: CopyProgress,
  ): Promise<CopyResult & { readonly name: string }> {
    return this.using(connection, async (connected) => {
      const { name } = connected;
      await this.#prepare(connected);
      return { name, ...(await copyInto(connected, this.migrations, name, content, report, this.#reached)) };
    });
  }

  /** Runs `work` on a connection, then closes it. */
  protected async using<T>(connected: Connected, work: (connected: Connected) => Promise<T>): Promise<T> {
    try {
      try {
        return await work(connected);
      } finally {
        await connected.close();
      }
    } catch (error) {
      throw connected.dialect.errorOf(error, connected.name);
    }
  }

  /** @throws AboError for a schema in another state than these */
  protected async requireState(connected: Connected, states: readonly SchemaState[]): Promise<void> {
    const version = await schemaVersion(connected, this.migrations);
    if (!states.includes(version.state)) requireCurrent(version, connected.name);
  }

  async #prepare(connected: Connected): Promise<void> {
    if (connected.prepare === undefined) return;
    const { state } = await schemaVersion(connected, this.migrations);
    if (state === 'not-initialised') connected.prepare();
  }

  readonly #reached = (stage: Stage): void => this.#options.reached?.(stage);

  async #changeSchema<T>(
    connected: Connected,
    change: (session: SqlSession, migrations: Migrations, name: string) => Promise<T>,
  ): Promise<T> {
    const { name } = connected;
    return changingSchema(connected, name, this.#reached, (session) => change(session, this.migrations, name));
  }
}
