/**
 * Reading companies, and everything that belongs to them. Selections are turned into lists of codes, and companies are
 * read by them, in pages, so that every query uses a key.
 */
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Choices } from '../domain/cells.js';
import type { ChoicesByUniverse, Company, CompanyState, ContactState } from '../domain/model.js';
import { compareCodePoints } from '../domain/code-point-order.js';
import { foldCode } from '../domain/plan/companies.js';
import type { Category, Universe } from '../domain/vocabulary.js';
import { lookUp } from './bulk.js';
import { chunks, type SqlSession } from './dialect.js';
import { COMPANY_READ, companyFromRow, CONTACT_READ, contactFromRow } from './rows.js';
import type { CompanySelection } from './store.js';

const COMPANIES_A_PAGE = 500;
/** A batch of states holds about this many contacts; more only when one company has more. */
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
      // SQLite answers synchronously: without this, signals and other output would wait until all is read.
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
  where: 'contact' | 'mailbox' | 'any',
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const table of ['contact', 'mailbox'] as const) {
    if (where !== 'any' && where !== table) continue;
    const { rows } = await lookUp(session, table, ['email_key'], single([...new Set(keys)]), ['company']);
    for (const { company } of rows) found.add(company);
  }
  return [...found].sort(compareCodePoints);
}

/** Codes to read, in order; some may not exist. Null for every company, but for those excluded. */
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

/** Cuts a page of companies into runs that hold a bounded number of contacts. */
async function batchesOf(session: SqlSession, page: readonly Company[]): Promise<readonly (readonly Company[])[]> {
  const counts = await session.db
    .selectFrom(session.dialect.rowsFrom({ code: 'key' }, single(page.map(({ code }) => code))))
    .innerJoin('contact', 'contact.company', 'given.code')
    .select(['contact.company', sql<number>`count(*)`.as('contacts')])
    .groupBy('contact.company')
    .execute();
  const contactsOf = new Map(counts.map(({ company, contacts }) => [company, contacts]));
  const batches: Company[][] = [];
  let batch: Company[] = [];
  let held = 0;
  for (const company of page) {
    const contacts = contactsOf.get(company.code) ?? 0;
    if (batch.length > 0 && held + contacts > CONTACTS_A_BATCH) {
      batches.push(batch);
      batch = [];
      held = 0;
    }
    batch.push(company);
    held += contacts;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

const NOTHING_CHOSEN: ChoicesByUniverse = Object.freeze({});

interface Parts {
  readonly contacts: ContactState[];
  readonly mailboxes: Partial<Record<Universe, Partial<Record<Category, string>>>>;
}

async function statesOf(session: SqlSession, companies: readonly Company[]): Promise<readonly CompanyState[]> {
  const parts = new Map<string, Parts>(companies.map(({ code }) => [code, { contacts: [], mailboxes: {} }]));
  const codes = [...parts.keys()];
  await readContacts(session, codes, parts);
  await readMailboxes(session, codes, parts);
  return companies.map((company) => {
    const { contacts, mailboxes } = parts.get(company.code) ?? { contacts: [], mailboxes: {} };
    return { company, contacts, mailboxes };
  });
}

async function readContacts(
  session: SqlSession,
  codes: readonly string[],
  parts: ReadonlyMap<string, Parts>,
): Promise<void> {
  const choices = await readChoices(session, codes);
  const order = ['company', 'email_key'] as const;
  const { rows } = await lookUp(session, 'contact', ['company'], single(codes), CONTACT_READ, order);
  for (const row of rows) {
    parts
      .get(row.company)
      ?.contacts.push({ contact: contactFromRow(row), choices: choices.get(row.id) ?? NOTHING_CHOSEN });
  }
}

/** By contact: identities are unique in the database. */
async function readChoices(
  session: SqlSession,
  codes: readonly string[],
): Promise<ReadonlyMap<number, ChoicesByUniverse>> {
  const byContact = new Map<number, Partial<Record<Universe, Choices>>>();
  const columns = ['contact_id', 'universe', 'chosen', 'enabled'] as const;
  const { rows } = await lookUp(session, 'subscription', ['company'], single(codes), columns);
  for (const { contact_id: id, universe, chosen, enabled } of rows) {
    const made = { chosen, on: enabled };
    const choices = byContact.get(id);
    if (choices === undefined) byContact.set(id, { [universe]: made });
    else choices[universe] = made;
  }
  return byContact;
}

async function readMailboxes(
  session: SqlSession,
  codes: readonly string[],
  parts: ReadonlyMap<string, Parts>,
): Promise<void> {
  const columns = ['universe', 'category', 'email'] as const;
  const { rows } = await lookUp(session, 'mailbox', ['company'], single(codes), columns);
  for (const { company, universe, category, email } of rows) {
    const mailboxes = parts.get(company)?.mailboxes;
    if (mailboxes !== undefined) (mailboxes[universe] ??= {})[category] = email;
  }
}

/** Keys of one column. */
function single(values: readonly string[]): readonly (readonly [string])[] {
  return values.map((value) => [value]);
}
