/**
 * From files to a plan: their rows are requests, read in batches; the cells that they name are loaded as they come.
 * Companies, contacts, mailboxes, choices: files apply in that order, whatever theirs. Source: csv.md; architecture.md,
 * "The two journeys".
 */
import { addressKey, normaliseAddress } from '../domain/address.js';
import { countCells } from '../domain/cells.js';
import { notifiedCells } from '../domain/effective.js';
import { choicesIn, mailboxIn, type Contact } from '../domain/model.js';
import { normaliseName } from '../domain/plan/companies.js';
import { Planner } from '../domain/plan/planner.js';
import type { MailboxRequest, Request, SubscriptionRequest } from '../domain/plan/request.js';
import type { OnConflict } from '../domain/plan/conflict.js';
import { formatRevision } from '../domain/revision.js';
import type { Origin, Problem } from '../domain/problems.js';
import { CATEGORIES, type Universe } from '../domain/vocabulary.js';
import type { CsvFile } from '../csv/open.js';
import type { ImportRow } from '../csv/rows/import-row.js';
import { RejectedInput } from '../errors.js';
import type { Reader } from '../storage/store.js';
import { isAddress } from './address.js';
import { conflictsFound } from './conflicts.js';
import { allCodes } from './filters.js';
import { Loader } from './loading.js';
import { nearest } from '../nearest.js';
import type { Planned, PlanningOptions } from './planning.js';
import { ThreeWay } from './three-way.js';

/** What a file said that a person should hear, though it is no error. */
export interface FileRemarks {
  /** Empty cells left as they are, where something is set. */
  emptyCells: number;
  /** Rows whose name, role or access is not the directory's, and the first of these contacts. */
  saidOtherwise: number;
  firstSaidOtherwise: string | null;
}

export interface ImportPlanningOptions extends PlanningOptions {
  /** The database's identity, which `abo_revision` must name; null compares the file against now, two-way. */
  readonly identity: string | null;
  readonly onConflict: OnConflict;
}

export interface PlannedImport {
  readonly planned: Planned;
  /** By file. */
  readonly remarks: readonly FileRemarks[];
}

export type ImportFile = CsvFile<ImportRow>;

const ORDER = ['companies', 'contacts', 'mailboxes', 'subscriptions'] as const;

function rank({ kind }: ImportFile): number {
  return ORDER.findIndex((noun) => noun === kind);
}

/**
 * Plans the import of files. Nothing is written where there is a problem.
 *
 * @param onRow called with how many rows have been read so far
 * @throws RejectedInput with every problem, of every file; ConflictsFound with every conflict
 */
export async function planImport(
  reader: Reader,
  files: readonly ImportFile[],
  options: ImportPlanningOptions,
  onRow: (rows: number) => void,
): Promise<PlannedImport> {
  const last = await reader.lastChangeSet();
  return new Importing(reader, files, options, last, onRow).plan();
}

class Importing {
  private readonly loader: Loader;
  /** Null: two-way. */
  private readonly threeWay: ThreeWay | null;
  private readonly planner: Planner;
  private readonly similar = new Map<string, readonly string[]>();
  private readonly problems: Problem[] = [];
  private readonly remarks: FileRemarks[];
  private rows = 0;

  constructor(
    private readonly reader: Reader,
    private readonly files: readonly ImportFile[],
    private readonly options: ImportPlanningOptions,
    last: number,
    private readonly onRow: (rows: number) => void,
  ) {
    this.loader = new Loader(reader);
    this.planner = new Planner(this.loader.snapshot, {
      isAddress,
      similarCodes: (code) => this.similar.get(code) ?? [],
      allowDuplicate: options.allowDuplicate ?? false,
      onProblem: (problem) => this.problems.push(problem),
    });
    const { identity, onConflict } = options;
    this.threeWay = identity === null ? null : new ThreeWay(reader, this.loader.snapshot, identity, last, onConflict);
    this.remarks = files.map(() => ({ emptyCells: 0, saidOtherwise: 0, firstSaidOtherwise: null }));
  }

  async plan(): Promise<PlannedImport> {
    const inOrder = [...this.files.entries()].sort(([, a], [, b]) => rank(a) - rank(b));
    const boxes: { row: ImportRow; source: number }[] = [];
    for (const [source, file] of inOrder) {
      const rowsBefore = this.rows;
      const problemsBefore = this.problems.length;
      this.problems.push(...file.problems);
      const isDirectory = file.kind === 'companies' || file.kind === 'contacts';
      if (!isDirectory) this.planner.settleDirectory();
      for await (const batch of file.batches()) {
        this.problems.push(...batch.problems);
        const rows = batch.records.flatMap(({ row, origin }) => (row === null ? [] : this.known(row, origin)));
        await this.load(rows);
        await this.threeWay?.prepare(rows);
        for (const row of rows) {
          this.ask(row);
          if (!isDirectory) this.remark(row, source);
          else if (row.emptyCells !== 0) boxes.push({ row, source });
        }
        this.rows += batch.records.length;
        this.onRow(this.rows);
      }
      // The export of nothing is a header too, and imports as nothing; any other is a file that went wrong.
      const isEmpty = this.rows === rowsBefore && this.problems.length === problemsBefore;
      if (isEmpty && file.columnOf('abo_revision') === null) {
        const origin = { source, line: 0, record: 0 };
        this.problems.push({ code: 'not-csv', origin, column: null, value: null, detail: { variant: 'header-alone' } });
      }
    }
    this.planner.settleDirectory();
    for (const { row, source } of boxes) this.remark(row, source);
    // Finding nothing to do takes as long as finding something: only a sound input is planned to the end.
    if (this.problems.length > 0) throw await this.rejected();
    const conflicts = this.threeWay?.conflicts ?? [];
    if (conflicts.length > 0) throw await conflictsFound(this.reader, this.loader.snapshot, conflicts, this.files);
    const plan = this.planner.plan(this.options.impact ?? false);
    const { draft } = this.planner;
    return {
      planned: { plan, companyName: (code) => (draft.companyRow(code) ?? draft.before.companyRow(code))?.name },
      remarks: this.remarks,
    };
  }

  /** The row, unless it was exported elsewhere, which is a problem. */
  private known(row: ImportRow, origin: Origin): readonly ImportRow[] {
    if (this.threeWay?.isForeign(row) !== true || row.revision === null) return [row];
    this.problems.push({
      code: 'foreign-revision',
      origin,
      column: 'abo_revision',
      value: formatRevision(row.revision),
      detail: {},
    });
    return [];
  }

  /** Asks for what is left of a row when it is merged with what happened since its export. */
  private ask(row: ImportRow): void {
    const merged = this.threeWay?.merge(row);
    for (const request of merged?.requests ?? row.requests) this.planner.ask(request);
    if (merged !== undefined) this.planner.count(merged);
  }

  /** Reads the companies that rows name, and for new ones the codes that they may be mistaken for. */
  private async load(rows: readonly ImportRow[]): Promise<void> {
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
    await this.loader.ensure(codes);
    if (partners.length > 0) await this.loader.ensure(partners);
    const fresh = asked.filter((code) => !this.similar.has(code) && this.loader.snapshot.company(code) === undefined);
    if (fresh.length === 0) return;
    for (const [code, similar] of await this.reader.similarCodes(fresh)) this.similar.set(code, similar);
  }

  /** Notices of a row: empty cells where something is set, and what it says of a contact that is not so. */
  private remark(row: ImportRow, source: number): void {
    const remarks = this.remarks[source];
    const request = row.requests.at(-1);
    if (remarks === undefined || request === undefined) return;
    if (row.emptyCells !== 0) remarks.emptyCells += this.countSet(request, row.emptyCells);
    if (row.said === null || request.kind !== 'subscription') return;
    const contact = this.contactOf(request);
    if (contact === undefined || agrees(contact, row)) return;
    remarks.saidOtherwise++;
    remarks.firstSaidOtherwise ??= `${contact.company}/${contact.email}`;
  }

  private countSet(request: Request, empty: number): number {
    if (request.kind === 'mailbox') return this.countMailboxes(request, empty);
    if (request.kind !== 'subscription' && request.kind !== 'contact') return 0;
    const key = addressKey(normaliseAddress(addressOf(request)));
    const state = this.planner.draft.contact(request.company, key);
    if (state === undefined) return 0;
    const universe = request.kind === 'subscription' ? request.universe : '*';
    const universes = universe === '*' ? state.contact.universes : [universe];
    return universes.reduce(
      (count, each) => count + countCells(empty & notifiedCells(state.contact, each, choicesIn(state, each))),
      0,
    );
  }

  private countMailboxes({ company, universe }: MailboxRequest, empty: number): number {
    const state = this.planner.draft.company(company);
    if (state === undefined) return 0;
    const universes: readonly Universe[] = universe === '*' ? state.company.universes : [universe];
    return universes.reduce(
      (count, each) =>
        count +
        CATEGORIES.filter((category, i) => (empty & (1 << i)) !== 0 && mailboxIn(state, each, category) !== null)
          .length,
      0,
    );
  }

  private contactOf(request: SubscriptionRequest): Contact | undefined {
    const key = addressKey(normaliseAddress(request.contact));
    return this.planner.draft.contact(request.company, key)?.contact;
  }

  /** Every problem, file by file and line by line, with the nearest names that exist. */
  private async rejected(): Promise<RejectedInput> {
    let codes: readonly string[] | undefined;
    const told: Problem[] = [];
    for (const problem of this.problems) {
      const suggestion = await this.suggestionFor(problem, async () => (codes ??= await allCodes(this.reader)));
      told.push(suggestion === undefined ? problem : { ...problem, detail: { ...problem.detail, suggestion } });
    }
    const line = ({ origin }: Problem): number => origin?.line ?? 0;
    const source = ({ origin }: Problem): number => origin?.source ?? -1;
    told.sort((a, b) => source(a) - source(b) || line(a) - line(b));
    return new RejectedInput(told, this.files);
  }

  private async suggestionFor(problem: Problem, codes: () => Promise<readonly string[]>): Promise<string | undefined> {
    const { code, value, detail } = problem;
    if (value === null || detail.suggestion !== undefined) return undefined;
    if (code === 'unknown-company') return nearest(value, await codes());
    const [company] = detail.names ?? [];
    if (code !== 'unknown-contact' || company === undefined) return undefined;
    const state = this.planner.draft.company(company);
    return nearest(value, state?.contacts.map(({ contact }) => contact.email) ?? []);
  }
}

function addressOf(request: SubscriptionRequest | Extract<Request, { kind: 'contact' }>): string {
  return 'newEmail' in request ? (request.newEmail ?? request.contact) : request.contact;
}

function agrees(contact: Contact, { said }: ImportRow): boolean {
  if (said === null) return true;
  return (
    (said.name === null || normaliseName(said.name) === contact.name) &&
    (said.role === null || said.role === contact.role) &&
    (said.access === null || said.access === contact.access)
  );
}
