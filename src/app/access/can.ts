/** `can`: may the contact who acts see or change something, and by which rule. Source: docs/contract/rules.md, "Who may do what". */
import { decide, type Action, type Decided } from '../../domain/permissions.js';
import type { ActingStore } from './acting-store.js';
import { findContact } from '../read/find-contacts.js';

export interface AccessQuestion {
  readonly verb: 'view' | 'edit';
  readonly company: string;
  /** Whose subscriptions; null for the company's mailboxes. */
  readonly contact: string | null;
}

/**
 * Whether a contact exists is said only to an actor who sees the company.
 *
 * @throws AboError `unknown-contact`, `ambiguous-contact`
 */
export async function canDo(store: ActingStore, { verb, company: code, contact }: AccessQuestion): Promise<Decided> {
  return store.asActor(async (reader) => {
    const { actor } = reader;
    const company = reader.company(code);
    const common = { actor: actor.email, company: code, own: code === actor.company, oneself: false };
    const sees = decide(actor, { kind: 'view', company });
    if (!sees.allowed || contact === null) {
      const kind = verb === 'view' ? 'view' : 'edit-mailbox';
      return { ...common, action: kind, decision: decide(actor, { kind, company }) };
    }
    const { contact: found } = await findContact(reader, contact, { codes: [code] });
    const oneself = code === actor.company && found.id === actor.id;
    const action: Action =
      verb === 'view' ? { kind: 'view', company } : { kind: 'edit-subscription', company, contact: found };
    return { ...common, action: action.kind, oneself, decision: decide(actor, action) };
  });
}
