/** What can be read of a database, in one transaction. */
import type { ChangeSet } from '../domain/change-set.js';
import type { Company, CompanyState } from '../domain/model.js';
import { editsByKind, type Edit, type JournaledEdit } from '../domain/plan/edits.js';
import type { StaleRow } from '../domain/plan/stale-row.js';
import type { SqlSession } from './dialect.js';
import { companiesWithAddress, readCompanies, readStates, similarCodes } from './directory.js';
import { changedCompanies, editsOf, editsSince } from './journaled-edits.js';
import { lastChangeSet, readChangeSet, readChangeSets } from './journal.js';
import { staleRows } from './stale-rows.js';
import type { ChangeFilter, CompanySelection, HistoryFilter, ReaderNow } from './store.js';

export class SqlReader implements ReaderNow {
  constructor(private readonly session: SqlSession) {}

  async lastChangeSet(): Promise<number> {
    return lastChangeSet(this.session);
  }

  async lastNumber(): Promise<number> {
    return lastChangeSet(this.session);
  }

  states(selection: CompanySelection): AsyncIterable<readonly CompanyState[]> {
    return readStates(this.session, selection);
  }

  companies(selection: CompanySelection): AsyncIterable<readonly Company[]> {
    return readCompanies(this.session, selection);
  }

  async similarCodes(codes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    return similarCodes(this.session, codes);
  }

  async companiesWithAddress(
    keys: readonly string[],
    where: 'contact' | 'mailbox' | 'any',
  ): Promise<readonly string[]> {
    return companiesWithAddress(this.session, keys, where);
  }

  changeSets(filter: HistoryFilter): AsyncIterable<readonly ChangeSet[]> {
    return readChangeSets(this.session, filter);
  }

  async changeSet(number: number): Promise<ChangeSet | undefined> {
    return readChangeSet(this.session, number);
  }

  editsOf(number: number, companies?: readonly string[]): AsyncIterable<readonly Edit[]> {
    return editsOf(this.session, number, companies);
  }

  editsSince(
    number: number,
    companies: readonly string[],
    kinds?: readonly Edit['kind'][],
  ): AsyncIterable<readonly JournaledEdit[]> {
    return editsSince(this.session, number, companies, kinds);
  }

  async changedCompanies(filter: ChangeFilter): Promise<readonly string[]> {
    return changedCompanies(this.session, filter);
  }

  async staleRows(edits: readonly Edit[]): Promise<readonly StaleRow[]> {
    return staleRows(this.session, editsByKind(edits));
  }
}
