/**
 * Who starts and who stops being notified by a plan. Impact, gained and lost deliveries and silenced categories all come from
 * the cells that the plan may affect, resolved before and after it. It goes company by company: a plan of a million changes
 * lists its impact in as little memory as one of ten.
 *
 * Two companies matter for a delivery: the one that the event concerns, and the one that is notified. They differ where the
 * audience is the partner: a `mobile` event at the client ACME notifies its partner PART.
 * Source: docs/contract/cli.md, "--impact"; docs/contract/rules.md, "Words for changes".
 */
import { addressKey } from '../address.js';
import { compareCodePoints } from '../code-point-order.js';
import { getOrCreate } from '../maps.js';
import type { CompanyState, Snapshot } from '../model.js';
import {
  audienceOfCategory,
  partnerAudienceOf,
  resolveAt,
  type AudienceCompany,
  type Delivery,
} from '../resolution.js';
import { CATEGORIES, CHANNELS, isInert, UNIVERSES, type Category, type Channel, type Universe } from '../vocabulary.js';
import type { Draft } from './draft.js';
import type { Edit } from './edits.js';

/** What changes in one cell of a company, for events at the same companies. */
export interface CellImpact {
  readonly universe: Universe;
  readonly category: Category;
  readonly channel: Channel;
  /** Codes of the companies that the events concern: the notified one itself or, where it is the partner audience, clients. */
  readonly concerned: readonly string[];
  /** Recipients, by address. */
  readonly starts: readonly string[];
  readonly stops: readonly string[];
}

export interface CompanyImpact {
  readonly company: string;
  readonly cells: readonly CellImpact[];
}

/** A recipient who would start or stop being notified. */
export interface DeliveryDifference {
  readonly concerned: string;
  readonly notified: string;
  readonly universe: Universe;
  readonly category: Category;
  readonly channel: Channel;
  readonly recipient: string;
  readonly gained: boolean;
}

/** Yields the impact by company code, without the companies where no one starts or stops being notified. */
export function* impactByCompany(draft: Draft, edits: readonly Edit[]): Generator<CompanyImpact> {
  const touched = companiesIn(edits);
  const partners = partnerAudiences(draft, touched);
  for (const company of companiesAffected(touched, partners)) {
    const cells = [...affectedCellsOf(company, draft, touched, partners)].flatMap((cell) => [...cellImpacts(cell)]);
    if (cells.length > 0) yield { company, cells };
  }
}

export function* deliveryDifferences(draft: Draft, edits: readonly Edit[]): Generator<DeliveryDifference> {
  for (const { company: notified, cells } of impactByCompany(draft, edits)) {
    for (const { universe, category, channel, concerned: codes, starts, stops } of cells) {
      for (const concerned of codes) {
        const place = { concerned, notified, universe, category, channel };
        for (const recipient of starts) yield { ...place, recipient, gained: true };
        for (const recipient of stops) yield { ...place, recipient, gained: false };
      }
    }
  }
}

function* cellImpacts({ universe, category, concerned, ...deliveries }: AffectedCell): Generator<CellImpact> {
  const { gained, lost } = compareDeliveries(deliveries);
  for (const channel of CHANNELS) {
    const [starts, stops] = [recipientsOn(channel, gained), recipientsOn(channel, lost)];
    if (starts.length + stops.length > 0) yield { universe, category, channel, concerned, starts, stops };
  }
}

function recipientsOn(channel: Channel, deliveries: readonly Delivery[]): readonly string[] {
  return deliveries.flatMap((delivery) => (delivery.channel === channel ? delivery.recipient : []));
}

/** When a company is the audience of others' events: before the plan only, after it only, or both. */
type Period = 'both' | 'after' | 'before';
const PERIODS = ['both', 'after', 'before'] as const satisfies readonly Period[];

/** A universe and category of a company that a plan may affect, and what it receives there for events at the same companies. */
export interface AffectedCell {
  readonly notified: string;
  readonly universe: Universe;
  readonly category: Category;
  /** Codes of the companies that the events concern; never empty. */
  readonly concerned: readonly string[];
  readonly period: Period;
  /** None where `period` is `after`. */
  readonly before: readonly Delivery[];
  /** None where `period` is `before`. */
  readonly after: readonly Delivery[];
}

/** Yields the cells of the touched companies, their partners and former partners: by code, then in the order of forms. */
export function* affectedCells(draft: Draft, touched: ReadonlySet<string>): Generator<AffectedCell> {
  const partners = partnerAudiences(draft, touched);
  for (const code of companiesAffected(touched, partners)) yield* affectedCellsOf(code, draft, touched, partners);
}

function companiesAffected(touched: ReadonlySet<string>, partners: PartnerAudiences): readonly string[] {
  return [...new Set([...touched, ...partners.keys()])].sort(compareCodePoints);
}

function* affectedCellsOf(
  notified: string,
  draft: Draft,
  touched: ReadonlySet<string>,
  partners: PartnerAudiences,
): Generator<AffectedCell> {
  const [was, willBe] = [draft.before.company(notified), draft.company(notified)];
  for (const universe of UNIVERSES) {
    const clients = partners.get(notified)?.get(universe) ?? {};
    for (const category of CATEGORIES) {
      const companies = audienceOfCategory(category) === 'company' ? { both: [notified] } : clients;
      // An untouched company receives what it received, for the events that it received before.
      const periods = PERIODS.filter((each) => companies[each] && (each !== 'both' || touched.has(notified)));
      if (periods.length === 0) continue;
      const before = deliveriesAt(was, universe, category);
      const after = deliveriesAt(willBe, universe, category);
      for (const period of periods) {
        yield {
          notified,
          universe,
          category,
          concerned: companies[period] ?? [],
          period,
          before: period === 'after' ? NO_DELIVERIES : before,
          after: period === 'before' ? NO_DELIVERIES : after,
        };
      }
    }
  }
}

/** Codes of the companies for whose events a company is the partner audience, in order. */
type ClientsByPeriod = { [P in Period]?: string[] };

/** Which companies are notified as partners, in which universes, and for whose events. */
type PartnerAudiences = ReadonlyMap<string, ReadonlyMap<Universe, ClientsByPeriod>>;

function partnerAudiences(draft: Draft, touched: ReadonlySet<string>): PartnerAudiences {
  const partners = new Map<string, Map<Universe, ClientsByPeriod>>();
  const note = (partner: string, universe: Universe, period: Period, code: string): void => {
    const universes = getOrCreate(partners, partner, () => new Map<Universe, ClientsByPeriod>());
    (getOrCreate(universes, universe, (): ClientsByPeriod => ({}))[period] ??= []).push(code);
  };
  for (const code of concernedBy(draft.before, touched).sort(compareCodePoints)) {
    const [was, willBe] = [partnerIn(draft.before, code), partnerIn(draft, code)];
    for (const universe of UNIVERSES) {
      const from = was?.universes.includes(universe) === true ? was.company : null;
      const to = willBe?.universes.includes(universe) === true ? willBe.company : null;
      if (from !== null) note(from, universe, from === to ? 'both' : 'before', code);
      if (to !== null && from !== to) note(to, universe, 'after', code);
    }
  }
  return partners;
}

function partnerIn(snapshot: Snapshot, code: string): AudienceCompany | null {
  const company = snapshot.companyRow(code);
  return company === undefined ? null : partnerAudienceOf(company);
}

/** The companies whose partner audience may differ: those touched (a new client is one of them), and the clients of those. */
export function concernedBy(before: Snapshot, touched: Iterable<string>): string[] {
  const codes = new Set<string>();
  for (const code of touched) {
    codes.add(code);
    for (const client of before.clientsOf(code)) codes.add(client.code);
  }
  return [...codes];
}

export function companiesIn(edits: readonly Edit[]): Set<string> {
  return new Set(edits.map(({ company }) => company));
}

const NO_DELIVERIES: readonly Delivery[] = [];

/** Returns what events bring to one universe and category of a company: nothing where it is not held, or inert. */
function deliveriesAt(state: CompanyState | undefined, universe: Universe, category: Category): readonly Delivery[] {
  const isReachable = state?.company.universes.includes(universe) === true && !isInert(universe, category);
  return isReachable ? resolveAt(state, universe, category).deliveries : NO_DELIVERIES;
}

/** Compares deliveries: two to the same address on the same channel are equal. */
export function compareDeliveries({ before, after }: Pick<AffectedCell, 'before' | 'after'>): {
  readonly gained: readonly Delivery[];
  readonly lost: readonly Delivery[];
} {
  return { gained: lacking(after, before), lost: lacking(before, after) };
}

function lacking(here: readonly Delivery[], there: readonly Delivery[]): readonly Delivery[] {
  if (here.length === 0 || there.length === 0) return here;
  const others = new Set(there.map(deliveryKey));
  return here.filter((delivery) => !others.has(deliveryKey(delivery)));
}

function deliveryKey({ channel, recipient }: Delivery): string {
  return `${channel} ${addressKey(recipient)}`;
}
