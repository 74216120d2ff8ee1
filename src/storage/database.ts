/** A database that is open, whatever its engine: reads in a snapshot, writes in a transaction. */
import type { Kysely } from 'kysely';
import type { Edit } from '../domain/plan/edits.js';
import type { SqlDialect } from './dialect.js';
import { SqlReader } from './reader.js';
import type { Tables } from './schema.js';
import type { ChangeSet, NewChangeSet, Reader, Store } from './store.js';
import { write } from './write.js';

export interface OpenDatabase extends Pick<Store, 'name' | 'identity'> {
  readonly isReadOnly: () => boolean;
  /** Lets go of what Kysely doesn't know of. */
  readonly release: () => void;
}

export class SqlStore implements Store {
  readonly engine: string;
  readonly name: string;
  readonly identity: string;
  /** Writes of this program wait for each other here: an engine would see them as strangers, and time out. */
  private lastWrite: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly db: Kysely<Tables>,
    private readonly dialect: SqlDialect,
    private readonly opened: OpenDatabase,
  ) {
    this.engine = dialect.engine;
    this.name = opened.name;
    this.identity = opened.identity;
  }

  async isReadOnly(): Promise<boolean> {
    return this.opened.isReadOnly();
  }

  async read<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    return this.named(
      this.db
        .transaction()
        .setAccessMode('read only')
        .setIsolationLevel('repeatable read')
        .execute(async (db) => work(new SqlReader({ db, dialect: this.dialect }))),
    );
  }

  async write(edits: readonly Edit[], entry: NewChangeSet): Promise<ChangeSet> {
    const run = async (): Promise<ChangeSet> =>
      this.named(this.db.transaction().execute(async (db) => write({ db, dialect: this.dialect }, edits, entry)));
    const written = this.lastWrite.then(run);
    // A write that failed doesn't stop the next; whoever asked for it is told.
    this.lastWrite = written.catch(() => undefined);
    return written;
  }

  async close(): Promise<void> {
    try {
      await this.named(this.db.destroy());
    } finally {
      this.opened.release();
    }
  }

  private async named<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw this.dialect.errorOf(error, this.name);
    }
  }
}
