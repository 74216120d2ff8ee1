/**
 * A database as a contact may see it: only the companies in scope. Nothing that is read through it names another company,
 * contact, address, code or change; so lists, exports, simulations, messages, hints and counts do not either.
 * Source: docs/contract/rules.md, "Who may do what".
 */
import type { ChangeSet } from '../../domain/change-set.js';
import { COMPANY_FIELDS, sameFields } from '../../domain/fields.js';
import { addressKey, normaliseAddress } from '../../domain/address.js';
import { type Company, type CompanyState, type Contact } from '../../domain/model.js';
import { asSeenBy, inScope } from '../../domain/permissions.js';
import { countChanges, type Edit, type JournaledEdit } from '../../domain/plan/edits.js';
import { companyRow, type StaleRow } from '../../domain/plan/stale-row.js';
import { all, mapped } from '../read/batches.js';
import type { AddressPlace, ChangeFilter, CompanySelection, HistoryFilter, ReaderNow } from '../../storage/store.js';

export class ScopedReader implements ReaderNow {
  readonly #reader: ReaderNow;
  /** By code. */
  readonly #companiesInScope: ReadonlyMap<string, Company>;
  readonly #knownAddresses = new Map<string, boolean>();

  private constructor(
    reader: ReaderNow,
    readonly actor: Contact,
    companiesInScope: ReadonlyMap<string, Company>,
  ) {
    this.#reader = reader;
    this.#companiesInScope = companiesInScope;
  }

  /** What `actor` may see of `reader`. Whether they have access is the caller's to check. */
  static async of(reader: ReaderNow, actor: Contact): Promise<ScopedReader> {
    const own = await all(reader.companies({ codes: [actor.company] }));
    const clients = await all(reader.companies({ partners: [actor.company] }));
    const seen = [...own, ...clients].filter((company) => inScope(actor, company));
    return new ScopedReader(reader, actor, new Map(seen.map((company) => [company.code, asSeenBy(actor, company)])));
  }

  /** A company as the actor sees it; undefined when it is out of scope or does not exist. */
  company(code: string): Company | undefined {
    return this.#companiesInScope.get(code);
  }

  async lastChangeSet(): Promise<number> {
    for await (const [last] of this.changeSets({ limit: 1 })) return last?.number ?? 0;
    return 0;
  }

  async lastNumber(): Promise<number> {
    return this.#reader.lastNumber();
  }

  states(selection: CompanySelection): AsyncIterable<readonly CompanyState[]> {
    return mapped(this.#reader.states(this.#within(selection)), (batch) =>
      batch.map((state) => ({ ...state, company: asSeenBy(this.actor, state.company) })),
    );
  }

  companies(selection: CompanySelection): AsyncIterable<readonly Company[]> {
    return mapped(this.#reader.companies(this.#within(selection)), (batch) =>
      batch.map((company) => asSeenBy(this.actor, company)),
    );
  }

  async similarCodes(codes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const similar = await this.#reader.similarCodes(codes);
    return new Map(
      [...similar]
        .map(([code, others]): [string, readonly string[]] => [code, this.#seenAmong(others)])
        .filter(([, others]) => others.length > 0),
    );
  }

  async companiesWithAddress(keys: readonly string[], where: AddressPlace): Promise<readonly string[]> {
    return this.#seenAmong(await this.#reader.companiesWithAddress(keys, where));
  }

  /** Change sets that changed something in scope, with only that part. `actor` and `limit` apply to what is seen. */
  async *changeSets({ actor, limit = Infinity, ...filter }: HistoryFilter): AsyncIterable<readonly ChangeSet[]> {
    let left = limit;
    const companies = this.#seenAmong(filter.companies);
    for await (const batch of this.#reader.changeSets({ ...filter, companies })) {
      const seen: ChangeSet[] = [];
      for (const changeSet of batch) {
        if (left === 0) break;
        const part = await this.#partOf(changeSet);
        if (part === undefined || (actor !== undefined && part.actor !== actor)) continue;
        seen.push(part);
        left--;
      }
      if (seen.length > 0) yield seen;
      if (left === 0) return;
    }
  }

  async changeSet(number: number): Promise<ChangeSet | undefined> {
    const changeSet = await this.#reader.changeSet(number);
    return changeSet === undefined ? undefined : this.#partOf(changeSet);
  }

  editsOf(number: number, companies?: readonly string[]): AsyncIterable<readonly Edit[]> {
    return mapped(this.#reader.editsOf(number, this.#seenAmong(companies)), (batch) =>
      batch.flatMap((edit) => this.#seenEdit(edit) ?? []),
    );
  }

  editsSince(
    ...[number, companies, kinds]: Parameters<ReaderNow['editsSince']>
  ): AsyncIterable<readonly JournaledEdit[]> {
    return mapped(this.#reader.editsSince(number, this.#seenAmong(companies), kinds), (batch) =>
      batch.flatMap(({ changeSet, edit }) => {
        const part = this.#seenEdit(edit);
        return part === null ? [] : [{ changeSet, edit: part }];
      }),
    );
  }

  async changedCompanies(filter: ChangeFilter): Promise<readonly string[]> {
    return this.#seenAmong(await this.#reader.changedCompanies(filter));
  }

  /** A company out of scope is reported like one that was removed. */
  async staleRows(edits: readonly Edit[]): Promise<readonly StaleRow[]> {
    const isSeen = (edit: Edit): boolean => this.#companiesInScope.has(edit.company);
    const unseen = new Set(edits.filter((edit) => !isSeen(edit)).map(({ company }) => company));
    return [...[...unseen].map(companyRow), ...(await this.#reader.staleRows(edits.filter(isSeen)))];
  }

  #within({ codes, partners, exclude }: CompanySelection): CompanySelection {
    return {
      codes: this.#seenAmong(codes),
      ...(partners === undefined ? {} : { partners: this.#seenAmong(partners) }),
      ...(exclude === undefined ? {} : { exclude }),
    };
  }

  /** Of these companies, or of all, those in scope. */
  #seenAmong(codes: readonly string[] = [...this.#companiesInScope.keys()]): string[] {
    return codes.filter((code) => this.#companiesInScope.has(code));
  }

  /** Null where only something that may not be seen was changed. */
  #seenEdit(edit: Edit): Edit | null {
    if (edit.kind !== 'company') return edit;
    const before = edit.before && asSeenBy(this.actor, edit.before);
    const after = edit.after && asSeenBy(this.actor, edit.after);
    return sameFields(COMPANY_FIELDS, before, after) ? null : { ...edit, before, after };
  }

  /**
   * The part of a change set that is in scope; undefined where there is none. Its author, message and input file may name
   * other companies: they are shown only where a contact in scope made it, and it changed nothing else (decision).
   */
  async #partOf(changeSet: ChangeSet): Promise<ChangeSet | undefined> {
    const changes = await this.#countSeen(changeSet.number);
    if (changes === 0) return undefined;
    const isWhole = changes === changeSet.changes && (await this.#isContactInScope(changeSet.actor));
    const { undoes, undoneBy } = changeSet;
    return {
      ...changeSet,
      ...(isWhole ? {} : { actor: null, message: null, input: null }),
      undoes: await this.#seenNumber(undoes),
      undoneBy: await this.#seenNumber(undoneBy),
      changes,
    };
  }

  async #seenNumber(number: number | null): Promise<number | null> {
    if (number === null) return null;
    for await (const batch of this.editsOf(number)) if (batch.length > 0) return number;
    return null;
  }

  async #countSeen(number: number): Promise<number> {
    let count = 0;
    for await (const batch of this.editsOf(number)) {
      const { add, change, remove } = countChanges(batch);
      count += add + change + remove;
    }
    return count;
  }

  async #isContactInScope(actor: string | null): Promise<boolean> {
    if (actor === null) return false;
    const key = addressKey(normaliseAddress(actor));
    const known = this.#knownAddresses.get(key) ?? (await this.companiesWithAddress([key], 'contact')).length > 0;
    this.#knownAddresses.set(key, known);
    return known;
  }
}
