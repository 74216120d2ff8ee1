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
    const rows = await session.db
      .selectFrom(given(session, chunk))
      .innerJoin('company', 'company.code', 'given.code')
      .select(COMPANY_READ.map((column) => `company.${column}` as const))
      .orderBy('company.code')
      .execute();
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
      // SQLite answers at once, so that whoever reads all of it would leave signals and other output no turn.
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
  const byFold = new Map<string, string[]>();
  for (const chunk of chunks([...new Set(codes.map(foldCode))])) {
    const rows = await session.db
      .selectFrom(given(session, chunk))
      .innerJoin('company', 'company.code_fold', 'given.code')
      .select(['company.code', 'company.code_fold'])
      .orderBy('company.code')
      .execute();
    for (const { code, code_fold: fold } of rows) {
      const same = byFold.get(fold);
      if (same === undefined) byFold.set(fold, [code]);
      else same.push(code);
    }
  }
  const similar = new Map<string, readonly string[]>();
  for (const code of codes) {
    const same = byFold.get(foldCode(code));
    if (same !== undefined) similar.set(code, same);
  }
  return similar;
}

export async function companiesWithAddress(
  session: SqlSession,
  keys: readonly string[],
  where: 'contact' | 'mailbox' | 'any',
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const chunk of chunks([...new Set(keys)])) {
    const given = session.dialect.rowsFrom(
      { email_key: 'key' },
      chunk.map((key) => [key]),
    );
    const from = session.db.selectFrom(given);
    const contacts = from.innerJoin('contact', 'contact.email_key', 'given.email_key').select('contact.company');
    const mailboxes = from.innerJoin('mailbox', 'mailbox.email_key', 'given.email_key').select('mailbox.company');
    for (const query of where === 'any' ? [contacts, mailboxes] : [where === 'contact' ? contacts : mailboxes]) {
      for (const { company } of await query.distinct().execute()) found.add(company);
    }
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
  const clients = new Set<string>();
  for (const chunk of chunks([...new Set(partners)])) {
    const rows = await session.db
      .selectFrom(given(session, chunk))
      .innerJoin('company', 'company.partner', 'given.code')
      .select('company.code')
      .execute();
    for (const { code } of rows) clients.add(code);
  }
  return clients;
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
    .selectFrom(
      given(
        session,
        page.map(({ code }) => code),
      ),
    )
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
  const rows = await session.db
    .selectFrom(given(session, codes))
    .innerJoin('contact', 'contact.company', 'given.code')
    .select(CONTACT_READ.map((column) => `contact.${column}` as const))
    .orderBy('contact.company')
    .orderBy('contact.email_key')
    .execute();
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
  const rows = await session.db
    .selectFrom(given(session, codes))
    .innerJoin('subscription', 'subscription.company', 'given.code')
    .select(['subscription.contact_id', 'subscription.universe', 'subscription.chosen', 'subscription.enabled'])
    .execute();
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
  const rows = await session.db
    .selectFrom(given(session, codes))
    .innerJoin('mailbox', 'mailbox.company', 'given.code')
    .select(['mailbox.company', 'mailbox.universe', 'mailbox.category', 'mailbox.email'])
    .execute();
  for (const { company, universe, category, email } of rows) {
    const mailboxes = parts.get(company)?.mailboxes;
    if (mailboxes !== undefined) (mailboxes[universe] ??= {})[category] = email;
  }
}

function given(
  { dialect }: SqlSession,
  codes: readonly string[],
): ReturnType<typeof dialect.rowsFrom<{ code: 'key' }>> {
  return dialect.rowsFrom(
    { code: 'key' },
    codes.map((code) => [code]),
  );
}
