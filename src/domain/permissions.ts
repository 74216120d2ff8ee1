/**
 * Who may do what, and by which rule. Without an actor, support staff acts, who may do everything: nothing here is called then.
 * Source: docs/contract/rules.md, "Who may do what".
 */
import type { Company, Contact } from './model.js';
import { isPartnerUniverse } from './vocabulary.js';

export const REFUSALS = ['actor-no-access', 'out-of-scope', 'not-admin', 'staff-only'] as const;
export type Refusal = (typeof REFUSALS)[number];

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: Refusal };

/** The contact of `--as`. */
export type Actor = Pick<Contact, 'id' | 'company' | 'role' | 'access' | 'universes'>;

/** `company` is undefined where there is no such company: the answer is the same as for one out of scope. */
export type Action =
  /** See a company's mailboxes, its contacts, their subscriptions. */
  | { readonly kind: 'view'; readonly company: Company | undefined }
  /** Change a contact's subscriptions. */
  | { readonly kind: 'edit-subscription'; readonly company: Company | undefined; readonly contact: Pick<Contact, 'id'> }
  /** Change a company's mailboxes. */
  | { readonly kind: 'edit-mailbox'; readonly company: Company | undefined }
  /** Change companies or contacts, undo, and the database commands. */
  | { readonly kind: 'staff' };

const ALLOWED: Decision = { allowed: true };
const refused = (reason: Refusal): Decision => ({ allowed: false, reason });

/** Returns the first reason to refuse that applies, if any. */
export function decide(actor: Actor, action: Action): Decision {
  if (action.kind === 'staff') return refused('staff-only');
  if (!actor.access) return refused('actor-no-access');
  if (!inScope(actor, action.company)) return refused('out-of-scope');
  switch (action.kind) {
    case 'view':
      return ALLOWED;
    case 'edit-subscription': {
      // The id of a contact is unique within the company only.
      const isOwn = action.company.code === actor.company && action.contact.id === actor.id;
      return isOwn || actor.role === 'admin' ? ALLOWED : refused('not-admin');
    }
    case 'edit-mailbox':
      return actor.role === 'admin' ? ALLOWED : refused('not-admin');
  }
}

/** In scope are the actor's own company, and its clients in a universe that the actor holds. Clients of clients are not. */
export function inScope(actor: Actor, company: Company | undefined): company is Company {
  if (company === undefined) return false;
  if (company.code === actor.company) return true;
  return (
    company.partner === actor.company &&
    company.partnerUniverse !== null &&
    actor.universes.includes(company.partnerUniverse)
  );
}

/**
 * Returns a company in scope as the actor may see it. A partner that is not the actor's company is out of scope: the actor may
 * not know whether there is one. An exception is the actor's own company if it holds partner universes: without a partner it
 * is its own audience, which the actor may see (decision).
 */
export function asSeenBy(actor: Actor, company: Company): Company {
  const isOwn = company.code === actor.company;
  if (company.partner === actor.company || (company.partner === null && !isOwn)) return company;
  const partnerHidden = company.partner !== null || !company.universes.some(isPartnerUniverse);
  return { ...company, partner: null, partnerUniverse: null, partnerHidden };
}

/** A decision, and what it was about. */
export interface Decided {
  readonly decision: Decision;
  /** The actor's address. */
  readonly actor: string;
  readonly company: string;
  /** Is it the actor's own company? */
  readonly own: boolean;
  readonly action: Action['kind'];
  /** Are they the actor's own subscriptions? */
  readonly oneself: boolean;
}
