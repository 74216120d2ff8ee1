/**
 * Reads again every row that a plan names, and tells those that are no longer what it says they were: somebody wrote in
 * between. Source: docs/contract/cli.md, "Safety" (stale rows); CONTRIBUTING.md, "The two journeys".
 */
import { addressKey } from '../domain/address.js';
import { sameChoices } from '../domain/cells.js';
import { sameCompany, sameContact, universesFromBits, type Company, type Contact } from '../domain/model.js';
import type { CompanyEdit, ContactEdit, MailboxEdit, SubscriptionEdit } from '../domain/plan/edits.js';
import type { StaleRow } from '../domain/plan/stale-row.js';
import { chunks, type SqlSession, type Value } from './dialect.js';
import type { EditsByKind } from './edits-by-kind.js';
import { choicesFromRow, COMPANY_READ, companyFromRow, contactFromRow } from './rows.js';

const NOWHERE = { contact: null, universe: null, category: null } as const;

export async function staleRows(session: SqlSession, edits: EditsByKind): Promise<readonly StaleRow[]> {
  return [
    ...(await staleCompanies(session, edits)),
    ...(await leftInCompanies(session, edits)),
    ...(await staleContacts(session, edits.contact)),
    ...(await takenAddresses(session, edits.contact)),
    ...(await takenRefs(session, edits.contact)),
    ...(await leftWithContacts(session, edits)),
    ...(await staleMailboxes(session, edits.mailbox)),
    ...(await staleChoices(session, edits.subscription)),
  ];
}

/** Companies that differ from what the plan says, or in which it changes something and which are gone. */
async function staleCompanies(session: SqlSession, edits: EditsByKind): Promise<readonly StaleRow[]> {
  const edited = new Map(edits.company.map((edit): [string, CompanyEdit] => [edit.company, edit]));
  const codes = new Set(edited.keys());
  for (const list of [edits.contact, edits.mailbox, edits.subscription])
    for (const { company } of list) codes.add(company);
  const stale: StaleRow[] = [];
  for (const chunk of chunks([...codes])) {
    const current = await companiesNow(session, chunk);
    for (const code of chunk) {
      const edit = edited.get(code);
      const now = current.get(code) ?? null;
      const asPlanned = edit === undefined ? now !== null : sameCompany(now, edit.before);
      if (!asPlanned) stale.push({ ...NOWHERE, company: code, kind: 'company' });
    }
  }
  return stale;
}

async function companiesNow(
  { db, dialect }: SqlSession,
  codes: readonly string[],
): Promise<ReadonlyMap<string, Company>> {
  const rows = await db
    .selectFrom(
      dialect.rowsFrom(
        { code: 'key' },
        codes.map((code) => [code]),
      ),
    )
    .innerJoin('company', 'company.code', 'given.code')
    .select(COMPANY_READ.map((column) => `company.${column}` as const))
    .execute();
  return new Map(rows.map((row) => [row.code, companyFromRow(row)]));
}

/** Contacts and mailboxes that came, since, to companies that the plan removes. */
async function leftInCompanies({ db, dialect }: SqlSession, edits: EditsByKind): Promise<readonly StaleRow[]> {
  const removed = edits.company.filter(({ after }) => after === null).map(({ company }) => [company]);
  if (removed.length === 0) return [];
  const contacts = new Set(edits.contact.filter(({ after }) => after === null).map(({ id }) => id));
  const mailboxes = new Set(edits.mailbox.filter(({ after }) => after === null).map(mailboxKey));
  const stale: StaleRow[] = [];
  for (const chunk of chunks(removed)) {
    const given = dialect.rowsFrom({ company: 'key' }, chunk);
    const people = await db
      .selectFrom(given)
      .innerJoin('contact', 'contact.company', 'given.company')
      .select(['contact.company', 'contact.id', 'contact.email'])
      .execute();
    for (const { company, id, email } of people) {
      if (!contacts.has(id)) stale.push({ ...NOWHERE, company, kind: 'contact', contact: email });
    }
    const cells = await db
      .selectFrom(given)
      .innerJoin('mailbox', 'mailbox.company', 'given.company')
      .select(['mailbox.company', 'mailbox.universe', 'mailbox.category'])
      .execute();
    for (const cell of cells) {
      if (!mailboxes.has(mailboxKey(cell))) stale.push({ ...NOWHERE, ...cell, kind: 'mailbox' });
    }
  }
  return stale;
}

async function staleContacts({ db, dialect }: SqlSession, edits: readonly ContactEdit[]): Promise<readonly StaleRow[]> {
  const stale: StaleRow[] = [];
  for (const chunk of chunks(edits.filter(({ id }) => id >= 0))) {
    const rows = await db
      .selectFrom(dialect.rowsFrom({ company: 'key', id: 'id' }, chunk.map(contactKeyOf)))
      .innerJoin('contact', (join) =>
        join.onRef('contact.company', '=', 'given.company').onRef('contact.id', '=', 'given.id'),
      )
      .selectAll('contact')
      .execute();
    const current = new Map(rows.map((row): [number, Contact] => [row.id, contactFromRow(row)]));
    for (const { company, id, before, after } of chunk) {
      const now = current.get(id) ?? null;
      if (sameContact(now, before)) continue;
      stale.push({ ...NOWHERE, company, kind: 'contact', contact: (now ?? before ?? after)?.email ?? null });
    }
  }
  return stale;
}

/** Addresses that the plan gives to a contact, and that one it doesn't touch has taken since. */
async function takenAddresses(
  { db, dialect }: SqlSession,
  edits: readonly ContactEdit[],
): Promise<readonly StaleRow[]> {
  const edited = new Set(edits.map(({ id }) => id));
  const stale: StaleRow[] = [];
  for (const chunk of chunks(edits)) {
    const asked = chunk.flatMap(({ company, before, after }): Value[][] => {
      if (after === null) return [];
      const key = addressKey(after.email);
      return before !== null && addressKey(before.email) === key ? [] : [[company, key]];
    });
    if (asked.length === 0) continue;
    const rows = await db
      .selectFrom(dialect.rowsFrom({ company: 'key', email_key: 'key' }, asked))
      .innerJoin('contact', (join) =>
        join.onRef('contact.company', '=', 'given.company').onRef('contact.email_key', '=', 'given.email_key'),
      )
      .select(['contact.company', 'contact.id', 'contact.email'])
      .execute();
    for (const { company, id, email } of rows) {
      if (!edited.has(id)) stale.push({ ...NOWHERE, company, kind: 'contact', contact: email });
    }
  }
  return stale;
}

async function takenRefs({ db, dialect }: SqlSession, edits: readonly ContactEdit[]): Promise<readonly StaleRow[]> {
  const edited = new Set(edits.map(({ id }) => id));
  const stale: StaleRow[] = [];
  for (const chunk of chunks(edits)) {
    const asked = chunk.flatMap(({ company, before, after }): Value[][] => {
      const ref = after?.ref ?? null;
      return ref === null || before?.ref === ref ? [] : [[company, ref]];
    });
    if (asked.length === 0) continue;
    const rows = await db
      .selectFrom(dialect.rowsFrom({ company: 'key', ref: 'key' }, asked))
      .innerJoin('contact', (join) =>
        join.onRef('contact.company', '=', 'given.company').onRef('contact.ref', '=', 'given.ref'),
      )
      .select(['contact.company', 'contact.id', 'contact.email'])
      .execute();
    for (const { company, id, email } of rows) {
      if (!edited.has(id)) stale.push({ ...NOWHERE, company, kind: 'contact', contact: email });
    }
  }
  return stale;
}

/** Choices made, since, by contacts that the plan removes: they would go without a trace in the journal. */
async function leftWithContacts({ db, dialect }: SqlSession, edits: EditsByKind): Promise<readonly StaleRow[]> {
  const removed = edits.contact.filter(({ after }) => after === null);
  if (removed.length === 0) return [];
  const planned = new Set(edits.subscription.map(({ id, universe }) => `${id} ${universe}`));
  const stale: StaleRow[] = [];
  for (const chunk of chunks(removed)) {
    const rows = await db
      .selectFrom(dialect.rowsFrom({ company: 'key', id: 'id' }, chunk.map(contactKeyOf)))
      .innerJoin('subscription', (join) =>
        join.onRef('subscription.company', '=', 'given.company').onRef('subscription.contact_id', '=', 'given.id'),
      )
      .select(['subscription.company', 'subscription.contact_id', 'subscription.universe'])
      .execute();
    const emails = new Map(chunk.map(({ id, before }) => [id, before?.email ?? null]));
    for (const { company, contact_id: id, universe } of rows) {
      if (planned.has(`${id} ${universe}`)) continue;
      stale.push({ ...NOWHERE, company, kind: 'subscription', contact: emails.get(id) ?? null, universe });
    }
  }
  return stale;
}

/** Mailboxes that differ, or whose company came to hold their universe, or holds it no more. */
async function staleMailboxes(
  { db, dialect }: SqlSession,
  edits: readonly MailboxEdit[],
): Promise<readonly StaleRow[]> {
  const stale: StaleRow[] = [];
  for (const chunk of chunks(edits)) {
    const keys = chunk.map(({ company, universe, category }) => [company, universe, category]);
    const rows = await db
      .selectFrom(dialect.rowsFrom({ company: 'key', universe: 'key', category: 'key' }, keys))
      .leftJoin('mailbox', (join) =>
        join
          .onRef('mailbox.company', '=', 'given.company')
          .onRef('mailbox.universe', '=', 'given.universe')
          .onRef('mailbox.category', '=', 'given.category'),
      )
      .leftJoin('company', 'company.code', 'given.company')
      .select(['given.company', 'given.universe', 'given.category', 'mailbox.email', 'company.universes'])
      .execute();
    const current = new Map(rows.map((row) => [mailboxKey(row), row]));
    for (const edit of chunk) {
      const now = current.get(mailboxKey(edit));
      const universes = now?.universes ?? null;
      // A company that is gone is named itself.
      const held = universes === null ? edit.held : universesFromBits(universes).includes(edit.universe);
      const { company, kind, universe, category } = edit;
      if ((now?.email ?? null) === edit.before && held === (edit.held ?? held)) continue;
      stale.push({ company, kind, contact: null, universe, category });
    }
  }
  return stale;
}

/**
 * Choices that differ, or whose contact does in what the effect of a choice depends on: role, access, universes. That
 * the company still holds these is seen to by integrity.ts.
 */
async function staleChoices(
  { db, dialect }: SqlSession,
  edits: readonly SubscriptionEdit[],
): Promise<readonly StaleRow[]> {
  const stale: StaleRow[] = [];
  for (const chunk of chunks(edits.filter(({ id }) => id >= 0))) {
    const keys = chunk.map(({ company, id, universe }) => [company, id, universe]);
    const rows = await db
      .selectFrom(dialect.rowsFrom({ company: 'key', id: 'id', universe: 'key' }, keys))
      .leftJoin('subscription', (join) =>
        join
          .onRef('subscription.company', '=', 'given.company')
          .onRef('subscription.contact_id', '=', 'given.id')
          .onRef('subscription.universe', '=', 'given.universe'),
      )
      .leftJoin('contact', (join) =>
        join.onRef('contact.company', '=', 'given.company').onRef('contact.id', '=', 'given.id'),
      )
      .select(['given.id', 'given.universe', 'subscription.chosen', 'subscription.enabled'])
      .select(['contact.email', 'contact.role', 'contact.access', 'contact.universes'])
      .execute();
    const current = new Map(rows.map((row) => [`${row.id} ${row.universe}`, row]));
    for (const { company, kind, id, universe, contactBefore, before } of chunk) {
      const now = current.get(`${id} ${universe}`);
      if (now !== undefined && sameSubscriber(now, contactBefore) && sameChoices(choicesFromRow(now), before)) continue;
      stale.push({ company, kind, contact: now?.email ?? contactBefore?.email ?? null, universe, category: null });
    }
  }
  return stale;
}

interface SubscriberNow {
  readonly role: Contact['role'] | null;
  readonly access: number | null;
  readonly universes: number | null;
}

function sameSubscriber({ role, access, universes }: SubscriberNow, planned: Contact | null): boolean {
  if (role === null || access === null || universes === null || planned === null) return role === planned;
  return (
    role === planned.role && (access !== 0) === planned.access && universesFromBits(universes) === planned.universes
  );
}

function contactKeyOf({ company, id }: ContactEdit): Value[] {
  return [company, id];
}

function mailboxKey(cell: { readonly company: string; readonly universe: string; readonly category: string }): string {
  const { company, universe, category } = cell;
  return `${universe} ${category} ${company}`;
}
