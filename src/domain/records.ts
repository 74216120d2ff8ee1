/**
 * The records that lists, exports and filters speak of: a company, a contact, a mailbox cell, a subscription cell.
 * Source: docs/contract/cli.md, "List items".
 */
import { CELLS, storedIn, type Stored } from './cells.js';
import { effective, type SubscriptionReason } from './effective.js';
import { choicesIn, mailboxIn, type CompanyState, type Contact, type ContactState, type UniverseSet } from './model.js';
import { CATEGORIES, isInert, UNIVERSES, type Category, type Channel, type Universe } from './vocabulary.js';

export interface MailboxRecord {
  readonly company: string;
  readonly universe: Universe;
  readonly category: Category;
  readonly email: string;
  /** No event can bring this category to this universe. */
  readonly inert: boolean;
  /** Set in a universe that the company no longer holds: kept, without effect. */
  readonly dormant: boolean;
}

export interface SubscriptionRecord {
  readonly contact: Contact;
  readonly universe: Universe;
  readonly category: Category;
  readonly channel: Channel;
  readonly notified: boolean;
  readonly stored: Stored;
  readonly reason: SubscriptionReason;
  readonly inert: boolean;
}

/** One a cell set, in the order of forms. */
export function mailboxRecords(state: CompanyState): MailboxRecord[] {
  const { code, universes } = state.company;
  return UNIVERSES.flatMap((universe) =>
    CATEGORIES.flatMap((category): MailboxRecord[] => {
      const email = mailboxIn(state, universe, category);
      if (email === null) return [];
      const dormant = !universes.includes(universe);
      return [{ company: code, universe, category, email, inert: isInert(universe, category), dormant }];
    }),
  );
}

/** Returns the universes of a contact that have something to show: those held, and those with a dormant choice. */
export function universesShown(state: ContactState): UniverseSet {
  const { universes } = state.contact;
  return UNIVERSES.filter((universe) => universes.includes(universe) || choicesIn(state, universe).chosen !== 0);
}

/** One a cell, in the order of forms. The SQL view `subscription_cell` has the same rows. */
export function subscriptionRecords(state: ContactState): SubscriptionRecord[] {
  const { contact } = state;
  return universesShown(state).flatMap((universe) => {
    const choices = choicesIn(state, universe);
    return CELLS.map((cell): SubscriptionRecord => ({
      contact,
      universe,
      category: cell.category,
      channel: cell.channel,
      ...effective(contact, universe, cell, choices),
      stored: storedIn(choices, cell.bit),
      inert: isInert(universe, cell.category),
    }));
  });
}

/** A company, a contact, or a mailbox cell, that holds a text that was searched for. */
export interface FindResult {
  readonly kind: 'company' | 'contact' | 'mailbox';
  readonly company: string;
  readonly name: string;
  readonly address: string | null;
  readonly universe: Universe | null;
  readonly category: Category | null;
}
