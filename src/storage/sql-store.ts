/** An open database of any engine: reads in a snapshot, writes in a transaction. */
import { randomBytes } from 'node:crypto';
import type { ChangeSet } from '../domain/change-set.js';
import type { Edit } from '../domain/plan/edits.js';
import type { ErasureRequest, Traces } from '../domain/erasure.js';
import type { Stage } from '../errors.js';
import { committed, inSnapshot, repeated, transactions, type Transactor, type Work } from './commit.js';
import type { SqlSession } from './dialect.js';
import { erase, isUnclear, markClear, markUnclear, readTraces } from './erase.js';
import { holdsChangeSet } from './journal.js';
import { readerOf } from './sql-reader.js';
import {
  WRITERS_WAIT_MS,
  type DatabaseContent,
  type Erased,
  type NewChangeSet,
  type ReaderNow,
  type ReadOptions,
  type Store,
  type StoredRow,
} from './store.js';
import { countRows, rowsByKey } from './table-contents.js';
import { CONTENT_TABLES, type ContentTable } from './tables.js';
import { write } from './write.js';

export interface OpenDatabase extends SqlSession, Pick<Store, 'name' | 'isReadOnly'> {
  /** Clears deleted values from the files of the database; returns whether none are left. */
  readonly clear: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

export interface StoreOptions {
  /** Called with the progress of a change set. */
  readonly reached?: (stage: Stage) => void;
  /** How long a write waits for other writers, in milliseconds. */
  readonly writersWait?: number;
  /** The longest pause before a write is tried again, in milliseconds. */
  readonly longestPause?: number;
}

export class SqlStore implements Store {
  readonly engine: string;
  readonly name: string;
  readonly identity: string;
  readonly #database: OpenDatabase;
  readonly #options: StoreOptions;
  readonly #transact: Transactor['transact'];
  /** Writes of this program wait for each other here: in the database, they would time out. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(database: OpenDatabase, identity: string, options: StoreOptions) {
    const { dialect } = database;
    this.engine = dialect.engine;
    this.name = database.name;
    this.identity = identity;
    this.#database = database;
    this.#options = options;
    this.#transact = transactions(database, (session) => dialect.lockWriters(session.db));
  }

  /** Runs `work` on the whole contents of the database, in one snapshot. */
  async content<T>(work: (content: DatabaseContent) => Promise<T>): Promise<T> {
    return this.#reading(async (session) => {
      const tables: DatabaseContent['tables'][number][] = [];
      for (const name of CONTENT_TABLES) tables.push({ name, count: await countRows(session, name) });
      const { engine, name, identity } = this;
      return work({ engine, name, identity, tables, rows: (table) => this.#rows(session, table) });
    });
  }

  /** Errors name this database, not the one that the rows are written to. */
  async *#rows(session: SqlSession, table: ContentTable): AsyncGenerator<readonly StoredRow[], void, undefined> {
    try {
      yield* rowsByKey(session, table);
    } catch (error) {
      throw this.#database.dialect.errorOf(error, this.name);
    }
  }

  async isReadOnly(): Promise<boolean> {
    return this.#named(this.#database.isReadOnly());
  }

  async read<T>(work: (reader: ReaderNow) => Promise<T>, { repeatable = false }: ReadOptions = {}): Promise<T> {
    return this.#reading((session) => work(readerOf(session)), repeatable);
  }

  async write(
    edits: readonly Edit[],
    entry: NewChangeSet,
    check?: (reader: ReaderNow) => Promise<void>,
  ): Promise<ChangeSet> {
    const { changeSet, unclear } = await this.#journaling(async (session, token) => {
      await check?.(readerOf(session));
      const changeSet = await write(session, edits, { ...entry, token });
      return { changeSet, unclear: await isUnclear(session) };
    });
    if (unclear) await this.#clear();
    return changeSet;
  }

  async traces(request: ErasureRequest): Promise<Traces> {
    return this.#reading((session) => readTraces(session, request), true);
  }

  async erase(request: ErasureRequest, planned: readonly Edit[], entry: NewChangeSet): Promise<Erased> {
    const erased = await this.#journaling(async (session, token) => {
      await markUnclear(session);
      return erase(session, request, planned, { ...entry, token });
    });
    return { ...erased, cleared: await this.#clear() };
  }

  /** When it fails, the change set stays, and the next write tries again. */
  async #clear(): Promise<boolean> {
    try {
      if (!(await this.#database.clear())) return false;
      await this.#writing(markClear, async () => false, { writersWait: 0 });
      return true;
    } catch {
      return false;
    }
  }

  /** @param repeatable `work` only reads: it is run again when the connection is lost */
  async #reading<T>(work: (session: SqlSession) => Promise<T>, repeatable = false): Promise<T> {
    const { db, dialect } = this.#database;
    const once = async (): Promise<T> => inSnapshot(db, (snapshot) => work({ db: snapshot, dialect }));
    return this.#named(repeatable ? repeated(dialect, once) : once());
  }

  /** Writes a change set with a random token, by which it can be found when the reply to the commit is lost. */
  async #journaling<T>(work: (session: SqlSession, token: string) => Promise<T>): Promise<T> {
    const token = randomBytes(16).toString('hex');
    return this.#writing(
      (session) => work(session, token),
      (session) => holdsChangeSet(session, token),
      this.#options,
    );
  }

  async #writing<T>(
    work: Work<T>,
    isWritten: Work<boolean>,
    { reached = () => undefined, writersWait = WRITERS_WAIT_MS, longestPause }: StoreOptions,
  ): Promise<T> {
    const { dialect } = this.#database;
    const transactor: Transactor = { dialect, transact: this.#transact, reached, writersWait, longestPause };
    const written = this.#lastWrite.then(async () => this.#named(committed(transactor, this.name, work, isWritten)));
    // A failed write does not stop the next one; its caller gets the error.
    this.#lastWrite = written.catch(() => undefined);
    return written;
  }

  async close(): Promise<void> {
    return this.#named(this.#database.close());
  }

  async #named<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw this.#database.dialect.errorOf(error, this.name);
    }
  }
}
