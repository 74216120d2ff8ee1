/**
 * Who receives an event, who does not, and why. Every delivery comes from here: simulations, impact, audits, and a portal
 * that imports this code to send. Losses are of cells, not of deliveries, and ask `effective.ts`.
 * Source: docs/contract/rules.md, "Who receives an event".
 */
import { addressKey } from './address.js';
import { cellBit, cellName, CELLS, type Cell } from './cells.js';
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
  CHANNELS,
  EVENTS,
  isPartnerUniverse,
  type Audience,
  type Category,
  type Channel,
  type EventType,
  type Universe,
} from './vocabulary.js';

/** Somebody behind a delivery, and the rule that put them there. `contact` is null for the company's mailbox. */
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

/** Somebody who was considered and is not delivered to on this channel, and the rule that decided. */
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

/** The answer for one company that is asked, in one of its universes. */
export interface Result {
  readonly company: string;
  readonly universe: Universe;
  readonly deliveries: readonly Delivery[];
  readonly notNotified: readonly NotNotified[];
}

/** Why there is nobody to ask. */
export type NoAudience = 'no-partner' | 'out-of-scope';

export interface Resolution {
  readonly audience: Audience;
  readonly results: readonly Result[];
  /** Null unless there is nobody to ask. */
  readonly reason: NoAudience | null;
}

/** What is asked. A category stands for its events: its audiences are theirs. */
export interface Question {
  readonly category: Category;
  readonly audience: Audience;
  /** The company that the event concerns. */
  readonly company: string;
  /** One of the audience's universes; null for each that it holds. */
  readonly universe: Universe | null;
}

/** Which companies are asked about an event, and in which universes. */
export interface AudienceTargets {
  readonly targets: readonly { readonly state: CompanyState; readonly universes: UniverseSet }[];
  readonly reason: NoAudience | null;
}

const AUDIENCES = audiencesOf(EVENTS);

/**
 * The audience that a category's events go to: they have one. What goes by cells (impacts, audits, the history of an answer)
 * goes by this; what goes by an event, by the event's own.
 */
export function audienceOfCategory(category: Category): Audience {
  return AUDIENCES.get(category) ?? 'company';
}

/**
 * A cell says nothing of events: had a category two audiences, who is counted for its cells would be of one of them.
 *
 * @throws Error for events of one category with two audiences: whoever adds one finds out at once
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
 * The company or partner that is asked. The company must be in the snapshot, and its partner too when the audience is
 * the partner. A universe that the company does not hold gives no target: callers refuse it beforehand
 * (`universe-not-held`) where the audience is the company.
 */
export function audienceOf(snapshot: Snapshot, question: Question): AudienceTargets {
  const concerned = snapshot.company(question.company);
  if (concerned === undefined) return { targets: [], reason: 'out-of-scope' };
  const asked = (universes: UniverseSet): UniverseSet =>
    question.universe === null ? universes : universes.filter((universe) => universe === question.universe);
  const target = (state: CompanyState, universes: UniverseSet): AudienceTargets => ({
    targets: [{ state, universes: asked(universes) }],
    reason: null,
  });

  const who = audienceCompany(concerned.company, question.audience);
  if (who === null) {
    return { targets: [], reason: concerned.company.partnerHidden === true ? 'out-of-scope' : 'no-partner' };
  }
  const state = snapshot.company(who.company);
  return state === undefined ? { targets: [], reason: 'out-of-scope' } : target(state, who.universes);
}

/** Whose people are asked, and in which universes, as a company's own row says it. */
export interface AudienceCompany {
  readonly company: string;
  readonly universes: UniverseSet;
}

/** Who is asked about an event at this company; null for nobody. */
export function audienceCompany(concerned: Company, audience: Audience): AudienceCompany | null {
  if (audience === 'partner') return partnerAudienceOf(concerned);
  return { company: concerned.code, universes: concerned.universes };
}

/**
 * Who answers for a company when its partner is the audience: the partner in the universe of the link; for a company
 * without a partner that itself holds partner universes, itself in each of them (decision); else nobody. Nobody as well
 * where it may not be known whether there is a partner.
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
  const { targets, reason } = audienceOf(snapshot, question);
  return {
    audience: question.audience,
    reason,
    results: targets.flatMap(({ state, universes }) =>
      universes.map((universe) => resolveAt(state, universe, question.category)),
    ),
  };
}

const cellsOf = new Map<Category, readonly Cell[]>();

function cellsOfCategory(category: Category): readonly Cell[] {
  let cells = cellsOf.get(category);
  if (cells === undefined) {
    cells = CHANNELS.map((channel) => {
      const bit = cellBit(category, channel);
      const cell = CELLS.find((candidate) => candidate.bit === bit);
      if (cell === undefined) throw new Error(`no cell ${cellName({ category, channel })}`);
      return cell;
    });
    cellsOf.set(category, cells);
  }
  return cells;
}

/** One company asked in one universe: interface first, then e-mail, each by address key; e-mails merged by address. */
export function resolveAt(state: CompanyState, universe: Universe, category: Category): Result {
  const interfaceDeliveries: Delivery[] = [];
  const notNotified: NotNotified[] = [];
  const emails = new Map<string, { readonly recipient: string; readonly because: Because[] }>();

  const mailbox = effectiveMailbox(state, universe, category);
  if (mailbox.email === null) {
    notNotified.push({ kind: 'mailbox', contact: null, channel: 'email', reason: mailbox.reason });
  } else {
    emails.set(addressKey(mailbox.email), {
      recipient: mailbox.email,
      because: [{ kind: 'mailbox', contact: null, reason: 'mailbox' }],
    });
  }

  const cells = cellsOfCategory(category);
  for (const contactState of state.contacts) {
    const { contact } = contactState;
    const choices = choicesIn(contactState, universe);
    for (const cell of cells) {
      const { notified, reason } = effective(contact, universe, cell, choices);
      if (!notified) {
        notNotified.push({ kind: 'contact', contact: contact.email, channel: cell.channel, reason });
        continue;
      }
      const because: Because = { kind: 'contact', contact: contact.email, reason };
      if (cell.channel === 'interface') {
        interfaceDeliveries.push({ channel: 'interface', recipient: contact.email, because: [because] });
        continue;
      }
      const key = addressKey(contact.email);
      const merged = emails.get(key);
      if (merged === undefined) emails.set(key, { recipient: contact.email, because: [because] });
      else merged.because.push(because);
    }
  }

  // `contacts` is by address key already; only the mailbox may stand out of place among the e-mails.
  const byKey = [...emails].sort(([a], [b]) => compareCodePoints(a, b));
  return {
    company: state.company.code,
    universe,
    deliveries: [
      ...interfaceDeliveries,
      ...byKey.map(([, { recipient, because }]): Delivery => ({ channel: 'email', recipient, because })),
    ],
    notNotified: [
      ...notNotified.filter((entry) => entry.channel === 'interface'),
      ...notNotified.filter((entry) => entry.channel === 'email'),
    ],
  };
}
