/** Writes edits in an order that breaks no key on the way: removals first, parents before their children. */
import { addressKey } from '../domain/address.js';
import type { ContactEdit, EditsByKind } from '../domain/plan/edits.js';
import { putRows, removeRows } from './bulk.js';
import type { SqlSession, Value } from './dialect.js';
import { companyToRow, contactToRow } from './rows.js';

/** @param idOf the identity under which a contact is stored */
export async function applyEdits(session: SqlSession, edits: EditsByKind, idOf: (id: number) => number): Promise<void> {
  const { company: companies, contact: contacts, mailbox: mailboxes, subscription: subscriptions } = edits;
  const choicesRemoved = subscriptions.filter(({ after }) => after.chosen === 0);
  await removeRows(session, 'subscription', choicesRemoved, ({ company, id, universe }) => [company, id, universe]);
  await removeRows(session, 'mailbox', mailboxes.filter(isRemoval), (edit) => [
    edit.company,
    edit.universe,
    edit.category,
  ]);
  await removeRows(session, 'contact', contacts.filter(isRemoval), ({ company, id }) => [company, id]);
  await putRows(session, 'company', companies, ({ after }) => after && companyToRow(after));
  await removeRows(session, 'company', companies.filter(isRemoval), ({ company }) => [company]);
  await putRows(session, 'contact', contacts, vacated);
  await putRows(session, 'contact', contacts, ({ id, after }) => after && contactToRow(after, idOf(id)));
  await putRows(session, 'mailbox', mailboxes, ({ company, universe, category, after }) =>
    after === null ? null : [company, universe, category, after, addressKey(after)],
  );
  await putRows(session, 'subscription', subscriptions, ({ company, id, universe, after }) =>
    after.chosen === 0 ? null : [company, idOf(id), universe, after.chosen, after.on],
  );
}

function isRemoval({ after }: { readonly after: unknown }): boolean {
  return after === null;
}

/**
 * The temporary row of a contact whose address or ref changes: with the identity as address, and without a ref, since another
 * contact may get these before this contact's final row is written.
 */
function vacated({ before, after }: ContactEdit): Value[] | null {
  if (before === null || after === null) return null;
  if (addressKey(before.email) === addressKey(after.email) && before.ref === after.ref) return null;
  return contactToRow({ ...before, email: `${before.id}`, ref: null }, before.id);
}
