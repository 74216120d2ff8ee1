/** Writing edits, in an order in which no key is broken on the way: what goes first, the parent before the child. */
import { addressKey } from '../domain/address.js';
import type { ContactEdit } from '../domain/plan/edits.js';
import { rowsByStatement, type GivenColumns, type SqlSession, type Value } from './dialect.js';
import type { EditsByKind } from './edits-by-kind.js';
import {
  COMPANY_COLUMNS,
  companyToRow,
  CONTACT_COLUMNS,
  contactToRow,
  MAILBOX_COLUMNS,
  SUBSCRIPTION_COLUMNS,
} from './rows.js';

const COMPANY_KEY = { code: 'key' } as const;
const CONTACT_KEY = { company: 'key', id: 'id' } as const;
const MAILBOX_KEY = { company: 'key', universe: 'key', category: 'key' } as const;
const SUBSCRIPTION_KEY = { company: 'key', contact_id: 'id', universe: 'key' } as const;

/** @param idOf the identity under which a contact is stored */
export async function applyEdits(session: SqlSession, edits: EditsByKind, idOf: (id: number) => number): Promise<void> {
  const subscriptions = halves(edits.subscription, ({ after }) => after.chosen === 0);
  const mailboxes = halves(edits.mailbox, ({ after }) => after === null);
  const contacts = halves(edits.contact, ({ after }) => after === null);
  const companies = halves(edits.company, ({ after }) => after === null);

  await remove(session, 'subscription', SUBSCRIPTION_KEY, subscriptions.gone, (edit) => [
    edit.company,
    edit.id,
    edit.universe,
  ]);
  await remove(session, 'mailbox', MAILBOX_KEY, mailboxes.gone, (edit) => [edit.company, edit.universe, edit.category]);
  await remove(session, 'contact', CONTACT_KEY, contacts.gone, (edit) => [edit.company, edit.id]);
  await put(session, 'company', COMPANY_COLUMNS, 1, companies.kept, ({ after }) => after && companyToRow(after));
  await remove(session, 'company', COMPANY_KEY, companies.gone, (edit) => [edit.company]);
  await put(session, 'contact', CONTACT_COLUMNS, 2, contacts.kept, vacated);
  await put(
    session,
    'contact',
    CONTACT_COLUMNS,
    2,
    contacts.kept,
    ({ id, after }) => after && contactToRow(after, idOf(id)),
  );
  await put(session, 'mailbox', MAILBOX_COLUMNS, 3, mailboxes.kept, ({ company, universe, category, after }) =>
    after === null ? null : [company, universe, category, after, addressKey(after)],
  );
  await put(session, 'subscription', SUBSCRIPTION_COLUMNS, 3, subscriptions.kept, (edit) => [
    edit.company,
    idOf(edit.id),
    edit.universe,
    edit.after.chosen,
    edit.after.on,
  ]);
}

/**
 * A contact whose address or ref changes, without either: another one may be taking it. What stands in for the address
 * until the contact's own row comes is the identity, which is no address.
 */
function vacated({ before, after }: ContactEdit): Value[] | null {
  if (before === null || after === null) return null;
  if (addressKey(before.email) === addressKey(after.email) && before.ref === after.ref) return null;
  return contactToRow({ ...before, email: `${before.id}`, ref: null }, before.id);
}

async function put<E>(
  { db, dialect }: SqlSession,
  table: 'company' | 'contact' | 'mailbox' | 'subscription',
  columns: GivenColumns,
  keyLength: number,
  edits: readonly E[],
  rowOf: (edit: E) => Value[] | null,
): Promise<void> {
  for (const rows of rowsByStatement(edits, rowOf)) await dialect.put(db, table, columns, keyLength, rows);
}

/** Removes the rows with these keys. */
async function remove<E>(
  { db, dialect }: SqlSession,
  table: 'company' | 'contact' | 'mailbox' | 'subscription',
  key: GivenColumns,
  edits: readonly E[],
  keyOf: (edit: E) => Value[],
): Promise<void> {
  for (const rows of rowsByStatement(edits, keyOf)) await dialect.remove(db, table, key, rows);
}

function halves<E>(
  edits: readonly E[],
  isGone: (edit: E) => boolean,
): { readonly gone: readonly E[]; readonly kept: readonly E[] } {
  const gone: E[] = [];
  const kept: E[] = [];
  for (const edit of edits) (isGone(edit) ? gone : kept).push(edit);
  return { gone, kept };
}
