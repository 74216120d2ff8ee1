/** A database that is open, whatever its engine: reads in a snapshot, writes in a transaction. */
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ChangeSet } from '../domain/change-set.js';
import type { Edit } from '../domain/plan/edits.js';
import type { ErasureRequest, Traces } from '../domain/erasure.js';
import type { Stage } from '../errors.js';
import { committed, WRITERS_WAIT_MS, repeated, transactions, type Transactor, type Work } from './commit.js';
import { countRows, rowsByKey } from './table-contents.js';
import { CONTENT_TABLES, type ContentTable } from './tables.js';
import type { SqlSession, SqlDialect } from './dialect.js';
import { erase, isUnclear, markClear, markUnclear, readTraces } from './erase.js';
import { holdsChangeSet } from './journal.js';
import { SqlReader } from './sql-reader.js';
import type { Tables } from './schema.js';
import type { DatabaseContent, Erased, NewChangeSet, ReaderNow, ReadOptions, StoredRow, Store } from './store.js';
import { write } from './write.js';

const nobodyWaits = (): void => undefined;

export interface OpenDatabase extends Pick<Store, 'name' | 'identity'> {
  readonly isReadOnly: () => Promise<boolean>;
  /** Clears what the engine keeps of deleted values; gives whether nothing is left of them. */
  readonly clear: () => Promise<boolean>;
  /** To be told how far a change set is. */
  readonly reached?: ((stage: Stage) => void) | undefined;
  /** How long other writers are waited for, in milliseconds. */
  readonly writersWait?: number | undefined;
  /** Lets go of what Kysely doesn't know of. */
  readonly release: () => void;
}

export class SqlStore implements Store {
  readonly engine: string;
  readonly name: string;
  readonly identity: string;
  /** Writes of this program wait for each other here: an engine would see them as strangers, and time out. */
  private lastWrite: Promise<unknown> = Promise.resolve();
  private readonly transact: Transactor['transact'];

  constructor(
    private readonly db: Kysely<Tables>,
    private readonly dialect: SqlDialect,
    private readonly opened: OpenDatabase,
  ) {
    this.engine = dialect.engine;
    this.transact = transactions({ db, dialect }, (session) => dialect.lockWriters(session.db));
    this.name = opened.name;
    this.identity = opened.identity;
  }

  /** Runs `work` on all that the database holds, in one snapshot. */
  async content<T>(work: (content: DatabaseContent) => Promise<T>): Promise<T> {
    return this.reading(async (session) => {
      const tables: DatabaseContent['tables'][number][] = [];
      for (const name of CONTENT_TABLES) tables.push({ name, count: await countRows(session, name) });
      const { engine, name, identity } = this;
      return work({ engine, name, identity, tables, rows: (table) => this.rows(session, table) });
    });
  }

  /** What goes wrong here is told as this database's: whoever takes the rows is another one. */
  private async *rows(session: SqlSession, table: ContentTable): AsyncGenerator<readonly StoredRow[], void, undefined> {
    try {
      yield* rowsByKey(session, table);
    } catch (error) {
      throw this.dialect.errorOf(error, this.name);
    }
  }

  async isReadOnly(): Promise<boolean> {
    return this.named(this.opened.isReadOnly());
  }

  async read<T>(work: (reader: ReaderNow) => Promise<T>, { repeatable = false }: ReadOptions = {}): Promise<T> {
    return this.reading((session) => work(new SqlReader(session)), repeatable);
  }

  async write(
    edits: readonly Edit[],
    entry: NewChangeSet,
    check?: (reader: ReaderNow) => Promise<void>,
  ): Promise<ChangeSet> {
    const { changeSet, unclear } = await this.journaling(async (session, token) => {
      await check?.(new SqlReader(session));
      const changeSet = await write(session, edits, { ...entry, token });
      return { changeSet, unclear: await isUnclear(session) };
    });
    if (unclear) await this.clear();
    return changeSet;
  }

  async traces(request: ErasureRequest): Promise<Traces> {
    return this.reading((session) => readTraces(session, request), true);
  }

  async erase(request: ErasureRequest, planned: readonly Edit[], entry: NewChangeSet): Promise<Erased> {
    const erased = await this.journaling(async (session, token) => {
      await markUnclear(session);
      return erase(session, request, planned, { ...entry, token });
    });
    return { ...erased, cleared: await this.clear() };
  }

  /** Best effort: what was written stays so, and the next write tries again. */
  private async clear(): Promise<boolean> {
    try {
      if (!(await this.opened.clear())) return false;
      // Others go first: the next write tries again.
      await this.writing(markClear, async () => false, { reached: nobodyWaits, writersWait: 0 });
      return true;
    } catch {
      return false;
    }
  }

  /** @param repeatable does nothing but read: done again when the connection is lost */
  private async reading<T>(work: (session: SqlSession) => Promise<T>, repeatable = false): Promise<T> {
    const once = (): Promise<T> => this.readOnce(work);
    return this.named(repeatable ? repeated(this.dialect, once) : once());
  }

  private async readOnce<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    const done: { readonly result: T }[] = [];
    try {
      return await this.db
        .transaction()
        .setAccessMode('read only')
        .setIsolationLevel('repeatable read')
        .execute(async (db) => {
          const result = await work({ db, dialect: this.dialect });
          done.push({ result });
          return result;
        });
    } catch (error) {
      // What was read was read, and what the work wrote elsewhere is written: there is nothing here to commit.
      const [ended] = done;
      if (ended !== undefined) return ended.result;
      throw error;
    }
  }

  /** Writes a change set, which bears a random token by which it can be looked up. */
  private async journaling<T>(work: (session: SqlSession, token: string) => Promise<T>): Promise<T> {
    const token = randomBytes(16).toString('hex');
    const { reached = nobodyWaits, writersWait = WRITERS_WAIT_MS } = this.opened;
    return this.writing(
      (session) => work(session, token),
      (session) => holdsChangeSet(session, token),
      { reached, writersWait },
    );
  }

  private async writing<T>(
    work: Work<T>,
    isWritten: Work<boolean>,
    waiting: Pick<Transactor, 'reached' | 'writersWait'>,
  ): Promise<T> {
    const { dialect, transact } = this;
    const run = async (): Promise<T> =>
      this.named(committed({ dialect, transact, ...waiting }, this.name, work, isWritten));
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
