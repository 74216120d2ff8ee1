/** A database that is open, whatever its engine: reads in a snapshot, writes in a transaction. */
import type { Kysely } from 'kysely';
import type { Edit } from '../domain/plan/edits.js';
import type { SqlDialect } from './dialect.js';
import { SqlReader } from './reader.js';
import type { Tables } from './schema.js';
import type { ChangeSet, ChangeSetEntry, Reader, Store } from './store.js';
import { write } from './write.js';

export class SqlStore implements Store {
  readonly engine: string;
  /** Writes of this program wait for each other here: an engine would see them as strangers, and time out. */
  private lastWrite: Promise<unknown> = Promise.resolve();

  /** @param release lets go of what Kysely doesn't know of */
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly dialect: SqlDialect,
    readonly name: string,
    readonly identity: string,
    private readonly release: () => void,
  ) {
    this.engine = dialect.engine;
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

  async write(edits: readonly Edit[], entry: ChangeSetEntry): Promise<ChangeSet> {
    const run = async (): Promise<ChangeSet> =>
      this.named(this.db.transaction().execute(async (db) => write({ db, dialect: this.dialect }, edits, entry)));
    const written = this.lastWrite.then(run);
    // A write that failed doesn't stop the next; whoever asked for it is told.
    this.lastWrite = written.catch(() => undefined);
    return written;
  }

  async close(): Promise<void> {
    await this.named(this.db.destroy());
    this.release();
  }

  private async named<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw this.dialect.errorOf(error, this.name);
    }
  }
}
