/**
 * One reading of the files of an import: their rows are requests, read in batches; the cells that they name are loaded as
 * they come. Source: CONTRIBUTING.md, "The two journeys".
 */
import { IMPORTED_KINDS } from '../../domain/file-kinds.js';
import type { Conflict, OnConflict } from '../../domain/plan/conflict.js';
import type { Draft } from '../../domain/plan/draft.js';
import { Planner } from '../../domain/plan/planner.js';
import type { Origin, Problem } from '../../domain/problems.js';
import { formatRevision } from '../../domain/revision.js';
import type { CsvFile, CsvRecord } from '../../csv/open.js';
import type { ImportRow } from '../../csv/rows/import-row.js';
import type { Reader } from '../../storage/store.js';
import { isAddress } from '../address-check.js';
import type { Loader } from '../read/loader.js';
import { plannedOn, planOptionsOf, type Planned, type PlanningOptions } from '../change/plan-requests.js';
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
  /** Rows with an error: reject the input (undefined), or leave them out. */
  readonly onError?: 'abort' | 'skip' | undefined;
}

function rank({ kind }: ImportFile): number {
  return IMPORTED_KINDS.findIndex((known) => known === kind);
}

/** What one pass needs of a row: of a damaged one, what could be read. */
type Asked = Pick<ImportRow, 'requests' | 'revision'> & Partial<ImportRow>;

/** What all readings of one import share. */
export interface ImportWorld {
  readonly reader: Reader;
  readonly loader: Loader;
  /** For new codes, those that they may be mistaken for. */
  readonly similar: Map<string, readonly string[]>;
  /** The number of the last change set. */
  readonly last: number;
}

export class ImportPass {
  readonly problems: Problem[] = [];
  readonly remarks: Remarks;
  /** Null: two-way. */
  private readonly threeWay: ThreeWay | null;
  private readonly planner: Planner;
  /** Companies of rows that are left out. */
  private readonly leftOut = new Map<string, Origin>();
  private rows = 0;
  private sound = 0;

  /** @param rejections the rows to leave out */
  constructor(
    private readonly world: ImportWorld,
    private readonly files: readonly ImportFile[],
    options: ImportOptions,
    private readonly rejections: Rejections,
    private readonly onRow: (rows: number) => void,
  ) {
    const { reader, loader, similar, last } = world;
    this.planner = new Planner(loader.snapshot, {
      isAddress,
      similarCodes: (code) => similar.get(code) ?? [],
      allowDuplicate: options.allowDuplicate ?? false,
      contradictions: rejections.contested,
      onProblem: (problem) => this.problems.push(this.explained(problem)),
    });
    const { identity, twoWay = false, onConflict = 'stop' } = options;
    this.threeWay = twoWay ? null : new ThreeWay(reader, loader.snapshot, identity, last, onConflict);
    this.remarks = new Remarks(this.planner.draft, files.length);
  }

  /** The world with what the rows ask for. */
  get draft(): Draft {
    return this.planner.draft;
  }

  /** Was no row left to be asked for? */
  get isEmpty(): boolean {
    return this.sound === 0;
  }

  get conflicts(): readonly { readonly conflict: Conflict; readonly since: number }[] {
    return this.threeWay?.conflicts ?? [];
  }

  async read(): Promise<void> {
    const inOrder = [...this.files.entries()].sort(([, a], [, b]) => rank(a) - rank(b));
    const boxes: { row: Asked; source: number }[] = [];
    for (const [source, file] of inOrder) {
      const rowsBefore = this.rows;
      const problemsBefore = this.problems.length;
      this.problems.push(...file.problems);
      const isDirectory = file.kind === 'companies' || file.kind === 'contacts';
      if (!isDirectory) this.planner.settleDirectory();
      for await (const batch of file.batches()) {
        const records = batch.records.filter((record) => this.isLeft(record));
        if (this.rejections.size === 0) this.problems.push(...batch.problems);
        const rows = records.flatMap((record) => this.known(record));
        await this.load(rows);
        await this.threeWay?.prepare(rows);
        for (const row of rows) {
          this.ask(row);
          if (!isDirectory) this.remarks.note(row, source);
          else if ((row.emptyCells ?? 0) !== 0) boxes.push({ row, source });
        }
        this.rows += batch.records.length;
        this.onRow(this.rows);
      }
      // The export of nothing is a header too, and imports as nothing; any other is a file that went wrong.
      const isEmpty = this.rows === rowsBefore && this.problems.length === problemsBefore;
      if (isEmpty && !file.headers.some(isWritten)) {
        const origin = { source, line: 0, record: 0 };
        this.problems.push({ code: 'not-csv', origin, column: null, value: null, detail: { variant: 'header-alone' } });
      }
    }
    this.planner.settleDirectory();
    for (const { row, source } of boxes) this.remarks.note(row, source);
  }

  /** The plan of what was read, where nothing is wrong with it. */
  plan(options: PlanningOptions): Planned {
    return plannedOn(this.planner.plan(planOptionsOf(options)), this.planner.draft);
  }

  /** Is it not one of the rows to leave out? */
  private isLeft({ origin, row, part }: CsvRecord<ImportRow>): boolean {
    if (!this.rejections.has(origin)) return true;
    for (const request of row?.requests ?? part?.requests ?? []) {
      if (request.kind === 'company') this.leftOut.set(request.company, origin);
    }
    return false;
  }

  /** What a record asks for; nothing, and a problem, where it was exported elsewhere. */
  private known({ row, part, origin }: CsvRecord<ImportRow>): readonly Asked[] {
    const asked =
      row ?? (part?.requests === undefined ? null : { requests: part.requests, revision: part.revision ?? null });
    if (asked === null) return [];
    const { revision } = asked;
    if (revision === null || this.threeWay?.isForeign(revision) !== true) {
      if (row !== null) this.sound++;
      return [asked];
    }
    const value = formatRevision(revision);
    this.problems.push({ code: 'foreign-revision', origin, column: 'abo_revision', value, detail: {} });
    return [];
  }

  /** A company that would be there, had its row not been left out. */
  private explained(problem: Problem): Problem {
    const { code, value } = problem;
    const origin = code === 'unknown-company' && value !== null ? this.leftOut.get(value) : undefined;
    if (origin === undefined) return problem;
    return { ...problem, detail: { ...problem.detail, variant: 'rejected', other: { origin, value: value ?? '' } } };
  }

  /** Asks for what is left of a row when it is merged with what happened since its export. */
  private ask(row: Asked): void {
    const merged = this.threeWay?.merge(row);
    for (const request of merged?.requests ?? row.requests) this.planner.add(request);
    if (merged !== undefined) this.planner.count(merged);
  }

  /** Reads the companies that rows name, and for new ones the codes that they may be mistaken for. */
  private async load(rows: readonly Asked[]): Promise<void> {
    const codes = new Set<string>();
    const partners: string[] = [];
    const asked: string[] = [];
    for (const { requests } of rows) {
      for (const request of requests) {
        codes.add(request.company);
        if (request.kind !== 'company') continue;
        asked.push(request.company);
        if (typeof request.partner === 'string') partners.push(request.partner);
      }
    }
    await this.world.loader.ensure(codes);
    if (partners.length > 0) await this.world.loader.ensure(partners);
    const fresh = asked.filter(
      (code) => !this.world.similar.has(code) && this.world.loader.snapshot.company(code) === undefined,
    );
    if (fresh.length === 0) return;
    for (const [code, similar] of await this.world.reader.similarCodes(fresh)) this.world.similar.set(code, similar);
  }
}

/** Does the header say that `abo` wrote the file? One without a row is then the export, or the rejects, of nothing. */
function isWritten(header: string): boolean {
  const name = header.trim().toLowerCase();
  return name === 'abo_revision' || name === '_abo_line';
}
