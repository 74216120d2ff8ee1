/** Reads a database in one transaction. */
import { editsByKind } from '../domain/plan/edits.js';
import type { SqlSession } from './dialect.js';
import { companiesWithAddress, readCompanies, readStates, similarCodes } from './directory.js';
import { lastChangeSet, readChangeSet, readChangeSets } from './journal.js';
import { changedCompanies, editsOf, editsSince } from './journaled-edits.js';
import { staleRows } from './stale-rows.js';
import type { ReaderNow } from './store.js';

export function readerOf(session: SqlSession): ReaderNow {
  return {
    lastChangeSet: () => lastChangeSet(session),
    lastNumber: () => lastChangeSet(session),
    states: (selection) => readStates(session, selection),
    companies: (selection) => readCompanies(session, selection),
    similarCodes: (codes) => similarCodes(session, codes),
    companiesWithAddress: (keys, where) => companiesWithAddress(session, keys, where),
    changeSets: (filter) => readChangeSets(session, filter),
    changeSet: (number) => readChangeSet(session, number),
    editsOf: (number, companies) => editsOf(session, number, companies),
    editsSince: (number, companies, kinds) => editsSince(session, number, companies, kinds),
    changedCompanies: (filter) => changedCompanies(session, filter),
    staleRows: (edits) => staleRows(session, editsByKind(edits)),
  };
}
