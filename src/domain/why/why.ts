/**
 * Why a contact is or isn't notified of an event, channel by channel: the rule that decided and those before it, which change
 * set caused that, and what would change it. It explains the configuration: whether a mail was sent is not known here.
 * Source: docs/contract/cli.md, "why"; docs/contract/rules.md, "Is this contact notified?" and "Who receives an event".
 */
import { addressKey } from '../address.js';
import { cellsOfCategory, storedIn, type Cell, type Stored } from '../cells.js';
import { effective, effectiveMailbox, SUBSCRIPTION_REASONS, type SubscriptionReason } from '../effective.js';
import { contactById } from '../contact-index.js';
import { choicesIn, type Company, type Contact, type Snapshot, type UniverseSet } from '../model.js';
import { lastChangeOf } from '../plan/last-change.js';
import type { Edit, JournaledEdit } from '../plan/edits.js';
import { journalHead } from '../plan/value-history.js';
import { audienceOf, audienceOfCategory, type NoAudience } from '../resolution.js';
import { isInert, type Audience, type Category, type Channel, type Universe } from '../vocabulary.js';
import { decidedBy, timelineOf, type TimelineEntry } from './timeline.js';
import { contactReversal, mailboxReversal, type Reversal, type ReversalPlace } from './reversal.js';

export interface WhyQuestion {
  readonly contact: Pick<Contact, 'company' | 'id'>;
  readonly category: Category;
  /** The company that the event concerns. */
  readonly company: string;
  /** One of the audience's universes; null for each that it holds. */
  readonly universe: Universe | null;
}

/** Why an event does not go to the contact's company; `not-in-audience`: it goes to another one. */
export type OutsideAudience = NoAudience | 'not-in-audience';

export interface Why {
  readonly contact: Contact;
  readonly company: Company;
  readonly concerned: Company;
  readonly audience: Audience;
  /** The company that is notified; null where none is. */
  readonly target: { readonly company: Company; readonly universes: UniverseSet } | null;
  /** Null where the contact's company is notified. */
  readonly reason: OutsideAudience | null;
  /** The universes in which the contact's company was notified before and is not any more, and what ended that. */
  readonly inAudienceUntil: readonly { readonly universe: Universe; readonly entry: TimelineEntry }[];
  /** Universes of the contact to which no event can bring this category. */
  readonly inert: UniverseSet;
  /** Companies for whose events the contact's company is notified instead: clients that it manages. */
  readonly clients: readonly Company[];
  /** One per universe of the audience. */
  readonly results: readonly WhyResult[];
}

export interface WhyResult {
  readonly universe: Universe;
  /** Interface, then e-mail. */
  readonly cells: readonly WhyCell[];
}

export interface WhyCell {
  readonly channel: Channel;
  readonly notified: boolean;
  readonly reason: SubscriptionReason;
  /** In the order of the rule, up to the one that decided, which is the last. */
  readonly rules: readonly SubscriptionReason[];
  readonly stored: Stored;
  /** Since when this rule decides; null where the journal does not say. */
  readonly since: TimelineEntry | null;
  /** Newest first. */
  readonly timeline: readonly TimelineEntry[];
  /** The company's generic mailbox, where it has the contact's address: the contact receives its mail too. */
  readonly mailbox: SharedMailbox | null;
  /** Null where nothing would change the answer. */
  readonly reversal: Reversal | null;
}

export interface SharedMailbox {
  readonly email: string;
  /** The change set that set it; null where the journal does not say. */
  readonly since: number | null;
  readonly reversal: Reversal | null;
}

export function bearsOn(edit: Edit, { contact, category }: WhyQuestion): boolean {
  switch (edit.kind) {
    case 'company':
      return true;
    case 'contact':
    case 'subscription':
      return edit.company === contact.company && edit.id === contact.id;
    case 'mailbox':
      return edit.company === contact.company && edit.category === category;
  }
}

/**
 * @param snapshot holds the contact's company and the one concerned, with their partners and the rows of their clients
 * @param edits those of the two companies that bear on the question, newest first
 */
export function why(snapshot: Snapshot, question: WhyQuestion, edits: readonly JournaledEdit[]): Why {
  const { category, universe } = question;
  const state = snapshot.company(question.contact.company);
  const contact = contactById(state, question.contact.id);
  const concerned = snapshot.company(question.company)?.company;
  if (state === undefined || contact === undefined || concerned === undefined) {
    throw new Error(`${question.company} or ${question.contact.company}/${question.contact.id} is not in the snapshot`);
  }
  const audience = audienceOfCategory(category);
  const { target, reason } = audienceOf(snapshot, { category, audience, company: question.company, universe });
  const universes = target?.state.company.code === state.company.code ? target.universes : [];
  const clients = audience === 'partner' ? snapshot.clientsOf(state.company.code) : [];
  return {
    contact: contact.contact,
    company: state.company,
    concerned,
    audience,
    target: target && { company: target.state.company, universes: target.universes },
    reason: universes.length > 0 ? null : (reason ?? 'not-in-audience'),
    inAudienceUntil: universes.length > 0 ? [] : audienceEnds(snapshot, question, contact.contact, edits),
    inert: contact.contact.universes.filter(
      (held) => (universe === null || held === universe) && isInert(held, category),
    ),
    clients: universes.length > 0 ? [] : clients,
    results: universes.map((notified): WhyResult => {
      const place = { snapshot, state, contact, concerned: question.company, universe: notified };
      return { universe: notified, cells: cellsOfCategory(category).map((cell) => whyCell(place, cell, edits)) };
    }),
  };
}

/** Returns, by universe of the contact, the change after which the event did not go to the contact's company any more. */
function audienceEnds(
  snapshot: Snapshot,
  { category, company, universe: only }: WhyQuestion,
  contact: Contact,
  edits: readonly JournaledEdit[],
): Why['inAudienceUntil'] {
  // The audience is that of both channels, and e-mail does not depend on access.
  const cell = cellsOfCategory(category).find(({ channel }) => channel === 'email');
  if (cell === undefined) return [];
  const isIn = (state: TimelineEntry['before']): boolean => state !== null && state.reason !== 'not-in-audience';
  return contact.universes
    .filter((universe) => only === null || universe === only)
    .flatMap((universe) => {
      const timeline = timelineOf({ contact, universe, cell, concerned: company }, snapshot, edits);
      const entry = timeline.find(({ before, after }) => isIn(before) && !isIn(after));
      return entry === undefined ? [] : { universe, entry };
    });
}

/** Returns an answer about the past, which no change can reverse. */
export function withoutReversals(answer: Why): Why {
  const past = (cell: WhyCell): WhyCell => ({
    ...cell,
    reversal: null,
    mailbox: cell.mailbox && { ...cell.mailbox, reversal: null },
  });
  return { ...answer, results: answer.results.map((result) => ({ ...result, cells: result.cells.map(past) })) };
}

function whyCell(place: ReversalPlace, cell: Cell, edits: readonly JournaledEdit[]): WhyCell {
  const { snapshot, contact, concerned, universe } = place;
  const choices = choicesIn(contact, universe);
  const { notified, reason } = effective(contact.contact, universe, cell, choices);
  const timeline = timelineOf({ contact: contact.contact, universe, cell, concerned }, snapshot, edits);
  return {
    channel: cell.channel,
    notified,
    reason,
    rules: SUBSCRIPTION_REASONS.slice(0, SUBSCRIPTION_REASONS.indexOf(reason) + 1),
    stored: storedIn(choices, cell.bit),
    since: decidedBy(timeline) ?? null,
    timeline,
    mailbox: sharedMailbox(place, cell, edits),
    reversal: isInert(universe, cell.category) ? null : contactReversal(place, cell),
  };
}

function sharedMailbox(place: ReversalPlace, cell: Cell, edits: readonly JournaledEdit[]): SharedMailbox | null {
  if (cell.channel !== 'email') return null;
  const { snapshot, state, universe } = place;
  const { category } = cell;
  const { email } = effectiveMailbox(state, universe, category);
  if (email === null || addressKey(email) !== addressKey(place.contact.contact.email)) return null;
  const { code: company } = state.company;
  const mailbox = { kind: 'mailbox', company, contact: null, id: null, universe, category } as const;
  const isJournaled = journalHead(snapshot, edits).mailbox(company, universe, category) === email;
  return {
    email,
    since: isJournaled ? lastChangeOf({ ...mailbox, channel: null, field: null }, snapshot, edits) : null,
    reversal: mailboxReversal(place, cell),
  };
}
