/**
 * The interface of a database, for any engine. Nothing outside `storage/` knows SQL. Reads see one consistent snapshot; every
 * change goes through `write`: one transaction, which includes the journal.
 * Source: docs/contract/rules.md, "The journal"; CONTRIBUTING.md, "The two journeys".
 */
import type { ChangeSet, ChangeSetEntry } from '../domain/change-set.js';
import type { DatabaseStatus } from '../domain/database-status.js';
import type { Company, CompanyState, Contact } from '../domain/model.js';
import type { ErasureRequest, Traces } from '../domain/erasure.js';
import type { Edit, JournaledEdit } from '../domain/plan/edits.js';
import type { StaleRow } from '../domain/plan/stale-row.js';
import type { Value } from './schema.js';
import type { ContentTable } from './tables.js';

/**
 * How long a write waits for other writers, in milliseconds: longer than an import of a million rows writes, and than a
 * server keeps the locks of a writer that vanished (`WRITER_IDLE_S`). Each try waits as long as the engine waits for a lock.
 */
export const WRITERS_WAIT_MS = 45_000;

export interface ReadOptions {
  /** The work has no side effects, so it is run again when the connection is lost. */
  readonly repeatable?: boolean;
}

export interface Store {
  /** `sqlite`, `postgres` or `mysql`: its name in `db status` and plans. */
  readonly engine: string;
  /** The database's name in messages: a path, or a URL without its password. */
  readonly name: string;
  /** A few random letters from `db init`; a copy gets new ones. */
  readonly identity: string;
  /** Is writing impossible? Checked before a plan is confirmed. */
  isReadOnly(): Promise<boolean>;
  /** Runs `work` on one consistent snapshot of the database. */
  read<T>(work: (reader: ReaderNow) => Promise<T>, options?: ReadOptions): Promise<T>;
  /**
   * Applies and journals a plan's edits in one transaction. First reads every row again, which must equal the edit's `before`
   * (for choices also the contact's role, access and universes; for a new link, the partner).
   *
   * @param check runs in that transaction before anything is written; an error ends the transaction
   * @throws StaleRows (exit 6) with the rows that differ; AboError for a database that is busy, full or read-only
   */
  write(edits: readonly Edit[], entry: NewChangeSet, check?: (reader: ReaderNow) => Promise<void>): Promise<ChangeSet>;
  /** Finds an address in the directory and in the journal. */
  traces(request: ErasureRequest): Promise<Traces>;
  /**
   * Replaces an address, and the names that belong to it, in the directory and in the journal, in one transaction with its
   * change set; then clears deleted values from the files of the database.
   *
   * @param planned the edits of `traces`
   * @throws StaleRows (exit 6) when the address is now in other places of the directory; AboError as `write`
   */
  erase(request: ErasureRequest, planned: readonly Edit[], entry: NewChangeSet): Promise<Erased>;
  close(): Promise<void>;
}

export interface Erased {
  readonly changeSet: ChangeSet;
  /** The edits of the directory. */
  readonly edits: readonly Edit[];
  /** Do the files of the database contain no deleted values? Impossible while another program reads. */
  readonly cleared: boolean;
}

/** The companies that meet all of these conditions. */
export interface CompanySelection {
  readonly codes?: readonly string[];
  readonly exclude?: readonly string[];
  /** Clients of one of these companies. */
  readonly partners?: readonly string[];
}

export type AddressPlace = 'contact' | 'mailbox' | 'any';

export interface Reader {
  /** The number of the last change set that the reader may see; 0 for none. */
  lastChangeSet(): Promise<number>;
  /** The number of the last change set, visible or not: for comparisons, never shown. */
  lastNumber(): Promise<number>;
  /** The selected companies with all that belongs to them, by code, in batches with a bounded number of contacts. */
  states(selection: CompanySelection): AsyncIterable<readonly CompanyState[]>;
  /** The selected companies alone, by code, in batches. */
  companies(selection: CompanySelection): AsyncIterable<readonly Company[]>;
  /**
   * For each code, the codes of the companies that are equal apart from leading zeros and case (`foldCode`), in order. Codes
   * without such a company are left out.
   */
  similarCodes(codes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Codes of the companies where a contact or a mailbox (`where`) has one of these address keys. */
  companiesWithAddress(keys: readonly string[], where: AddressPlace): Promise<readonly string[]>;
  /** Change sets, newest first, in batches. */
  changeSets(filter: HistoryFilter): AsyncIterable<readonly ChangeSet[]>;
  changeSet(number: number): Promise<ChangeSet | undefined>;
  /**
   * The edits of a change set, in the order of its plan, with the contacts just before and just after it.
   *
   * @param companies only edits of these companies
   */
  editsOf(number: number, companies?: readonly string[]): AsyncIterable<readonly Edit[]>;
  /**
   * The edits of these companies after a change set, newest first within a company. Choices come without their contact.
   *
   * @param kinds only edits of these kinds
   */
  editsSince(
    number: number,
    companies: readonly string[],
    kinds?: readonly Edit['kind'][],
  ): AsyncIterable<readonly JournaledEdit[]>;
  /** Codes of the companies with changes, in order; some may have been removed. */
  changedCompanies(filter: ChangeFilter): Promise<readonly string[]>;
}

/** Reads the present state, not a past or a planned one. */
export interface ReaderNow extends Reader {
  /** The rows that no longer equal the `before` of these edits. `write` checks them again. */
  staleRows(edits: readonly Edit[]): Promise<readonly StaleRow[]>;
}

/** The changes of the journal that meet all of these conditions. */
export interface ChangeFilter {
  /** After this change set. */
  readonly since: number;
  /** Up to and including this one. */
  readonly upTo?: number;
  readonly kinds?: readonly Edit['kind'][];
}

/** A change set to be written. The clock is read in the transaction: a person may take an hour to confirm. */
export interface NewChangeSet extends Omit<ChangeSetEntry, 'at'> {
  readonly clock: () => Date;
}

export interface HistoryFilter {
  readonly companies?: readonly string[];
  /** Contacts by identity. */
  readonly contacts?: readonly Pick<Contact, 'company' | 'id'>[];
  readonly actor?: string | undefined;
  /** From this moment on. */
  readonly since?: Date | undefined;
  /** Up to and including this moment. */
  readonly until?: Date | undefined;
  /** Up to and including this number. */
  readonly upTo?: number;
  readonly limit?: number | undefined;
}

/** The values of a row, in the order of its columns. */
export type StoredRow = readonly Value[];

/** The whole contents of a database, in one snapshot, to be copied into another one. */
export interface DatabaseContent {
  readonly engine: string;
  readonly name: string;
  readonly identity: string;
  /** In an order in which they can be filled. */
  readonly tables: readonly { readonly name: ContentTable; readonly count: number }[];
  /** A table's rows in the order of its key, in batches. Can be called more than once. */
  rows(table: ContentTable): AsyncIterable<readonly StoredRow[]>;
}

/** Called now and then with the number of rows done, of `total`. */
export type CopyProgress = (stage: 'copying' | 'checking', done: number, total: number) => void;

export interface CopiedTable {
  readonly name: string;
  readonly rows: number;
  /** SHA-256 of the rows, the same on every engine; that of the source and of the copy are equal. */
  readonly checksum: string;
}

export interface CopyResult {
  /** That of the copy. */
  readonly identity: string;
  readonly tables: readonly CopiedTable[];
}

export interface BackupTool {
  /** The database's name in messages. */
  readonly name: string;
  /** The command and its arguments, not quoted, without the password. */
  readonly words: readonly string[];
  /** Does the backup name accounts that must exist where it is restored? */
  readonly hasDefiners: boolean;
}

export interface InitOptions {
  /** Create missing folders of a file; otherwise they are an error. */
  readonly makeFolders?: boolean;
}

export interface Initialised {
  /** False for a database that was initialised already. */
  readonly created: boolean;
  readonly identity: string;
  /** The database's name in messages. */
  readonly name: string;
}

export type EngineName = 'sqlite' | 'postgres' | 'mysql';

/** Opens, creates and migrates databases of one kind. */
export interface Engine {
  readonly name: string;
  open(location: string): Promise<Store>;
  /** Creates the database and its schema; an initialised one is left as it is. */
  init(location: string, options?: InitOptions): Promise<Initialised>;
  status(location: string): Promise<DatabaseStatus>;
  /** Brings the schema up to date; returns the migrations that ran. */
  migrate(location: string): Promise<readonly string[]>;
  /**
   * Writes a backup to a new file, with the identity: one snapshot, complete or not at all. Servers have their own tool for
   * that: then nothing is written, and the tool's command is returned.
   *
   * @param report called now and then with the number of pages done, and of all
   * @throws AboError `file-exists`, `folder-not-found` (exit 2)
   */
  backup(location: string, file: string, report: (done: number, total: number) => void): Promise<BackupTool | null>;
  /** Runs `work` on the whole contents of the database, in one snapshot. */
  content<T>(location: string, work: (content: DatabaseContent) => Promise<T>): Promise<T>;
  /** The dry run of `copyInto`: returns the name of the database, or throws the same errors. */
  canCopyInto(location: string, content: DatabaseContent): Promise<string>;
  /**
   * Copies the contents of another database into this one, with a new identity: all or nothing. It must be empty, and is
   * created if it does not exist.
   *
   * @throws AboError `copy-target-not-empty`, `copy-onto-itself` (exit 2); `copy-differs`; those of `init`
   */
  copyInto(
    location: string,
    content: DatabaseContent,
    report: CopyProgress,
  ): Promise<CopyResult & { readonly name: string }>;
}
