/**
 * A second implementation of who is notified, written from the text of the contract alone and as naively as
 * possible: plain loops, codes typed by hand, only the types of the code under test. Slow on purpose.
 * Source: docs/contract/rules.md, "Is this contact notified?", "Who receives an event", "Words for changes".
 */
import type { CompanyState, Contact, ContactState } from '../../src/domain/model.js';
import type { Category, Channel, Universe } from '../../src/domain/vocabulary.js';

const UNIVERSES: readonly Universe[] = ['client', 'ambassador', 'operator'];
const CATEGORIES: readonly Category[] = [
  'eshop',
  'deliveries',
  'service-settings',
  'service-security',
  'ticketing',
  'messaging',
  'mobile',
];
const CHANNELS: readonly Channel[] = ['interface', 'email'];

/** Event, category, audience. */
export const ORACLE_EVENTS: readonly (readonly [string, Category, 'company' | 'partner'])[] = [
  ['eshop.quote-approval-requested', 'eshop', 'company'],
  ['deliveries.creation-order-delivered', 'deliveries', 'company'],
  ['deliveries.addition-order-delivered', 'deliveries', 'company'],
  ['service-settings.delivery-note-sent', 'service-settings', 'company'],
  ['service-settings.settings-changed', 'service-settings', 'company'],
  ['service-security.learning-mode-enabled', 'service-security', 'company'],
  ['service-security.learning-mode-disabled', 'service-security', 'company'],
  ['ticketing.ticket-created', 'ticketing', 'company'],
  ['ticketing.ticket-updated', 'ticketing', 'company'],
  ['messaging.conversation-created', 'messaging', 'company'],
  ['messaging.conversation-updated', 'messaging', 'company'],
  ['mobile.rio-consulted', 'mobile', 'partner'],
];

/** A whole world: every company. */
export type World = readonly CompanyState[];

export interface OracleBecause {
  readonly kind: 'mailbox' | 'contact';
  readonly contact: string | null;
  readonly reason: string;
}

export interface OracleDelivery {
  readonly channel: Channel;
  readonly recipient: string;
  readonly because: readonly OracleBecause[];
}

export interface OracleResult {
  readonly company: string;
  readonly universe: Universe;
  readonly deliveries: readonly OracleDelivery[];
  readonly notNotified: readonly (OracleBecause & { readonly channel: Channel })[];
}

export interface OracleResolution {
  readonly audience: 'company' | 'partner';
  readonly results: readonly OracleResult[];
  readonly reason: 'no-partner' | null;
}

export function oracleKey(address: string): string {
  return address.toLowerCase().normalize('NFC');
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}

/** The stored choice: a bit a cell, two cells a category, interface first. */
export function oracleStored(state: ContactState, universe: Universe, category: Category, channel: Channel): string {
  const choices = state.choices[universe];
  if (choices === undefined) return 'default';
  const weight = 2 ** (CATEGORIES.indexOf(category) * 2 + CHANNELS.indexOf(channel));
  if (Math.floor(choices.chosen / weight) % 2 === 0) return 'default';
  return Math.floor(choices.on / weight) % 2 === 0 ? 'off' : 'on';
}

/** The six lines of the table. */
export function oracleReason(
  contact: Pick<Contact, 'universes' | 'access' | 'role'>,
  universe: Universe,
  channel: Channel,
  stored: string,
): string {
  if (!contact.universes.includes(universe)) return 'not-in-universe';
  if (channel === 'interface' && !contact.access) return 'no-portal-access';
  if (stored === 'on') return 'explicit-on';
  if (stored === 'off') return 'explicit-off';
  if (contact.role === 'admin') return 'admin-default';
  return 'not-subscribed';
}

export function oracleNotified(reason: string): boolean {
  return reason === 'explicit-on' || reason === 'admin-default' || reason === 'mailbox';
}

export function oracleMailbox(state: CompanyState, universe: Universe, category: Category): string {
  if (!state.company.universes.includes(universe)) return 'not-in-universe';
  return state.mailboxes[universe]?.[category] === undefined ? 'no-mailbox' : 'mailbox';
}

export function oracleResolve(
  world: World,
  event: string,
  company: string,
  universe: Universe | null,
): OracleResolution {
  const found = ORACLE_EVENTS.find(([code]) => code === event);
  const concerned = world.find((state) => state.company.code === company);
  if (found === undefined || concerned === undefined) throw new Error(`no event ${event} or no company ${company}`);
  const [, category, audience] = found;

  let notifiedCompany = concerned;
  let universes: readonly Universe[] = UNIVERSES.filter((held) => concerned.company.universes.includes(held));
  if (audience === 'partner') {
    const { partner, partnerUniverse } = concerned.company;
    if (partner !== null) {
      const manager = world.find((state) => state.company.code === partner);
      if (manager === undefined || partnerUniverse === null) throw new Error(`half a partner: ${partner}`);
      notifiedCompany = manager;
      universes = [partnerUniverse];
    } else {
      universes = universes.filter((held) => held === 'ambassador' || held === 'operator');
      if (universes.length === 0) return { audience, results: [], reason: 'no-partner' };
    }
  }
  const results: OracleResult[] = [];
  for (const held of universes) {
    if (universe === null || universe === held) results.push(resultOf(notifiedCompany, held, category));
  }
  return { audience, results, reason: null };
}

function resultOf(state: CompanyState, universe: Universe, category: Category): OracleResult {
  const contacts = [...state.contacts].sort((a, b) => byBytes(oracleKey(a.contact.email), oracleKey(b.contact.email)));
  const deliveries: OracleDelivery[] = [];
  const notNotified: (OracleBecause & { channel: Channel })[] = [];
  for (const channel of CHANNELS) {
    const reached: { address: string; because: OracleBecause }[] = [];
    if (channel === 'email') {
      const reason = oracleMailbox(state, universe, category);
      const because: OracleBecause = { kind: 'mailbox', contact: null, reason };
      const address = state.mailboxes[universe]?.[category];
      if (reason === 'mailbox' && address !== undefined) reached.push({ address, because });
      else notNotified.push({ channel, ...because });
    }
    for (const contactState of contacts) {
      const { contact } = contactState;
      const stored = oracleStored(contactState, universe, category, channel);
      const reason = oracleReason(contact, universe, channel, stored);
      const because: OracleBecause = { kind: 'contact', contact: contact.email, reason };
      if (oracleNotified(reason)) reached.push({ address: contact.email, because });
      else notNotified.push({ channel, ...because });
    }
    const keys = [...new Set(reached.map(({ address }) => oracleKey(address)))].sort(byBytes);
    for (const key of keys) {
      const same = reached.filter(({ address }) => oracleKey(address) === key);
      const [first] = same;
      if (first === undefined) continue;
      deliveries.push({ channel, recipient: first.address, because: same.map(({ because }) => because) });
    }
  }
  return { company: state.company.code, universe, deliveries, notNotified };
}

/** Distinct (concerned company, notified company, universe, category, channel, recipient), over all events. */
export function oracleDeliveries(world: World): ReadonlySet<string> {
  const all = new Set<string>();
  for (const { company } of world) {
    for (const [event, category] of ORACLE_EVENTS) {
      for (const { company: notified, universe, deliveries } of oracleResolve(world, event, company.code, null)
        .results) {
        for (const { channel, recipient } of deliveries) {
          all.add(JSON.stringify([company.code, notified, universe, category, channel, oracleKey(recipient)]));
        }
      }
    }
  }
  return all;
}

/** (concerned company, universe, category) with a delivery. */
export function oracleReached(world: World): ReadonlySet<string> {
  const all = new Set<string>();
  for (const { company } of world) {
    for (const [event, category] of ORACLE_EVENTS) {
      for (const { universe, deliveries } of oracleResolve(world, event, company.code, null).results) {
        if (deliveries.length > 0) all.add(JSON.stringify([company.code, universe, category]));
      }
    }
  }
  return all;
}

/** The cells, inert ones left out, in which each recipient of a company is on: by `contact N` or `mailbox UNIVERSE`. */
export function oracleCellsOn(state: CompanyState | undefined): ReadonlyMap<string, ReadonlySet<string>> {
  const on = new Map<string, Set<string>>();
  const add = (recipient: string, cell: string): void => {
    on.set(recipient, (on.get(recipient) ?? new Set<string>()).add(cell));
  };
  if (state === undefined) return on;
  for (const universe of UNIVERSES) {
    for (const category of CATEGORIES) {
      if (universe === 'client' && category === 'mobile') continue;
      if (oracleMailbox(state, universe, category) === 'mailbox') add(`mailbox ${universe}`, category);
      for (const contactState of state.contacts) {
        for (const channel of CHANNELS) {
          const stored = oracleStored(contactState, universe, category, channel);
          const reason = oracleReason(contactState.contact, universe, channel, stored);
          if (oracleNotified(reason)) add(`contact ${contactState.contact.id}`, `${universe} ${category} ${channel}`);
        }
      }
    }
  }
  return on;
}
