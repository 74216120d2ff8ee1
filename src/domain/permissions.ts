/**
 * Who may do what, and by which rule. Source: docs/contract/rules.md, "Who may do what".
 * Without an actor the one who acts is support staff, who may do all: there is nothing to ask here then.
 */
import type { Company, Contact } from './model.js';
import { isPartnerUniverse } from './vocabulary.js';

export const REFUSALS = ['actor-no-access', 'out-of-scope', 'not-admin', 'staff-only'] as const;
export type Refusal = (typeof REFUSALS)[number];

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: Refusal };

/** A contact who acts, as `--as` names them. */
export type Actor = Pick<Contact, 'id' | 'company' | 'role' | 'access' | 'universes'>;

/** What is to be done. `company` is undefined when there is no such company: that and out of scope answer alike. */
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

/** The first reason that applies is given. */
export function decide(actor: Actor, action: Action): Decision {
  if (action.kind === 'staff') return refused('staff-only');
  if (!actor.access) return refused('actor-no-access');
  if (!inScope(actor, action.company)) return refused('out-of-scope');
  switch (action.kind) {
    case 'view':
      return ALLOWED;
    case 'edit-subscription':
      return isOneself(actor, action) || actor.role === 'admin' ? ALLOWED : refused('not-admin');
    case 'edit-mailbox':
      return actor.role === 'admin' ? ALLOWED : refused('not-admin');
  }
}

/** An identity is a contact's within the company: it takes both to be the same person. */
function isOneself(actor: Actor, { company, contact }: Extract<Action, { kind: 'edit-subscription' }>): boolean {
  return company?.code === actor.company && contact.id === actor.id;
}

/**
 * The actor's own company, and each whose partner is the actor's company, in a universe that the actor holds.
 * Clients of clients are not in scope.
 */
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
 * A company in scope as the actor sees it. A partner that is not the actor's company is out of scope: neither that there is
 * one nor that there is none may be told. A company of one's own that holds partner universes is its own audience when it
 * has no partner, which is the actor's to see (decision).
 */
export function asSeenBy(actor: Actor, company: Company): Company {
  const isOwn = company.code === actor.company;
  if (company.partner === actor.company || (company.partner === null && !isOwn)) return company;
  const partnerHidden = company.partner !== null || !company.universes.some(isPartnerUniverse);
  return { ...company, partner: null, partnerUniverse: null, partnerHidden };
}

/** A decision, and what it was taken on. */
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
