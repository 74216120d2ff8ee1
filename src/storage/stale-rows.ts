/**
 * Reads again every row that a plan changes, and returns those that are no longer what the plan says they were.
 * Source: docs/contract/cli.md, "Safety"; CONTRIBUTING.md, "The two journeys".
 */
import { addressKey } from '../domain/address.js';
import { COMPANY_FIELDS, CONTACT_FIELDS, sameFields } from '../domain/fields.js';
import { NO_CHOICES, sameChoices } from '../domain/cells.js';
import { universesFromBits, type Contact } from '../domain/model.js';
import type { ContactEdit, EditsByKind, MailboxEdit, SubscriptionEdit } from '../domain/plan/edits.js';
import { companyRow, rowOf, type StaleRow } from '../domain/plan/stale-row.js';
import { lookUp } from './bulk.js';
import { chunks, type SqlSession } from './dialect.js';
import { COMPANY_READ, companyFromRow, CONTACT_READ, contactFromRow } from './rows.js';
import type { ContactRow } from './schema.js';

const NOWHERE = { contact: null, universe: null, category: null } as const;

export async function staleRows(session: SqlSession, edits: EditsByKind): Promise<readonly StaleRow[]> {
  return [
    ...(await staleCompanies(session, edits)),
    ...(await leftInCompanies(session, edits)),
    ...(await staleContacts(session, edits.contact)),
    ...(await takenKeys(session, edits.contact)),
    ...(await leftWithContacts(session, edits)),
    ...(await staleMailboxes(session, edits.mailbox)),
    ...(await staleChoices(session, edits.subscription)),
  ];
}

/** Companies that differ from what the plan says, and those in which it changes something that no longer exist. */
async function staleCompanies(session: SqlSession, edits: EditsByKind): Promise<readonly StaleRow[]> {
  const edited = new Map(edits.company.map((edit) => [edit.company, edit]));
  const codes = new Set(edited.keys());
  for (const list of [edits.contact, edits.mailbox, edits.subscription])
    for (const { company } of list) codes.add(company);
  const keys = [...codes].map((code) => [code]);
  const found = await lookUp(session, 'company', ['code'], keys, COMPANY_READ);
  return [...codes].flatMap((company): StaleRow[] => {
    const row = found.get(company);
    const edit = edited.get(company);
    const asPlanned =
      edit === undefined
        ? row !== undefined
        : sameFields(COMPANY_FIELDS, row === undefined ? null : companyFromRow(row), edit.before);
    return asPlanned ? [] : [companyRow(company)];
  });
}

/** Contacts and mailboxes that were added since to companies that the plan removes. */
async function leftInCompanies(session: SqlSession, edits: EditsByKind): Promise<readonly StaleRow[]> {
  const removed = edits.company.filter(({ after }) => after === null).map(({ company }) => [company]);
  const contacts = new Set(edits.contact.filter(({ after }) => after === null).map(({ id }) => id));
  const mailboxes = new Set(edits.mailbox.filter(({ after }) => after === null).map(mailboxKey));
  const people = await lookUp(session, 'contact', ['company'], removed, ['id', 'email']);
  const cells = await lookUp(session, 'mailbox', ['company'], removed, ['universe', 'category']);
  return [
    ...people.rows.filter(({ id }) => !contacts.has(id)).map(contactRow),
    ...cells.rows
      .filter((cell) => !mailboxes.has(mailboxKey(cell)))
      .map((cell) => ({ ...NOWHERE, ...cell, kind: 'mailbox' as const })),
  ];
}

async function staleContacts(session: SqlSession, edits: readonly ContactEdit[]): Promise<readonly StaleRow[]> {
  const stale: StaleRow[] = [];
  for (const chunk of chunks(edits.filter(({ id }) => id >= 0))) {
    const found = await lookUp(session, 'contact', ['company', 'id'], chunk.map(contactKey), CONTACT_READ);
    for (const edit of chunk) {
      const row = found.get(...contactKey(edit));
      if (sameFields(CONTACT_FIELDS, row === undefined ? null : contactFromRow(row), edit.before)) continue;
      stale.push(row === undefined ? rowOf(edit) : contactRow(row));
    }
  }
  return stale;
}

/** Addresses and refs that the plan gives to a contact, and that have become those of a contact that it does not change. */
async function takenKeys(session: SqlSession, edits: readonly ContactEdit[]): Promise<readonly StaleRow[]> {
  const edited = new Set(edits.map(({ id }) => id));
  const addresses: [string, string][] = [];
  const refs: [string, string][] = [];
  for (const { company, before, after } of edits) {
    if (after === null) continue;
    const key = addressKey(after.email);
    if (before === null || addressKey(before.email) !== key) addresses.push([company, key]);
    if (after.ref !== null && after.ref !== before?.ref) refs.push([company, after.ref]);
  }
  const byAddress = await lookUp(session, 'contact', ['company', 'email_key'], addresses, ['id', 'email']);
  const byRef = await lookUp(session, 'contact', ['company', 'ref'], refs, ['id', 'email']);
  return [...byAddress.rows, ...byRef.rows].filter(({ id }) => !edited.has(id)).map(contactRow);
}

/** Choices that were made since by contacts whom the plan removes: they would vanish without a trace in the journal. */
async function leftWithContacts(session: SqlSession, edits: EditsByKind): Promise<readonly StaleRow[]> {
  const removed = edits.contact.filter(({ after }) => after === null);
  const planned = new Set(edits.subscription.map(({ id, universe }) => `${id} ${universe}`));
  const emails = new Map(removed.map(({ id, before }) => [id, before?.email ?? null]));
  const { rows } = await lookUp(session, 'subscription', ['company', 'contact_id'], removed.map(contactKey), [
    'universe',
  ]);
  return rows
    .filter(({ contact_id: id, universe }) => !planned.has(`${id} ${universe}`))
    .map(({ company, contact_id: id, universe }) => {
      return { ...NOWHERE, company, kind: 'subscription', contact: emails.get(id) ?? null, universe };
    });
}

/** Mailboxes that differ, and those whose company has gained or lost their universe. */
async function staleMailboxes(session: SqlSession, edits: readonly MailboxEdit[]): Promise<readonly StaleRow[]> {
  const stale: StaleRow[] = [];
  for (const chunk of chunks(edits)) {
    const keys = chunk.map(({ company, universe, category }) => [company, universe, category]);
    const mailboxes = await lookUp(session, 'mailbox', ['company', 'universe', 'category'], keys, ['email']);
    const codes = [...new Set(chunk.map(({ company }) => company))].map((code) => [code]);
    const companies = await lookUp(session, 'company', ['code'], codes, ['universes']);
    for (const edit of chunk) {
      const { company, universe, category, before } = edit;
      const universes = companies.get(company)?.universes;
      // A company that no longer exists is reported itself.
      const held = universes === undefined ? edit.held : universesFromBits(universes).includes(universe);
      const email = mailboxes.get(company, universe, category)?.email ?? null;
      if (email !== before || held !== (edit.held ?? held)) stale.push(rowOf(edit));
    }
  }
  return stale;
}

/**
 * Choices that differ, and those whose contact has another role, access or universes: what a choice does depends on them.
 * That the company still holds these universes is checked by integrity.ts.
 */
async function staleChoices(session: SqlSession, edits: readonly SubscriptionEdit[]): Promise<readonly StaleRow[]> {
  const stale: StaleRow[] = [];
  for (const chunk of chunks(edits.filter(({ id }) => id >= 0))) {
    const keys = chunk.map(({ company, id, universe }) => [company, id, universe]);
    const columns = ['chosen', 'enabled'] as const;
    const choices = await lookUp(session, 'subscription', ['company', 'contact_id', 'universe'], keys, columns);
    const contacts = await lookUp(session, 'contact', ['company', 'id'], chunk.map(contactKey), SUBSCRIBER);
    for (const edit of chunk) {
      const { company, kind, id, universe, contactBefore, before } = edit;
      const now = contacts.get(company, id);
      const row = choices.get(company, id, universe);
      const chosen = row === undefined ? NO_CHOICES : { chosen: row.chosen, on: row.enabled };
      if (sameSubscriber(now, contactBefore) && sameChoices(chosen, before)) continue;
      stale.push({ ...NOWHERE, company, kind, contact: now?.email ?? contactBefore?.email ?? null, universe });
    }
  }
  return stale;
}

const SUBSCRIBER = ['email', 'role', 'access', 'universes'] as const;

function sameSubscriber(
  now: Pick<ContactRow, 'role' | 'access' | 'universes'> | undefined,
  planned: Contact | null,
): boolean {
  if (now === undefined || planned === null) return now === undefined && planned === null;
  const { role, access, universes } = now;
  return (
    role === planned.role && (access !== 0) === planned.access && universesFromBits(universes) === planned.universes
  );
}

export function contactRow({ company, email }: Pick<ContactRow, 'company' | 'email'>): StaleRow {
  return { ...NOWHERE, company, kind: 'contact', contact: email };
}

function contactKey({ company, id }: ContactEdit | SubscriptionEdit): readonly [string, number] {
  return [company, id];
}

function mailboxKey(cell: { readonly company: string; readonly universe: string; readonly category: string }): string {
  const { company, universe, category } = cell;
  return `${universe} ${category} ${company}`;
}
