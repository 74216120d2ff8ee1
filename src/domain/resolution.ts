/**
 * Who receives an event, who does not, and why. Every delivery is computed here: for simulations, impact, audits, and a portal
 * that imports this code to send. Losses are counted in cells, not in deliveries, and use `effective.ts`.
 * Source: docs/contract/rules.md, "Who receives an event".
 */
import { addressKey } from './address.js';
import { cellsOfCategory } from './cells.js';
import {
  effective,
  effectiveMailbox,
  type Effective,
  type EffectiveMailbox,
  type NotifyingReason,
} from './effective.js';
import { choicesIn, universeSet, type Company, type CompanyState, type Snapshot, type UniverseSet } from './model.js';
import { compareCodePoints } from './code-point-order.js';
import {
  EVENTS,
  isPartnerUniverse,
  type Audience,
  type Category,
  type Channel,
  type EventType,
  type Universe,
} from './vocabulary.js';

/** A contact or mailbox that a delivery goes to, and the rule that decided. `contact` is null for the company's mailbox. */
export type Because =
  | { readonly kind: 'mailbox'; readonly contact: null; readonly reason: 'mailbox' }
  | { readonly kind: 'contact'; readonly contact: string; readonly reason: NotifyingReason };

/** One message: to a person's interface, or to an address. */
export interface Delivery {
  readonly channel: Channel;
  /** Spelled as the first of `because` has it. */
  readonly recipient: string;
  readonly because: readonly Because[];
}

/** A contact or mailbox that gets nothing on this channel, and the rule that decided. */
export type NotNotified =
  | {
      readonly kind: 'mailbox';
      readonly contact: null;
      readonly channel: 'email';
      readonly reason: Extract<EffectiveMailbox, { email: null }>['reason'];
    }
  | {
      readonly kind: 'contact';
      readonly contact: string;
      readonly channel: Channel;
      readonly reason: Extract<Effective, { notified: false }>['reason'];
    };

/** Who receives the event at one company of the audience, in one of its universes. */
export interface Result {
  readonly company: string;
  readonly universe: Universe;
  readonly deliveries: readonly Delivery[];
  readonly notNotified: readonly NotNotified[];
}

export type NoAudience = 'no-partner' | 'out-of-scope';

export interface Resolution {
  readonly audience: Audience;
  readonly results: readonly Result[];
  /** Null where there is an audience. */
  readonly reason: NoAudience | null;
}

/** A category stands for its events: they have one audience. */
export interface Question {
  readonly category: Category;
  readonly audience: Audience;
  /** The company that the event concerns. */
  readonly company: string;
  /** One of the audience's universes; null for each that it holds. */
  readonly universe: Universe | null;
}

export interface AudienceTarget {
  readonly target: { readonly state: CompanyState; readonly universes: UniverseSet } | null;
  readonly reason: NoAudience | null;
}

const AUDIENCES = audiencesOf(EVENTS);

/** Returns the audience of a category's events. What counts cells (impact, audits, the history of an answer) needs it. */
export function audienceOfCategory(category: Category): Audience {
  return AUDIENCES.get(category) ?? 'company';
}

/**
 * A cell belongs to a category, not to an event: its recipients would be ambiguous if a category had two audiences.
 *
 * @throws Error for events of one category with two audiences, so that the program does not start with such an event
 */
export function audiencesOf(events: readonly EventType[]): ReadonlyMap<Category, Audience> {
  const audiences = new Map<Category, Audience>();
  for (const { code, category, audience } of events) {
    const known = audiences.get(category) ?? audience;
    if (known !== audience) throw new Error(`${code} goes to the ${audience}, and other events of ${category} do not`);
    audiences.set(category, audience);
  }
  return audiences;
}

/**
 * Returns the company or partner that an event notifies. The company must be in the snapshot, and its partner too when the
 * audience is the partner. A universe that the company does not hold gives no universes: callers refuse it beforehand
 * (`universe-not-held`) where the audience is the company.
 */
export function audienceOf(snapshot: Snapshot, { company, audience, universe }: Question): AudienceTarget {
  const concerned = snapshot.company(company)?.company;
  const notified = concerned && audienceCompany(concerned, audience);
  if (notified === null && concerned?.partnerHidden !== true) return { target: null, reason: 'no-partner' };
  const state = notified && snapshot.company(notified.company);
  if (!state) return { target: null, reason: 'out-of-scope' };
  const universes = notified.universes.filter((held) => universe === null || held === universe);
  return { target: { state, universes }, reason: null };
}

export interface AudienceCompany {
  readonly company: string;
  readonly universes: UniverseSet;
}

/** Returns the company that an event at this company notifies, read from its own row; null for none. */
export function audienceCompany(concerned: Company, audience: Audience): AudienceCompany | null {
  if (audience === 'partner') return partnerAudienceOf(concerned);
  return { company: concerned.code, universes: concerned.universes };
}

/**
 * Returns the partner audience of a company: its partner, in the universe of the link. A company without a partner that holds
 * partner universes itself is its own partner audience, in each of them (decision). Null for other companies, and where the
 * reader may not know whether there is a partner.
 */
export function partnerAudienceOf(company: Company): AudienceCompany | null {
  if (company.partner !== null && company.partnerUniverse !== null) {
    return { company: company.partner, universes: universeSet([company.partnerUniverse]) };
  }
  if (company.partnerHidden === true) return null;
  const own = company.universes.filter(isPartnerUniverse);
  return own.length === 0 ? null : { company: company.code, universes: own };
}

/** The deliveries of one event, and everyone who was considered and is not notified. */
export function resolve(snapshot: Snapshot, question: Question): Resolution {
  const { target, reason } = audienceOf(snapshot, question);
  const results = target?.universes.map((universe) => resolveAt(target.state, universe, question.category)) ?? [];
  return { audience: question.audience, reason, results };
}

interface MergedEmail {
  readonly recipient: string;
  readonly because: Because[];
}

/** Resolves for one company in one universe: interface first, then e-mail, each by address key; e-mails merged by address. */
export function resolveAt(state: CompanyState, universe: Universe, category: Category): Result {
  const interfaces: Delivery[] = [];
  // By address key.
  const emails = new Map<string, MergedEmail>();
  const notNotified: Record<Channel, NotNotified[]> = { interface: [], email: [] };

  const mailbox = effectiveMailbox(state, universe, category);
  if (mailbox.email !== null) addEmail(emails, mailbox.email, { kind: 'mailbox', contact: null, reason: 'mailbox' });
  else notNotified.email.push({ kind: 'mailbox', contact: null, channel: 'email', reason: mailbox.reason });

  const cells = cellsOfCategory(category);
  for (const contactState of state.contacts) {
    const { contact } = contactState;
    const choices = choicesIn(contactState, universe);
    for (const cell of cells) {
      const { channel } = cell;
      const { notified, reason } = effective(contact, universe, cell, choices);
      if (!notified) {
        notNotified[channel].push({ kind: 'contact', contact: contact.email, channel, reason });
        continue;
      }
      const because: Because = { kind: 'contact', contact: contact.email, reason };
      if (channel === 'interface') interfaces.push({ channel, recipient: contact.email, because: [because] });
      else addEmail(emails, contact.email, because);
    }
  }

  // Contacts are in order already; only the mailbox may be out of place.
  const inOrder = [...emails].sort(([a], [b]) => compareCodePoints(a, b));
  return {
    company: state.company.code,
    universe,
    deliveries: [
      ...interfaces,
      ...inOrder.map(([, { recipient, because }]): Delivery => ({ channel: 'email', recipient, because })),
    ],
    notNotified: [...notNotified.interface, ...notNotified.email],
  };
}

function addEmail(emails: Map<string, MergedEmail>, recipient: string, because: Because): void {
  const key = addressKey(recipient);
  const merged = emails.get(key);
  if (merged === undefined) emails.set(key, { recipient, because: [because] });
  else merged.because.push(because);
}
