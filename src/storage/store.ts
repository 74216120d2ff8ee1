/**
 * What the rest of the program may ask of a database, whatever its engine. Nothing outside `storage/` knows SQL.
 * Reads happen in one consistent snapshot; every change goes through `write`: one transaction, with its journal.
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

export interface ReadOptions {
  /** The work has no effect but its result, so it is done again when the connection is lost on the way. */
  readonly repeatable?: boolean;
}

export interface Store {
  /** `sqlite`, `postgres` or `mysql`: its name in `db status` and plans. */
  readonly engine: string;
  /** How the database is named to people: a path, or a URL without its password. */
  readonly name: string;
  /** A few random letters made by `db init`, kept by no copy. */
  readonly identity: string;
  /** Can nothing be written to it? Asked beforehand, so that nobody confirms a plan in vain. */
  isReadOnly(): Promise<boolean>;
  /** Runs `work` on one consistent snapshot of the database. */
  read<T>(work: (reader: ReaderNow) => Promise<T>, options?: ReadOptions): Promise<T>;
  /**
   * Applies a plan's edits and journals them, in one transaction: all of it or none of it.
   * Every row is read again first, and must be what the edit says it was (`before`; for choices the contact's role,
   * access and universes too; for a new link, the partner).
   *
   * @param check asked inside that transaction, before anything is written: what it throws leaves all as it was
   * @throws StaleRows (exit 6) naming the rows that are not; AboError for a database that is busy, full or read-only
   */
  write(edits: readonly Edit[], entry: NewChangeSet, check?: (reader: ReaderNow) => Promise<void>): Promise<ChangeSet>;
  /** Where an address stands, now and in the journal. */
  traces(request: ErasureRequest): Promise<Traces>;
  /**
   * Replaces an address, and the names tied to it, in the directory and in the journal, in one transaction with the change
   * set that says so; then clears what the database keeps of deleted values.
   *
   * @param planned the edits of `traces`
   * @throws StaleRows (exit 6) when the directory now holds the address elsewhere; AboError as `write`
   */
  erase(request: ErasureRequest, planned: readonly Edit[], entry: NewChangeSet): Promise<Erased>;
  close(): Promise<void>;
}

export interface Erased {
  readonly changeSet: ChangeSet;
  /** What was replaced in the directory. */
  readonly edits: readonly Edit[];
  /** Is nothing left of it in what the database keeps of deleted values? Not while somebody else reads. */
  readonly cleared: boolean;
}

/** Which companies: all that meet every condition given. */
export interface CompanySelection {
  readonly codes?: readonly string[];
  readonly exclude?: readonly string[];
  /** Clients of one of these companies. */
  readonly partners?: readonly string[];
}

export interface Reader {
  /** The number of the last change set that may be seen; 0 for none. */
  lastChangeSet(): Promise<number>;
  /** The number of the last change set, whoever may see it: to compare with, never to be shown. */
  lastNumber(): Promise<number>;
  /** The companies selected, whole, by code, in batches that hold a bounded number of contacts. */
  states(selection: CompanySelection): AsyncIterable<readonly CompanyState[]>;
  /** The companies selected, their own rows only, by code, in batches. */
  companies(selection: CompanySelection): AsyncIterable<readonly Company[]>;
  /**
   * For each given code that equals a company's but for leading zeros or case (`foldCode`), the codes of those
   * companies, in order; its own among them if there is such a company.
   */
  similarCodes(codes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Codes of the companies where a contact or a mailbox (`where`) has one of these address keys. */
  companiesWithAddress(keys: readonly string[], where: 'contact' | 'mailbox' | 'any'): Promise<readonly string[]>;
  /** Change sets, newest first, in batches. */
  changeSets(filter: HistoryFilter): AsyncIterable<readonly ChangeSet[]>;
  changeSet(number: number): Promise<ChangeSet | undefined>;
  /**
   * What a change set changed, as its plan had it, with the contacts as they were just before and just after it.
   *
   * @param companies only what it changed there
   */
  editsOf(number: number, companies?: readonly string[]): AsyncIterable<readonly Edit[]>;
  /**
   * What was changed in these companies after a change set, newest first within a company. Choices come without their
   * contact.
   *
   * @param kinds only changes of these things
   */
  editsSince(
    number: number,
    companies: readonly string[],
    kinds?: readonly Edit['kind'][],
  ): AsyncIterable<readonly JournaledEdit[]>;
  /** Codes of the companies in which something was changed, in order; some may be gone. */
  changedCompanies(filter: ChangeFilter): Promise<readonly string[]>;
}

/** Of the database itself, as it is now: not of a past, nor of what would be. */
export interface ReaderNow extends Reader {
  /** The rows that are no longer what these edits say they were. `write` asks the same again. */
  staleRows(edits: readonly Edit[]): Promise<readonly StaleRow[]>;
}

/** Changes of the journal: all that meet every condition given. */
export interface ChangeFilter {
  /** After this change set. */
  readonly since: number;
  /** Up to this one, itself included. */
  readonly upTo?: number;
  readonly kinds?: readonly Edit['kind'][];
}

/** What the journal records of a change, beside the rows. */
/** A change set that is to be written. The clock is read in the transaction: a person may take an hour to say yes. */
export interface NewChangeSet extends Omit<ChangeSetEntry, 'at'> {
  readonly clock: () => Date;
}

export interface HistoryFilter {
  readonly companies?: readonly string[];
  /** Contacts by identity. */
  readonly contacts?: readonly Pick<Contact, 'company' | 'id'>[];
  readonly actor?: string | undefined;
  /** From this moment on, itself included. */
  readonly since?: Date | undefined;
  /** Up to this moment, itself included. */
  readonly until?: Date | undefined;
  /** Up to this number, itself included. */
  readonly upTo?: number;
  readonly limit?: number | undefined;
}

/** A row: its columns in their order. */
export type StoredRow = readonly Value[];

/** All that a database holds, in one snapshot, for another one to take (content.ts). */
export interface DatabaseContent {
  readonly engine: string;
  readonly name: string;
  readonly identity: string;
  /** In the order in which they can be filled. */
  readonly tables: readonly { readonly name: ContentTable; readonly count: number }[];
  /** A table's rows in the order of its key, in batches; as often as asked for. */
  rows(table: ContentTable): AsyncIterable<readonly StoredRow[]>;
}

/** Told now and then; `total` rows in all. */
export type CopyProgress = (stage: 'copying' | 'checking', done: number, total: number) => void;

export interface CopiedTable {
  readonly name: string;
  readonly rows: number;
  /** SHA-256, the same on every engine: of the rows that were read, and of those that are there now. */
  readonly checksum: string;
}

export interface CopyResult {
  /** The new one. */
  readonly identity: string;
  readonly tables: readonly CopiedTable[];
}

export interface BackupTool {
  /** How the database is named to people. */
  readonly name: string;
  /** The command, without the password, in words that are not quoted. */
  readonly words: readonly string[];
  /** Does what it makes name accounts, without which it can't be used? */
  readonly hasDefiners: boolean;
}

export interface InitOptions {
  /** Make the folders that lead to a file; without it a missing one is an error. */
  readonly makeFolders?: boolean;
}

export interface Initialised {
  /** Was it made now? */
  readonly created: boolean;
  readonly identity: string;
  /** How the database is named to people. */
  readonly name: string;
}

export type EngineName = 'sqlite' | 'postgres' | 'mysql';

/** One engine: opens, makes and migrates its databases. */
export interface Engine {
  readonly name: string;
  open(location: string): Promise<Store>;
  /** Makes the database and its schema; an initialised one is left as it is. */
  init(location: string, options?: InitOptions): Promise<Initialised>;
  status(location: string): Promise<DatabaseStatus>;
  /** Brings the schema up to date; gives the migrations that ran. */
  migrate(location: string): Promise<readonly string[]>;
  /**
   * Writes a copy of the database to a file that is not there yet: what was committed when it began, whoever writes
   * meanwhile; whole, or not at all. It is the same database, identity included. Where the engine has a tool of its own for
   * that, nothing is written, and the tool's command is given.
   *
   * @param report told now and then: how many pages of how many
   * @throws AboError `file-exists`, `folder-not-found` (exit 2)
   */
  backup(location: string, file: string, report: (done: number, total: number) => void): Promise<BackupTool | null>;
  /** Runs `work` on all that the database holds, in one snapshot. */
  content<T>(location: string, work: (content: DatabaseContent) => Promise<T>): Promise<T>;
  /** How the database is named, where `copyInto` would do it; throws as that does, and changes nothing. */
  canCopyInto(location: string, content: DatabaseContent): Promise<string>;
  /**
   * Makes the database hold what another one does, under an identity of its own: all of it or nothing. It must be empty,
   * and is made if it is not there.
   *
   * @throws AboError `copy-target-not-empty`, `copy-onto-itself` (exit 2); `copy-differs`; those of `init`
   */
  copyInto(
    location: string,
    content: DatabaseContent,
    report: CopyProgress,
  ): Promise<CopyResult & { readonly name: string }>;
}
