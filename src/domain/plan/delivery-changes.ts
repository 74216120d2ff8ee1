/**
 * Who starts and who stops being notified by a plan: by the company notified, universe, category and channel. Worked out a
 * company at a time, as it is read: a plan of any size is never held as its single deliveries.
 * Source: docs/contract/cli.md, "--impact"; docs/contract/rules.md, "Words for changes".
 */
import type { Company, Snapshot } from '../model.js';
import { compareCodePoints } from '../code-point-order.js';
import { audienceOfCategory, partnerAudienceOf, type Delivery } from '../resolution.js';
import { CATEGORIES, CHANNELS, UNIVERSES, type Category, type Channel, type Universe } from '../vocabulary.js';
import type { Edit } from './edits.js';
import { concernedBy, deliveriesOf, deliveryKey } from './impact.js';

/** What changes in one cell of a company, for events at the same companies. */
export interface CellImpact {
  readonly universe: Universe;
  readonly category: Category;
  readonly channel: Channel;
  /** Codes of the companies that the events concern: the one notified itself or, where it is asked as a partner, clients. */
  readonly concerned: readonly string[];
  /** Recipients, by address. */
  readonly starts: readonly string[];
  readonly stops: readonly string[];
}

export interface CompanyImpact {
  /** The company that is notified. */
  readonly company: string;
  readonly cells: readonly CellImpact[];
}

/** Somebody who would start or stop being notified. */
export interface DeliveryDifference {
  /** The company that events concern, and the one that is notified. */
  readonly concerned: string;
  readonly notified: string;
  readonly universe: Universe;
  readonly category: Category;
  readonly channel: Channel;
  readonly recipient: string;
  readonly gained: boolean;
}

/** By company code; companies where nobody starts or stops are left out. */
export function* impactByCompany(before: Snapshot, after: Snapshot, edits: readonly Edit[]): Generator<CompanyImpact> {
  const touched = new Set(edits.map(({ company }) => company));
  const asked = askedAsPartner(before, after, touched);
  for (const company of [...new Set([...touched, ...asked.keys()])].sort(compareCodePoints)) {
    const cells = [...cellsOf(company, before, after, touched.has(company), asked.get(company))];
    if (cells.length > 0) yield { company, cells };
  }
}

/** Who would start and who would stop, one by one: gained and lost deliveries of a plan. */
export function* deliveryDifferences(
  before: Snapshot,
  after: Snapshot,
  edits: readonly Edit[],
): Generator<DeliveryDifference> {
  for (const { company: notified, cells } of impactByCompany(before, after, edits)) {
    for (const { universe, category, channel, concerned: codes, starts, stops } of cells) {
      for (const concerned of codes) {
        const place = { concerned, notified, universe, category, channel };
        for (const recipient of starts) yield { ...place, recipient, gained: true };
        for (const recipient of stops) yield { ...place, recipient, gained: false };
      }
    }
  }
}

/** Was the company asked for events at another, in one universe, and will it be? */
interface Link {
  was: boolean;
  willBe: boolean;
}

/** By the company asked, the universe, and the company concerned. */
type Asked = Map<string, Map<Universe, Map<string, Link>>>;

function askedAsPartner(before: Snapshot, after: Snapshot, touched: ReadonlySet<string>): Asked {
  const asked: Asked = new Map();
  const note = (concerned: string, row: Company | undefined, when: keyof Link): void => {
    const audience = row === undefined ? null : partnerAudienceOf(row);
    if (audience === null) return;
    const universes = asked.get(audience.company) ?? new Map<Universe, Map<string, Link>>();
    asked.set(audience.company, universes);
    for (const universe of audience.universes) {
      const links = universes.get(universe) ?? new Map<string, Link>();
      universes.set(universe, links);
      const link = links.get(concerned) ?? { was: false, willBe: false };
      link[when] = true;
      links.set(concerned, link);
    }
  };
  for (const code of concernedBy(before, [...touched])) {
    note(code, before.companyRow(code), 'was');
    note(code, after.companyRow(code), 'willBe');
  }
  return asked;
}

function* cellsOf(
  company: string,
  before: Snapshot,
  after: Snapshot,
  isTouched: boolean,
  asked: ReadonlyMap<Universe, ReadonlyMap<string, Link>> | undefined,
): Generator<CellImpact> {
  const was = before.company(company);
  const willBe = after.company(company);
  for (const universe of UNIVERSES) {
    for (const category of CATEGORIES) {
      const concerned = concernedIn(company, category, isTouched, asked?.get(universe));
      if (concerned.every(({ codes }) => codes.length === 0)) continue;
      const from = deliveriesOf(was, universe, category);
      const to = deliveriesOf(willBe, universe, category);
      for (const { codes, link } of concerned) {
        if (codes.length === 0) continue;
        const [a, b] = [link.was ? from : [], link.willBe ? to : []];
        for (const channel of CHANNELS) {
          const starts = lacking(b, a, channel);
          const stops = lacking(a, b, channel);
          if (starts.length + stops.length === 0) continue;
          yield { universe, category, channel, concerned: codes, starts, stops };
        }
      }
    }
  }
}

const STAYS: Link = { was: true, willBe: true };
const COMES: Link = { was: false, willBe: true };
const GOES: Link = { was: true, willBe: false };

/** The companies for whose events a company is asked before and after, after only, and before only. */
function concernedIn(
  company: string,
  category: Category,
  isTouched: boolean,
  links: ReadonlyMap<string, Link> | undefined,
): readonly { readonly codes: readonly string[]; readonly link: Link }[] {
  if (audienceOfCategory(category) === 'company') return isTouched ? [{ codes: [company], link: STAYS }] : [];
  return [STAYS, COMES, GOES].flatMap((link) => {
    // A partner that nothing touches gives a client that keeps it what it gave before.
    if (link === STAYS && !isTouched) return [];
    const codes = [...(links ?? [])].flatMap(([code, { was, willBe }]) =>
      was === link.was && willBe === link.willBe ? code : [],
    );
    return [{ codes: codes.sort(compareCodePoints), link }];
  });
}

/** The recipients of one channel that the first list has and the second has not. */
function lacking(here: readonly Delivery[], there: readonly Delivery[], channel: Channel): readonly string[] {
  if (here.length === 0) return [];
  const others = new Set(there.map(deliveryKey));
  return here.flatMap((delivery) =>
    delivery.channel === channel && !others.has(deliveryKey(delivery)) ? delivery.recipient : [],
  );
}
