/**
 * What a plan does to recipients: losses, deliveries gained and lost, what is silenced, what can never work.
 * Source: docs/contract/rules.md, "Words for changes".
 */
import { lacksAdmin } from '../audit/rules/recipients.js';
import { audienceOfCategory } from '../resolution.js';
import { CATEGORIES, type Category, type Universe } from '../vocabulary.js';
import { affectedCells, companiesIn, compareDeliveries, concernedBy } from './delivery-changes.js';
import type { Draft } from './draft.js';
import type { Edit } from './edits.js';
import { countInert } from './inert-cells.js';
import { lossesOf, type Loss } from './losses.js';

/** A delivery before and none after. `company` is the one that the events concern. */
export interface Silenced {
  readonly company: string;
  readonly universe: Universe;
  readonly category: Category;
}

export interface DeliveryCounts {
  readonly gained: number;
  readonly lost: number;
}

export interface Impact {
  /** Null when there are too many cells to count without being requested to. */
  readonly deliveries: DeliveryCounts | null;
  readonly losses: readonly Loss[];
  readonly recipients: number;
  readonly silenced: readonly Silenced[];
  readonly inert: number;
  /** Codes of the companies that have contacts and, by this plan, no admin left. */
  readonly withoutAdmin: readonly string[];
}

/** @param counted also count deliveries: every company touched is resolved, before and after */
export function impactOf(draft: Draft, edits: readonly Edit[], counted: boolean): Impact {
  const touched = companiesIn(edits);
  const losses: Loss[] = [];
  let recipients = 0;
  const withoutAdmin: string[] = [];
  // Only where a recipient loses a cell, or the audience may become another, can anything be silenced.
  const suspects = companiesIn(edits.filter(({ kind }) => kind === 'company'));
  for (const code of touched) {
    const [was, willBe] = [draft.before.company(code), draft.company(code)];
    const company = lossesOf(code, was, willBe);
    recipients += company.recipients;
    for (const loss of company.losses) losses.push(loss);
    if (company.losses.length > 0) suspects.add(code);
    if (lacksAdmin(willBe) && !lacksAdmin(was)) withoutAdmin.push(code);
  }
  const { silenced, deliveries } = deliveryImpact(draft, counted ? touched : suspects);
  const inert = countInert(edits);
  return { deliveries: counted ? deliveries : null, losses, recipients, silenced, inert, withoutAdmin };
}

function deliveryImpact(
  draft: Draft,
  codes: ReadonlySet<string>,
): { readonly silenced: readonly Silenced[]; readonly deliveries: DeliveryCounts } {
  const deliveries = { gained: 0, lost: 0 };
  const silenced = new Map<string, Silenced>();
  const reachedByNewPartner = new Set<string>();
  for (const cell of affectedCells(draft, codes)) {
    const { concerned, universe, category } = cell;
    const { gained, lost } = compareDeliveries(cell);
    deliveries.gained += gained.length * concerned.length;
    deliveries.lost += lost.length * concerned.length;
    for (const company of concerned) {
      const key = `${universe} ${category} ${company}`;
      if (cell.after.length === 0 && cell.before.length > 0) silenced.set(key, { company, universe, category });
      else if (cell.after.length > 0 && cell.period === 'after') reachedByNewPartner.add(key);
    }
  }
  for (const key of reachedByNewPartner) silenced.delete(key);
  return { silenced: inOrder([...silenced.values()], [...codes], concernedBy(draft.before, codes)), deliveries };
}

/** By category, then by company: in the order of `codes` where companies are notified of their own events, else of `concerned`. */
function inOrder(silenced: readonly Silenced[], codes: readonly string[], concerned: readonly string[]): Silenced[] {
  const [ownRank, clientRank] = [codes, concerned].map((list) => new Map(list.map((code, i) => [code, i])));
  const rank = ({ company, category }: Silenced): number =>
    (audienceOfCategory(category) === 'company' ? ownRank : clientRank)?.get(company) ?? 0;
  return silenced.toSorted(
    (a, b) => CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category) || rank(a) - rank(b),
  );
}
