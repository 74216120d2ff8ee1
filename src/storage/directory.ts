/** Reads companies with everything that belongs to them, in pages by their codes, so that every query uses a key. */
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Choices } from '../domain/cells.js';
import type { ChoicesByUniverse, Company, CompanyState, ContactState } from '../domain/model.js';
import { compareCodePoints } from '../domain/code-point-order.js';
import { foldCode } from '../domain/plan/companies.js';
import type { Category, Universe } from '../domain/vocabulary.js';
import { lookUp } from './bulk.js';
import { chunks, rowsFrom, runs, type SqlSession } from './dialect.js';
import { COMPANY_READ, companyFromRow, CONTACT_READ, contactFromRow } from './rows.js';
import type { AddressPlace, CompanySelection } from './store.js';

const COMPANIES_A_PAGE = 500;
/** How many contacts a batch of states holds; more only when one company has more. */
const CONTACTS_A_BATCH = 2_000;

export async function* readCompanies(
  session: SqlSession,
  selection: CompanySelection,
): AsyncGenerator<readonly Company[], void, undefined> {
  const codes = await selectedCodes(session, selection);
  if (codes === null) {
    const exclude = new Set(selection.exclude);
    for await (const page of allCompanies(session)) {
      const kept = exclude.size === 0 ? page : page.filter(({ code }) => !exclude.has(code));
      if (kept.length > 0) yield kept;
    }
    return;
  }
  for (const chunk of chunks(codes, COMPANIES_A_PAGE)) {
    const { rows } = await lookUp(session, 'company', ['code'], single(chunk), COMPANY_READ, ['code']);
    if (rows.length > 0) yield rows.map(companyFromRow);
  }
}

export async function* readStates(
  session: SqlSession,
  selection: CompanySelection,
): AsyncGenerator<readonly CompanyState[], void, undefined> {
  for await (const page of readCompanies(session, selection)) {
    for (const batch of await batchesOf(session, page)) {
      yield await statesOf(session, batch);
      // SQLite is synchronous: without this, signals and other output would wait until all is read.
      await setImmediate();
    }
  }
}

/**
 * For each given code that equals a company's but for leading zeros or case, the codes of those companies, in order;
 * its own among them if there is such a company.
 */
export async function similarCodes(
  session: SqlSession,
  codes: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const folds = [...new Set(codes.map(foldCode))];
  const { rows } = await lookUp(session, 'company', ['code_fold'], single(folds), ['code']);
  const byFold = Map.groupBy(rows, (row) => row.code_fold);
  const similar = new Map<string, readonly string[]>();
  for (const code of codes) {
    const same = byFold.get(foldCode(code));
    if (same !== undefined) similar.set(code, same.map((row) => row.code).sort(compareCodePoints));
  }
  return similar;
}

export async function companiesWithAddress(
  session: SqlSession,
  keys: readonly string[],
  where: AddressPlace,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const table of ['contact', 'mailbox'] as const) {
    if (where !== 'any' && where !== table) continue;
    const { rows } = await lookUp(session, table, ['email_key'], single([...new Set(keys)]), ['company']);
    for (const { company } of rows) found.add(company);
  }
  return [...found].sort(compareCodePoints);
}

/** Returns the codes to read, in order; some may not exist. Null for all companies, except those excluded. */
async function selectedCodes(session: SqlSession, selection: CompanySelection): Promise<readonly string[] | null> {
  const { codes, partners } = selection;
  if (codes === undefined && partners === undefined) return null;
  const exclude = new Set(selection.exclude);
  const asked = codes === undefined ? null : new Set(codes);
  const clients = partners === undefined ? null : await clientsOf(session, partners);
  return [...(clients ?? asked ?? [])]
    .filter((code) => !exclude.has(code) && (asked === null || asked.has(code)))
    .sort(compareCodePoints);
}

async function clientsOf(session: SqlSession, partners: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await lookUp(session, 'company', ['partner'], single([...new Set(partners)]), ['code']);
  return new Set(rows.map(({ code }) => code));
}

async function* allCompanies({ db }: SqlSession): AsyncGenerator<readonly Company[], void, undefined> {
  for (let after: string | null = null; ;) {
    let query = db.selectFrom('company').select(COMPANY_READ).orderBy('code').limit(COMPANIES_A_PAGE);
    if (after !== null) query = query.where('code', '>', after);
    const rows = await query.execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(companyFromRow);
    if (rows.length < COMPANIES_A_PAGE) return;
    after = last.code;
  }
}

/** Cuts a page of companies into batches that hold a bounded number of contacts. */
async function batchesOf(session: SqlSession, page: readonly Company[]): Promise<Iterable<readonly Company[]>> {
  const counts = await session.db
    .selectFrom(rowsFrom(session.dialect, { code: 'key' }, single(page.map(({ code }) => code))))
    .innerJoin('contact', 'contact.company', 'given.code')
    .select(['contact.company', sql<number>`count(*)`.as('contacts')])
    .groupBy('contact.company')
    .execute();
  const contacts = new Map(counts.map((row) => [row.company, row.contacts]));
  return runs(page, ({ code }) => contacts.get(code) ?? 0, CONTACTS_A_BATCH);
}

const NOTHING_CHOSEN: ChoicesByUniverse = Object.freeze({});

interface Parts {
  readonly contacts: ContactState[];
  readonly mailboxes: Partial<Record<Universe, Partial<Record<Category, string>>>>;
}

async function statesOf(session: SqlSession, companies: readonly Company[]): Promise<readonly CompanyState[]> {
  const states = companies.map((company) => ({ company, contacts: [], mailboxes: {} }) satisfies Parts & CompanyState);
  const parts = new Map<string, Parts>(states.map((state) => [state.company.code, state]));
  const codes = single([...parts.keys()]);

  const choices = await readChoices(session, codes);
  const contacts = await lookUp(session, 'contact', ['company'], codes, CONTACT_READ, ['company', 'email_key']);
  for (const row of contacts.rows) {
    const state = { contact: contactFromRow(row), choices: choices.get(row.id) ?? NOTHING_CHOSEN };
    parts.get(row.company)?.contacts.push(state);
  }

  const cells = await lookUp(session, 'mailbox', ['company'], codes, ['universe', 'category', 'email']);
  for (const { company, universe, category, email } of cells.rows) {
    const mailboxes = parts.get(company)?.mailboxes;
    if (mailboxes !== undefined) (mailboxes[universe] ??= {})[category] = email;
  }
  return states;
}

/** By contact: identities are unique in the database. */
async function readChoices(
  session: SqlSession,
  codes: readonly (readonly [string])[],
): Promise<ReadonlyMap<number, ChoicesByUniverse>> {
  const byContact = new Map<number, Partial<Record<Universe, Choices>>>();
  const columns = ['contact_id', 'universe', 'chosen', 'enabled'] as const;
  const { rows } = await lookUp(session, 'subscription', ['company'], codes, columns);
  for (const { contact_id: id, universe, chosen, enabled } of rows) {
    const choices = byContact.get(id) ?? {};
    choices[universe] = { chosen, on: enabled };
    byContact.set(id, choices);
  }
  return byContact;
}

/** Keys of one column. */
function single(values: readonly string[]): readonly (readonly [string])[] {
  return values.map((value) => [value]);
}
