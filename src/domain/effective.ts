/**
 * Is this contact notified? Says yes or no, and why, for one contact and one cell. This is the only implementation of the
 * rule in TypeScript; a test shows that the SQL view `subscription_cell` agrees with it.
 * Source: docs/contract/rules.md, "Is this contact notified?".
 */
import { CHANNEL_CELLS, maskOf, type Cell, type CellMask, type Choices } from './cells.js';
import { mailboxIn, type CompanyState, type Contact } from './model.js';
import type { Category, Universe } from './vocabulary.js';

export const SUBSCRIPTION_REASONS = [
  'not-in-universe',
  'no-portal-access',
  'explicit-on',
  'explicit-off',
  'admin-default',
  'not-subscribed',
] as const;
export type SubscriptionReason = (typeof SUBSCRIPTION_REASONS)[number];
export type NotifyingReason = 'explicit-on' | 'admin-default';

export type MailboxReason = 'mailbox' | 'no-mailbox' | 'not-in-universe';

export type Effective =
  | { readonly notified: true; readonly reason: NotifyingReason }
  | { readonly notified: false; readonly reason: Exclude<SubscriptionReason, NotifyingReason> };

export type EffectiveMailbox =
  | { readonly email: string; readonly reason: 'mailbox' }
  | { readonly email: null; readonly reason: Exclude<MailboxReason, 'mailbox'> };

const OUTCOMES: Readonly<Record<SubscriptionReason, Effective>> = {
  'not-in-universe': { notified: false, reason: 'not-in-universe' },
  'no-portal-access': { notified: false, reason: 'no-portal-access' },
  'explicit-on': { notified: true, reason: 'explicit-on' },
  'explicit-off': { notified: false, reason: 'explicit-off' },
  'admin-default': { notified: true, reason: 'admin-default' },
  'not-subscribed': { notified: false, reason: 'not-subscribed' },
};

export type Subscriber = Pick<Contact, 'role' | 'access' | 'universes'>;

/** Applies the rule: of its lines, the first that applies decides. */
export function effective(contact: Subscriber, universe: Universe, cell: Cell, choices: Choices): Effective {
  return OUTCOMES[decide(contact, universe, cell, choices)];
}

function decide(contact: Subscriber, universe: Universe, cell: Cell, choices: Choices): SubscriptionReason {
  if (!contact.universes.includes(universe)) return 'not-in-universe';
  if (cell.channel === 'interface' && !contact.access) return 'no-portal-access';
  if ((choices.chosen & cell.bit) !== 0) return (choices.on & cell.bit) !== 0 ? 'explicit-on' : 'explicit-off';
  return contact.role === 'admin' ? 'admin-default' : 'not-subscribed';
}

/** Returns the cells of one universe in which a contact is notified: `effective` for all 14 at once. */
export function notifiedCells(contact: Subscriber, universe: Universe, choices: Choices): CellMask {
  return maskOf((cell) => effective(contact, universe, cell, choices).notified);
}

/** Returns the cells in which a choice can have an effect: none in a universe not held, no interface without access. */
export function possibleCells(contact: Subscriber, universe: Universe): CellMask {
  if (!contact.universes.includes(universe)) return 0;
  return contact.access ? CHANNEL_CELLS.interface | CHANNEL_CELLS.email : CHANNEL_CELLS.email;
}

/** Returns the address of the company's generic mailbox for this universe and category, or why no mail goes there. */
export function effectiveMailbox(state: CompanyState, universe: Universe, category: Category): EffectiveMailbox {
  if (!state.company.universes.includes(universe)) return { email: null, reason: 'not-in-universe' };
  const email = mailboxIn(state, universe, category);
  return email === null ? { email, reason: 'no-mailbox' } : { email, reason: 'mailbox' };
}
