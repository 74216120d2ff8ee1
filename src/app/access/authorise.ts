/** May the contact who acts make these changes? Without one, support staff acts, who may. Source: docs/contract/rules.md, "Who may do what". */
import { normaliseAddress, sameAddress } from '../../domain/address.js';
import type { Contact } from '../../domain/model.js';
import { decide, type Action } from '../../domain/permissions.js';
import type { Edit, SubscriptionEdit } from '../../domain/plan/edits.js';
import type { Request, SubscriptionRequest } from '../../domain/plan/request.js';
import { AboError } from '../../errors.js';
import type { Reader } from '../../storage/store.js';
import { unknownCompany } from '../read/find-companies.js';
import { ScopedReader } from './scoped-reader.js';

/** Judges a saved plan before it is compared with the database: its edits, and whether it undoes a change set. */
export async function authoriseSaved(reader: Reader, edits: readonly Edit[], undoes: number | null): Promise<void> {
  if (!(reader instanceof ScopedReader)) return;
  if (undoes !== null) throw new AboError('staff-only', { actor: reader.actor.email });
  await authoriseEdits(reader, edits);
}

/**
 * Judges what a command requests, even where nothing would change: permission does not depend on the present values. (The
 * rows of a file are judged by what they change, so that every export can be imported back by the contact who made it.)
 */
export function authoriseRequests(reader: Reader, requests: readonly Request[]): void {
  if (!(reader instanceof ScopedReader)) return;
  for (const request of requests) {
    const company = reader.company(request.company);
    // The plan reports it as unknown, whether it does not exist or is out of scope.
    if (company === undefined && request.kind !== 'company') continue;
    requireAllowed(reader, request, 'contact' in request ? request.contact : null);
  }
}

/** @throws AboError with the rule that refuses an edit */
export async function authoriseEdits(reader: ScopedReader, edits: readonly Edit[]): Promise<void> {
  requireAccess(reader.actor);
  for (const edit of edits) {
    const isDirectory = edit.kind === 'company' || edit.kind === 'contact';
    if (!isDirectory && reader.company(edit.company) === undefined) throw await unknownCompany(reader, edit.company);
    const contact = edit.kind === 'subscription' ? (edit.contactBefore ?? edit.contactAfter) : null;
    requireAllowed(reader, edit, contact?.email ?? null);
  }
}

/** @throws AboError `actor-no-access` */
export function requireAccess(actor: Contact): void {
  if (!actor.access) throw new AboError('actor-no-access', { actor: actor.email });
}

/** @param contact whose subscriptions are to change, as the message names them */
function requireAllowed(reader: ScopedReader, change: Edit | Request, contact: string | null): void {
  const { actor } = reader;
  const decision = decide(actor, actionOf(change, reader));
  if (decision.allowed) return;
  const { company } = change;
  switch (decision.reason) {
    case 'actor-no-access':
    case 'staff-only':
      throw new AboError(decision.reason, { actor: actor.email });
    case 'out-of-scope':
      throw new AboError('unknown-company', { company });
    case 'not-admin':
      throw new AboError('not-admin', { actor: actor.email, company, contact });
  }
}

function actionOf(change: Edit | Request, reader: ScopedReader): Action {
  const company = reader.company(change.company);
  switch (change.kind) {
    case 'company':
    case 'contact':
      return { kind: 'staff' };
    case 'mailbox':
      return { kind: 'edit-mailbox', company };
    case 'subscription':
      return { kind: 'edit-subscription', company, contact: { id: identityOf(change, reader.actor) } };
  }
}

const ANOTHER_CONTACT = 0;

/** Whose subscriptions change. A request may name a contact by address: only whether it is the actor matters. */
function identityOf(change: SubscriptionEdit | SubscriptionRequest, actor: Contact): number {
  if ('contactBefore' in change) return change.id;
  if (change.id !== undefined) return change.id;
  const { company, contact } = change;
  return company === actor.company && sameAddress(normaliseAddress(contact), actor.email) ? actor.id : ANOTHER_CONTACT;
}
