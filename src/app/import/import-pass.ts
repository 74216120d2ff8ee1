/**
 * One pass over the files of an import: their rows are read in batches, as requests; the companies that they name are loaded
 * batch by batch. Source: CONTRIBUTING.md, "The two journeys".
 */
import { IMPORTED_KINDS } from '../../domain/file-kinds.js';
import type { Conflict, OnConflict } from '../../domain/plan/conflict.js';
import type { Draft } from '../../domain/plan/draft.js';
import type { Planner } from '../../domain/plan/planner.js';
import type { Origin, Problem } from '../../domain/problems.js';
import { formatRevision } from '../../domain/revision.js';
import type { CsvFile, CsvRecord } from '../../csv/open.js';
import type { ImportRow } from '../../csv/rows/import-row.js';
import type { ConflictsFound } from '../../errors.js';
import type { Reader } from '../../storage/store.js';
import type { Loader } from '../read/loader.js';
import { newPlanner, plannedOn, planOptionsOf, type Planned, type PlanningOptions } from '../change/plan-requests.js';
import type { Rejections } from './rejections.js';
import { Remarks } from './remarks.js';
import { ThreeWay } from './three-way.js';

export type ImportFile = CsvFile<ImportRow>;

/** How an import is planned: its flags by their names, and the database that it goes into. */
export interface ImportOptions extends PlanningOptions {
  /** The database's identity, which `abo_revision` must name. */
  readonly identity: string;
  /** Compares the file with the database as it is now, whatever `abo_revision` says. */
  readonly twoWay?: boolean;
  /** Undefined: conflicts are an error. */
  readonly onConflict?: Exclude<OnConflict, 'stop'> | undefined;
  /** What the files are read for, as conflicts name it. Default: `import`. */
  readonly by?: ConflictsFound['params']['by'];
  /** `skip` leaves out rows with an error; otherwise they reject the input. */
  readonly onError?: 'abort' | 'skip' | undefined;
}

/** A row as a pass needs it; of a damaged one, what could be read. */
type ReadRow = Pick<ImportRow, 'requests' | 'revision'> & Partial<ImportRow>;

interface SharedReading {
  readonly reader: Reader;
  readonly loader: Loader;
  /** By new code, the existing codes that it may be a mistake for. */
  readonly similar: Map<string, readonly string[]>;
  /** The number of the last change set. */
  readonly last: number;
}

export class ImportPass {
  readonly problems: Problem[] = [];
  readonly remarks: Remarks;
  readonly #shared: SharedReading;
  readonly #files: readonly ImportFile[];
  readonly #options: ImportOptions;
  readonly #rejections: Rejections;
  readonly #onRow: (rows: number) => void;
  /** Null: two-way. */
  readonly #threeWay: ThreeWay | null;
  readonly #planner: Planner;
  readonly #leftOut = new Map<string, Origin>();
  #rows = 0;
  #undamagedRows = 0;

  constructor(
    shared: SharedReading,
    files: readonly ImportFile[],
    options: ImportOptions,
    rejections: Rejections,
    onRow: (rows: number) => void,
  ) {
    this.#shared = shared;
    this.#files = files;
    this.#options = options;
    this.#rejections = rejections;
    this.#onRow = onRow;
    const { reader, loader, similar, last } = shared;
    const onProblem = (problem: Problem): unknown => this.problems.push(this.#explained(problem));
    const { contradictions } = rejections;
    this.#planner = newPlanner(loader, { ...options, contradictions, onProblem }, similar);
    const { identity, twoWay = false, onConflict = 'stop' } = options;
    this.#threeWay = twoWay ? null : new ThreeWay({ reader, snapshot: loader.snapshot, identity, last, onConflict });
    this.remarks = new Remarks(this.#planner.draft, files.length);
  }

  /** The world with the changes that the rows request. */
  get draft(): Draft {
    return this.#planner.draft;
  }

  get isEmpty(): boolean {
    return this.#undamagedRows === 0;
  }

  get conflicts(): readonly { readonly conflict: Conflict; readonly since: number }[] {
    return this.#threeWay?.conflicts ?? [];
  }

  async read(): Promise<void> {
    const rank = ({ header }: ImportFile): number => IMPORTED_KINDS.findIndex((kind) => kind === header.shape.kind);
    const inOrder = [...this.#files.entries()].sort(([, a], [, b]) => rank(a) - rank(b));
    const boxes: { row: ReadRow; source: number }[] = [];
    for (const [source, file] of inOrder) {
      const rowsBefore = this.#rows;
      const problemsBefore = this.problems.length;
      const { header } = file;
      this.problems.push(...header.problems);
      const { kind } = header.shape;
      const isDirectory = kind === 'companies' || kind === 'contacts';
      if (!isDirectory) this.#planner.settleDirectory();
      for await (const batch of file.batches()) {
        const records = batch.records.filter((record) => this.#isKept(record));
        if (this.#rejections.size === 0) this.problems.push(...batch.problems);
        const rows = records.flatMap((record) => this.#readRow(record));
        await this.#load(rows);
        await this.#threeWay?.prepare(rows);
        for (const row of rows) {
          this.#request(row);
          if (!isDirectory) this.remarks.note(row, source);
          else if ((row.emptyCells ?? 0) !== 0) boxes.push({ row, source });
        }
        this.#rows += batch.records.length;
        this.#onRow(this.#rows);
      }
      // An export of nothing is a header alone and imports as nothing; another file of this form is damaged.
      const isEmpty = this.#rows === rowsBefore && this.problems.length === problemsBefore;
      if (isEmpty && !header.texts.some(isHeaderOfAbo)) {
        const origin = { source, line: 0, record: 0 };
        this.problems.push({ code: 'not-csv', origin, column: null, value: null, detail: { variant: 'header-alone' } });
      }
    }
    this.#planner.settleDirectory();
    for (const { row, source } of boxes) this.remarks.note(row, source);
  }

  plan(): Planned {
    return plannedOn(this.#planner.plan(planOptionsOf(this.#options)), this.#planner.draft);
  }

  /** Is it none of the rows to leave out? */
  #isKept({ origin, row, part }: CsvRecord<ImportRow>): boolean {
    if (!this.#rejections.has(origin)) return true;
    for (const request of row?.requests ?? part?.requests ?? []) {
      if (request.kind === 'company') this.#leftOut.set(request.company, origin);
    }
    return false;
  }

  /** The row of a record. None, and a problem, where it was exported from another database. */
  #readRow({ row, part, origin }: CsvRecord<ImportRow>): readonly ReadRow[] {
    const read =
      row ?? (part?.requests === undefined ? null : { requests: part.requests, revision: part.revision ?? null });
    if (read === null) return [];
    const { revision } = read;
    if (revision === null || this.#threeWay?.isForeign(revision) !== true) {
      if (row !== null) this.#undamagedRows++;
      return [read];
    }
    const value = formatRevision(revision);
    this.problems.push({ code: 'foreign-revision', origin, column: 'abo_revision', value, detail: {} });
    return [];
  }

  /** Says of an unknown company that its row was left out. */
  #explained(problem: Problem): Problem {
    const { code, value } = problem;
    const origin = code === 'unknown-company' && value !== null ? this.#leftOut.get(value) : undefined;
    if (origin === undefined) return problem;
    return { ...problem, detail: { ...problem.detail, variant: 'rejected', other: { origin, value: value ?? '' } } };
  }

  /** Requests a row's changes, merged with what changed since its export. */
  #request(row: ReadRow): void {
    const merged = this.#threeWay?.merge(row);
    for (const request of merged?.requests ?? row.requests) this.#planner.add(request);
    if (merged !== undefined) this.#planner.count(merged);
  }

  /** Loads the companies that rows name, and for new ones the similar codes. */
  async #load(rows: readonly ReadRow[]): Promise<void> {
    const { reader, loader, similar } = this.#shared;
    const requests = rows.flatMap((row) => row.requests);
    await loader.ensureFor(requests);
    const companies = requests.filter(({ kind }) => kind === 'company').map(({ company }) => company);
    const added = companies.filter((code) => !similar.has(code) && loader.snapshot.company(code) === undefined);
    if (added.length === 0) return;
    for (const [code, codes] of await reader.similarCodes(added)) similar.set(code, codes);
  }
}

/** Did `abo` write the file of this header? Without a row it is then an export, or a file of rejects, of nothing. */
function isHeaderOfAbo(header: string): boolean {
  const name = header.trim().toLowerCase();
  return name === 'abo_revision' || name === '_abo_line';
}
