/**
 * A reader on the world as it was after a change set: the present world without the changes made since, a batch of companies
 * at a time. Its journal ends there too.
 * Source: docs/contract/rules.md, "The journal"; docs/contract/cli.md, "--at".
 */
import type { ChangeSet } from '../../domain/change-set.js';
import { addressKey } from '../../domain/address.js';
import { snapshotOf, type Company, type CompanyState, type Snapshot } from '../../domain/model.js';
import { Draft } from '../../domain/plan/draft.js';
import type { Edit, JournaledEdit } from '../../domain/plan/edits.js';
import type { AddressPlace, ChangeFilter, HistoryFilter, Reader } from '../../storage/store.js';
import { mapped } from './batches.js';
import { journaledSince } from './journal-edits.js';
import { OverlayReader } from './overlay-reader.js';

export class PastReader extends OverlayReader {
  readonly #number: number;

  /** @param number of the change set; 0: before the first, the empty directory */
  constructor(below: Reader, number: number) {
    super(below);
    this.#number = number;
  }

  override async lastChangeSet(): Promise<number> {
    return Math.min(this.#number, await this.below.lastChangeSet());
  }

  override async lastNumber(): Promise<number> {
    return Math.min(this.#number, await this.below.lastNumber());
  }

  protected async findDiffering(): Promise<readonly string[]> {
    return this.below.changedCompanies({ since: this.#number });
  }

  protected async readRows(): Promise<ReadonlyMap<string, Company | null>> {
    const rows = new Map<string, Company | null>();
    // Edits arrive newest first, so the last one kept is the oldest; its `before` is the company as it was.
    for await (const { edit } of journaledSince(this.below, this.#number, ['company'])) {
      if (edit.kind === 'company') rows.set(edit.company, edit.before);
    }
    return rows;
  }

  protected async rebuild(codes: readonly string[], below: readonly CompanyState[]): Promise<readonly CompanyState[]> {
    const past = new Past(this.below, this.#number, snapshotOf(below));
    await past.ensure(codes);
    return codes.flatMap((code) => past.snapshot.company(code) ?? []);
  }

  /** Returns companies that have the address now, or had it before a later change. */
  protected async mayHaveAddress(keys: ReadonlySet<string>, where: AddressPlace): Promise<Iterable<string>> {
    const differing = await this.differs();
    const now = await this.below.companiesWithAddress([...keys], where);
    const found = new Set(now.filter((code) => differing.has(code)));
    const kinds = (['contact', 'mailbox'] as const).filter((kind) => where === 'any' || where === kind);
    for await (const { edit } of journaledSince(this.below, this.#number, kinds)) {
      const was = edit.kind === 'contact' ? edit.before?.email : edit.kind === 'mailbox' ? edit.before : null;
      if (typeof was === 'string' && keys.has(addressKey(was))) found.add(edit.company);
    }
    return found;
  }

  override changeSets(filter: HistoryFilter): AsyncIterable<readonly ChangeSet[]> {
    const upTo = Math.min(filter.upTo ?? Infinity, this.#number);
    return mapped(this.below.changeSets({ ...filter, upTo }), (batch) =>
      batch.map((changeSet) => this.#asKnown(changeSet)),
    );
  }

  override async changeSet(number: number): Promise<ChangeSet | undefined> {
    const changeSet = number <= this.#number ? await this.below.changeSet(number) : undefined;
    return changeSet && this.#asKnown(changeSet);
  }

  /** Hides an undo made after this moment. */
  #asKnown(changeSet: ChangeSet): ChangeSet {
    const { undoneBy } = changeSet;
    return undoneBy !== null && undoneBy > this.#number ? { ...changeSet, undoneBy: null } : changeSet;
  }

  override async *editsOf(number: number, companies?: readonly string[]): AsyncIterable<readonly Edit[]> {
    if (number <= this.#number) yield* this.below.editsOf(number, companies);
  }

  override editsSince(...which: Parameters<Reader['editsSince']>): AsyncIterable<readonly JournaledEdit[]> {
    return mapped(this.below.editsSince(...which), (batch) =>
      batch.filter(({ changeSet }) => changeSet <= this.#number),
    );
  }

  override async changedCompanies(filter: ChangeFilter): Promise<readonly string[]> {
    return this.below.changedCompanies({ ...filter, upTo: Math.min(filter.upTo ?? Infinity, this.#number) });
  }
}

/** Companies as they were after a change set: as they are now, without the changes made since. */
export class Past {
  readonly snapshot: Draft;
  readonly #reader: Reader;
  readonly #number: number;
  readonly #rebuilt = new Set<string>();

  /** @param now the current state; must include every company to rebuild that still exists */
  constructor(reader: Reader, number: number, now: Snapshot) {
    this.snapshot = new Draft(now);
    this.#reader = reader;
    this.#number = number;
  }

  async ensure(codes: Iterable<string>): Promise<void> {
    const fresh = [...new Set(codes)].filter((code) => !this.#rebuilt.has(code));
    if (fresh.length === 0) return;
    for (const code of fresh) this.#rebuilt.add(code);
    for await (const edits of this.#reader.editsSince(this.#number, fresh)) {
      for (const { edit } of edits) this.snapshot.put(edit, 'before');
    }
  }
}
