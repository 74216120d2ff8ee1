/**
 * A reader on a world that differs, in some companies, from the one below it: as it was, or as it would be. Lists, filters,
 * simulations and plans work on it as on the present world. Memory: the rows of the companies that differ, and one batch of
 * companies with their contacts.
 * Source: docs/contract/cli.md, "Looking back and ahead"; CONTRIBUTING.md, "The two journeys".
 */
import type { ChangeSet } from '../../domain/change-set.js';
import { addressKey } from '../../domain/address.js';
import type { Company, CompanyState } from '../../domain/model.js';
import { compareCodePoints } from '../../domain/code-point-order.js';
import { foldCode } from '../../domain/plan/companies.js';
import type { Edit, JournaledEdit } from '../../domain/plan/edits.js';
import { mailboxRecords } from '../../domain/records.js';
import type { AddressPlace, ChangeFilter, CompanySelection, HistoryFilter, Reader } from '../../storage/store.js';

/** Companies in a batch, where no reader below bounds it by the number of contacts. */
const COMPANIES_A_BATCH = 100;

export abstract class OverlayReader implements Reader {
  #differing: Promise<ReadonlySet<string>> | undefined;
  #rows: Promise<ReadonlyMap<string, Company | null>> | undefined;

  constructor(protected readonly below: Reader) {}

  /** Returns the codes of all companies that may differ in anything. */
  protected abstract findDiffering(): Promise<Iterable<string>>;
  /** Returns the rows, without contacts, of the companies whose rows may differ; null for one that does not exist in this world. */
  protected abstract readRows(): Promise<ReadonlyMap<string, Company | null>>;
  /** Returns companies that differ as they are in this world, in order, from their states below. */
  protected abstract rebuild(
    codes: readonly string[],
    below: readonly CompanyState[],
  ): Promise<readonly CompanyState[]>;
  /** Returns companies that differ, with at least all of them that have one of these addresses in this world. */
  protected abstract mayHaveAddress(keys: ReadonlySet<string>, where: AddressPlace): Promise<Iterable<string>>;

  async lastChangeSet(): Promise<number> {
    return this.below.lastChangeSet();
  }

  async lastNumber(): Promise<number> {
    return this.below.lastNumber();
  }

  async *states(selection: CompanySelection): AsyncIterable<readonly CompanyState[]> {
    if ((await this.differs()).size === 0) {
      yield* this.below.states(selection);
      return;
    }
    for await (const page of this.companies(selection)) {
      const codes = page.map(({ code }) => code);
      let done = 0;
      // The reader below bounds its batches by contacts; companies that it lacks join the batch of their neighbours.
      for await (const states of this.below.states({ codes })) {
        const last = states.at(-1)?.company.code ?? '';
        let end = done;
        while (end < codes.length && compareCodePoints(codes[end] ?? '', last) <= 0) end++;
        yield* this.#inThisWorld(codes.slice(done, end), states);
        done = end;
      }
      yield* this.#inThisWorld(codes.slice(done), []);
    }
  }

  async *#inThisWorld(
    codes: readonly string[],
    below: readonly CompanyState[],
  ): AsyncIterable<readonly CompanyState[]> {
    const differing = await this.differs();
    const known = new Map(below.map((state) => [state.company.code, state]));
    for (let start = 0; start < codes.length; start += COMPANIES_A_BATCH) {
      const batch = codes.slice(start, start + COMPANIES_A_BATCH);
      const changed = batch.filter((code) => differing.has(code));
      const rebuilt = await this.rebuild(
        changed,
        changed.flatMap((code) => known.get(code) ?? []),
      );
      const here = new Map(rebuilt.map((state) => [state.company.code, state]));
      const states = batch.flatMap((code) => here.get(code) ?? (differing.has(code) ? [] : (known.get(code) ?? [])));
      if (states.length > 0) yield states;
    }
  }

  async *companies(selection: CompanySelection): AsyncIterable<readonly Company[]> {
    const rows = await this.#ownRows();
    const selected = selects(selection);
    const others = [...rows.values()]
      .filter((company) => company !== null)
      .filter(selected)
      .sort((a, b) => compareCodePoints(a.code, b.code));
    let next = 0;
    for await (const page of this.below.companies(selection)) {
      const last = page.at(-1)?.code ?? '';
      const start = next;
      while (next < others.length && compareCodePoints(others[next]?.code ?? '', last) <= 0) next++;
      const merged = [...page.filter(({ code }) => !rows.has(code)), ...others.slice(start, next)];
      if (merged.length > 0) yield merged.sort((a, b) => compareCodePoints(a.code, b.code));
    }
    for (; next < others.length; next += COMPANIES_A_BATCH) yield others.slice(next, next + COMPANIES_A_BATCH);
  }

  async similarCodes(codes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.#ownRows();
    const below = await this.below.similarCodes(codes);
    const byFold = Map.groupBy(
      [...rows.values()].flatMap((company) => company?.code ?? []),
      foldCode,
    );
    const similar = new Map<string, readonly string[]>();
    for (const code of codes) {
      const others = (below.get(code) ?? []).filter((other) => !rows.has(other));
      const found = [...others, ...(byFold.get(foldCode(code)) ?? [])].sort(compareCodePoints);
      if (found.length > 0) similar.set(code, found);
    }
    return similar;
  }

  async companiesWithAddress(keys: readonly string[], where: AddressPlace): Promise<readonly string[]> {
    const differing = await this.differs();
    const wanted = new Set(keys);
    const found = (await this.below.companiesWithAddress(keys, where)).filter((code) => !differing.has(code));
    const candidates = [...new Set(await this.mayHaveAddress(wanted, where))];
    if (candidates.length > 0) {
      for await (const batch of this.states({ codes: candidates })) {
        for (const state of batch) if (hasAddress(state, wanted, where)) found.push(state.company.code);
      }
    }
    return found.sort(compareCodePoints);
  }

  changeSets(filter: HistoryFilter): AsyncIterable<readonly ChangeSet[]> {
    return this.below.changeSets(filter);
  }

  async changeSet(number: number): Promise<ChangeSet | undefined> {
    return this.below.changeSet(number);
  }

  editsOf(number: number, companies?: readonly string[]): AsyncIterable<readonly Edit[]> {
    return this.below.editsOf(number, companies);
  }

  editsSince(...which: Parameters<Reader['editsSince']>): AsyncIterable<readonly JournaledEdit[]> {
    return this.below.editsSince(...which);
  }

  async changedCompanies(filter: ChangeFilter): Promise<readonly string[]> {
    return this.below.changedCompanies(filter);
  }

  protected async differs(): Promise<ReadonlySet<string>> {
    this.#differing ??= this.findDiffering().then((codes) => new Set(codes));
    return this.#differing;
  }

  async #ownRows(): Promise<ReadonlyMap<string, Company | null>> {
    this.#rows ??= this.readRows();
    return this.#rows;
  }
}

function selects({ codes, exclude, partners }: CompanySelection): (company: Company) => boolean {
  const among = codes === undefined ? null : new Set(codes);
  const without = new Set(exclude);
  const managers = partners === undefined ? null : new Set(partners);
  return ({ code, partner }) =>
    (among === null || among.has(code)) &&
    !without.has(code) &&
    (managers === null || (partner !== null && managers.has(partner)));
}

function hasAddress(state: CompanyState, keys: ReadonlySet<string>, where: AddressPlace): boolean {
  const amongContacts = (): boolean => state.contacts.some(({ contact }) => keys.has(addressKey(contact.email)));
  const amongMailboxes = (): boolean => mailboxRecords(state).some(({ email }) => keys.has(addressKey(email)));
  return (where !== 'mailbox' && amongContacts()) || (where !== 'contact' && amongMailboxes());
}
